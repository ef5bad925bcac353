import Model

extension DescribedKind {
  /// A ConfigMap: `Data`, a rule of `=`, then each key with its text under a rule of `-`.
  static let configMap = DescribedKind(
    kind: "ConfigMap", apiVersion: "v1",
    isShown: { $0.outline.sections.contains { $0.value == "BinaryData" } || ($0.hasDataRule && !$0.hasSizes) },
    fill: { object, tree in
      guard let section = object.data else { return }
      var data = Members()
      let lines = Array(section.body)
      let heads = lines.indices.filter { index in
        index + 1 < lines.count && lines[index + 1].text == "----" && lines[index].text.hasSuffix(":")
      }
      for (place, head) in heads.enumerated() {
        let end = place + 1 < heads.count ? heads[place + 1] : lines.count
        var text = head + 2 <= end ? lines[(head + 2)..<end].map(\.text).joined(separator: "\n") : ""
        while text.hasSuffix("\n") { text.removeLast() }
        data.set(
          String(lines[head].text.dropLast()), Value(.scalar(text, isText: true), line: lines[head].number))
      }
      tree.set("data", data.value(line: section.line))
    })

  /// A Secret: only the sizes of its values are shown, so `data` holds its keys with empty text.
  static let secret = DescribedKind(
    kind: "Secret", apiVersion: "v1",
    isShown: { $0.hasDataRule && ($0.hasSizes || $0.has("Type")) },
    fill: { object, tree in
      tree.set("type", object["Type"]?.scalar)
      guard let section = object.data else { return }
      var data = Members()
      for line in section.body {
        guard let key = line.key else { continue }
        data.set(String(key), Value(.scalar("", isText: true), line: line.number))
      }
      tree.set("data", data.value(line: section.line))
    })

  /// A ServiceAccount: `Mountable secrets:`.
  static let serviceAccount = DescribedKind(
    kind: "ServiceAccount", apiVersion: "v1",
    isShown: { $0.has("Mountable secrets") || $0.has("Image pull secrets") && $0.has("Tokens") },
    fill: { object, tree in
      for (field, key) in [("imagePullSecrets", "Image pull secrets"), ("secrets", "Mountable secrets")] {
        guard let section = object[key] else { continue }
        tree.set(
          field,
          Value.list(
            section.entries.compactMap { text, line in
              var reference = Members()
              reference.set("name", text.split(separator: " ").first, line: line)
              return reference.value
            }))
      }
    })
}

extension DescribedObject {
  /// The section `Data`, whose lines are what the object holds.
  fileprivate var data: DescribeSection? { outline.sections.first { $0.value == "Data" } }

  /// Whether a rule of `=` stands below `Data`.
  fileprivate var hasDataRule: Bool { data?.body.first?.text == "====" }

  /// Whether values are shown by their sizes: `token:  1024 bytes`.
  fileprivate var hasSizes: Bool {
    data?.body.contains { $0.key != nil && $0.text.hasSuffix(" bytes") } == true
      && data?.body.contains { $0.text == "----" } == false
  }
}
