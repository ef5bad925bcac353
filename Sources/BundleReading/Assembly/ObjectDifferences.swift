import Model

/// Where tables and descriptions say something else of an object than the API's own YAML or JSON does: the latter leads,
/// and the difference is told with both places. Mostly it is time that passed between two commands.
///
/// `copies` are the copies of one object each.
func objectDifferences(_ copies: [[KubernetesObject]]) -> [Coverage.Note] {
  copies.flatMap { copies -> [Coverage.Note] in
    guard copies.count > 1, let leader = copies.min(by: leads), leader.rendering == .api else { return [] }
    let known = StatedFields(leader)
    return copies.filter { $0.rendering == .table || $0.rendering == .description }.flatMap { text in
      StatedFields(text).fields.compactMap { name, stated -> Coverage.Note? in
        guard let own = known.fields[name], !own.agrees(with: stated) else { return nil }
        return Coverage.Note(
          path: text.artifact, line: stated.line,
          text: "\(leader.reference.path) has \(name) \(stated.text) here and \(own.text) in "
            + "\(leader.artifact):\(own.line), which is taken")
      }
    }
  }.sorted()
}

/// Fields that text shows as the API has them, by a name for people.
private struct StatedFields {
  struct Stated {
    var text: String
    var line: Int

    func agrees(with other: Stated) -> Bool {
      if text == other.text { return true }
      // A table tells no False from Unknown.
      return [text, other.text].contains("NotReady")
        && ["False", "Unknown"].contains(text == "NotReady" ? other.text : text)
    }
  }

  private(set) var fields: [String: Stated] = [:]

  /// Single fields; numbers that grow from second to second are left out.
  private static let paths = [
    "status.phase", "status.reason", "spec.nodeName", "spec.replicas", "spec.type", "spec.clusterIP", "spec.volumeName",
    "spec.storageClassName", "status.podIP", "status.nodeInfo.kubeletVersion",
    "status.nodeInfo.containerRuntimeVersion",
  ]

  init(_ object: KubernetesObject) {
    for path in Self.paths { take(object.value(at: path), as: path) }
    for list in ["containers", "initContainers"] {
      for container in object.value(at: "spec.\(list)")?.items ?? [] {
        guard let name = container["name"]?.string else { continue }
        take(container["image"], as: "spec.\(list)[\(name)].image")
      }
    }
    // Of a pod's row conditions are concluded from its containers, and those of a lost node are not ready all the same.
    guard object.kind == "Node" || object.kind == "Pod" && object.rendering != .table else { return }
    for condition in object.value(at: "status.conditions")?.items ?? [] {
      guard let type = condition["type"]?.string else { continue }
      take(condition["status"], as: "condition \(type)")
    }
  }

  private mutating func take(_ value: Value?, as name: String) {
    guard let value, let text = value.string, !text.isEmpty, !text.hasPrefix("<"), text != "None", !text.contains("***")
    else { return }
    fields[name] = Stated(text: text, line: value.line)
  }
}
