import Model

extension DescribedEvents {
  /// What the Events of an excerpt without a name are about, by their own words; nil where they do not say it.
  ///
  ///     Successfully assigned shop/api-0 to worker-1
  ///     Unable to mount volumes for pod "api-0_shop(8df467e7-1825-11ea-83a0-22ced17d4a3d)": timeout
  ///     Node worker-1 status is now: NodeReady
  static func subject(_ section: DescribeSection) -> EntityReference? {
    let subjects = section.body.lazy.compactMap { line in
      pod(assigned: line.text) ?? pod(quoted: line.text) ?? node(line.text)
    }
    return subjects.first { $0.kind == "Node" || !$0.namespace.isEmpty } ?? subjects.first
  }

  private static func pod(assigned text: String) -> EntityReference? {
    guard let (_, rest) = text.parted(by: "Successfully assigned "), let (name, _) = rest.parted(by: " to ") else {
      return nil
    }
    let parts = name.split(separator: "/")
    // Before 1.12 the scheduler left the namespace out.
    guard let last = parts.last else { return nil }
    return EntityReference(kind: "Pod", namespace: parts.count == 2 ? String(parts[0]) : "", name: String(last))
  }

  private static func pod(quoted text: String) -> EntityReference? {
    guard let (_, rest) = text.parted(by: "pod \""), let (quoted, _) = rest.parted(by: "\"") else { return nil }
    let parts = quoted.prefix { $0 != "(" }.split(separator: "_")
    guard parts.count == 2, quoted.contains("(") else { return nil }
    return EntityReference(kind: "Pod", namespace: String(parts[1]), name: String(parts[0]))
  }

  private static func node(_ text: String) -> EntityReference? {
    guard let (before, _) = text.parted(by: " status is now: "), let (_, name) = before.parted(by: "Node "),
      !name.contains(" ")
    else { return nil }
    return EntityReference(kind: "Node", name: name)
  }
}
