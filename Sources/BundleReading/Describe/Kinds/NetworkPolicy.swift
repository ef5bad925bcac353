import Model

extension DescribedKind {
  /// A NetworkPolicy: `Policy Types:` within its spec.
  static let networkPolicy = DescribedKind(
    kind: "NetworkPolicy", apiVersion: "networking.k8s.io/v1",
    isShown: { $0["Spec"]?["PodSelector"] != nil && !$0.has("API Version") },
    fill: { object, tree in
      guard let spec = object["Spec"]?.outline else { return }
      if let selector = spec["PodSelector"] {
        let empty = Value(.mapping([]), line: selector.line)
        let text = selector.value.hasPrefix("<none>") ? "" : selector.value
        tree.set("spec.podSelector", LabelSelectorText.selector(text, line: selector.line) ?? empty)
      }
      if let types = spec["Policy Types"] {
        tree.set(
          "spec.policyTypes",
          Value.list(
            types.value.split(whereSeparator: { $0 == "," || $0 == " " })
              .map { Value(.scalar(String($0), isText: false), line: types.line) }))
      }
      for (field, peers, side) in [("ingress", "from", "From"), ("egress", "to", "To")] {
        guard let section = spec["Allowing \(field) traffic"] else { continue }
        tree.set("spec.\(field)", rules(section, peers: peers, side: side))
      }
    })

  /// Rules stand between rules of dashes; `<none>` alone is a policy that isolates.
  private static func rules(_ section: DescribeSection, peers field: String, side: String) -> Value {
    var rules: [Value] = []
    for lines in section.body.split(whereSeparator: { $0.text.hasPrefix("----") }) {
      let parts = DescribeOutline(lines)
      var ports: [Value] = []
      var peers: [Value] = []
      for part in parts.sections {
        if part.key == "To Port", !part.value.hasPrefix("<any>") {
          let number = part.value.split(separator: "/")
          var port = Members()
          port.set("port", number.first, line: part.line)
          if number.count > 1 { port.set("protocol", number[1], line: part.line) }
          if let value = port.value { ports.append(value) }
        } else if part.key == side, !part.value.hasPrefix("<any>"), let peer = peer(part.outline) {
          peers.append(peer)
        }
      }
      guard parts.sections.contains(where: { !$0.key.isEmpty }) else { continue }
      var rule = Members()
      rule.set("ports", Value.list(ports))
      rule.set(field, Value.list(peers))
      rules.append(rule.value(line: lines.first?.number ?? section.line))
    }
    return Value(.sequence(rules), line: section.line)
  }

  private static func peer(_ parts: DescribeOutline) -> Value? {
    var peer = Members()
    for (field, key) in [("podSelector", "PodSelector"), ("namespaceSelector", "NamespaceSelector")] {
      guard let section = parts[key] else { continue }
      let empty = Value(.mapping([]), line: section.line)
      peer.set(field, LabelSelectorText.selector(section.value, line: section.line) ?? empty)
    }
    if let block = parts["IPBlock"] {
      var members = Members()
      members.set("cidr", block["CIDR"]?.scalar)
      if let except = block["Except"], !except.value.isEmpty {
        members.set(
          "except",
          Value.list(
            except.value.split(whereSeparator: { $0 == "," || $0 == " " })
              .map { Value(.scalar(String($0), isText: false), line: except.line) }))
      }
      peer.set("ipBlock", members.value)
    }
    return peer.value
  }
}
