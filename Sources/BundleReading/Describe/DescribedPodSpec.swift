import Model

/// What a pod and a pod template have in common.
enum DescribedPodSpec {
  /// Sets the members of a `spec` from its sections; `path` is where it stands, e.g. `spec.template.spec`.
  static func set(_ parts: DescribeOutline, at path: String, _ tree: inout ObjectTree) {
    for (field, key) in [("initContainers", "Init Containers"), ("containers", "Containers")] {
      tree.set("\(path).\(field)", Value.list(DescribedContainer.all(parts[key]).map(\.spec)))
    }
    tree.set("\(path).serviceAccountName", parts["Service Account"]?.scalar)
    tree.set("\(path).volumes", parts["Volumes"].flatMap(DescribedVolume.all))
    tree.set("\(path).nodeSelector", parts["Node-Selectors"]?.labels)
    tree.set("\(path).tolerations", parts["Tolerations"].flatMap(tolerations))
    tree.set("\(path).topologySpreadConstraints", parts["Topology Spread Constraints"].flatMap(spreadConstraints))
    tree.set("\(path).priorityClassName", parts["Priority Class Name"]?.scalar)
  }

  /// `Pod Template:` of a workload.
  static func setTemplate(_ section: DescribeSection?, at path: String, _ tree: inout ObjectTree) {
    guard let parts = section?.outline else { return }
    tree.set("\(path).metadata.labels", parts["Labels"]?.labels)
    tree.set("\(path).metadata.annotations", parts["Annotations"]?.annotations)
    set(parts, at: "\(path).spec", &tree)
  }

  /// `node.kubernetes.io/not-ready:NoExecute op=Exists for 300s`, `dedicated=gpu:NoSchedule`, `op=Exists`.
  private static func tolerations(_ section: DescribeSection) -> Value? {
    Value.list(
      section.entries.compactMap { text, line in
        var toleration = Members()
        var words = text.split(separator: " ")
        if let first = words.first, !first.hasPrefix("op=") {
          words.removeFirst()
          let colon = first.lastIndex(of: ":")
          let key = first[..<(colon ?? first.endIndex)]
          let equals = key.firstIndex(of: "=")
          toleration.set("key", key[..<(equals ?? key.endIndex)], line: line)
          if let equals {
            toleration.set("value", key[key.index(after: equals)...], line: line, isText: true)
          }
          if let colon { toleration.set("effect", first[first.index(after: colon)...], line: line) }
        }
        for (index, word) in words.enumerated() {
          if word.hasPrefix("op=") { toleration.set("operator", word.dropFirst(3), line: line) }
          if word == "for", index + 1 < words.count, words[index + 1].hasSuffix("s") {
            toleration.set("tolerationSeconds", words[index + 1].dropLast(), line: line)
          }
        }
        return toleration.value
      })
  }

  /// `kubernetes.io/hostname:DoNotSchedule when max skew 1 is exceeded for selector app=web`.
  private static func spreadConstraints(_ section: DescribeSection) -> Value? {
    Value.list(
      section.entries.compactMap { text, line in
        guard let (topology, rest) = text.parted(by: " when max skew "), let colon = topology.lastIndex(of: ":"),
          let (skew, selector) = rest.parted(by: " is exceeded")
        else { return nil }
        var constraint = Members()
        constraint.set("topologyKey", topology[..<colon], line: line)
        constraint.set("whenUnsatisfiable", topology[topology.index(after: colon)...], line: line)
        constraint.set("maxSkew", skew, line: line)
        if let (_, labels) = selector.parted(by: "for selector ") {
          constraint.set("labelSelector", LabelSelectorText.selector(labels, line: line))
        }
        return constraint.value
      })
  }
}
