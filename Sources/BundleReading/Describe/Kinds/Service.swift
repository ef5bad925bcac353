import Model

extension DescribedKind {
  /// A Service: `Endpoints:` or `Session Affinity:`. What stands behind it is an Endpoints object of its own.
  static let service = DescribedKind(
    kind: "Service", apiVersion: "v1",
    isShown: { $0.has("Session Affinity") || $0.has("TargetPort") && $0.has("Selector") },
    fill: { object, tree in
      let parts = object.outline
      tree.set("spec.type", parts["Type"]?.scalar)
      tree.set("spec.selector", parts["Selector"]?.labelsOfSelector)
      tree.set("spec.clusterIP", parts["IP"].flatMap(address))
      tree.set("spec.clusterIPs", parts["IPs"].flatMap { $0.value.isEmpty ? nil : list($0) })
      tree.set("spec.externalName", parts["External Name"]?.scalar)
      tree.set("spec.externalIPs", parts["External IPs"].flatMap(list))
      tree.set("spec.ipFamilyPolicy", parts["IP Family Policy"]?.scalar)
      tree.set("spec.ipFamilies", parts["IP Families"].flatMap(list))
      tree.set("spec.sessionAffinity", parts["Session Affinity"]?.scalar)
      tree.set("spec.internalTrafficPolicy", parts["Internal Traffic Policy"]?.scalar)
      tree.set(
        "spec.externalTrafficPolicy", parts.any("External Traffic Policy", "ExternalTrafficPolicy")?.scalar)
      tree.set("spec.ports", ports(parts))
      tree.set("status.loadBalancer.ingress", parts["LoadBalancer Ingress"].flatMap(ingress))
    },
    others: { object in [endpoints(object)].compactMap { $0 } })

  /// `None` is an address to the API: a headless Service.
  private static func address(_ section: DescribeSection) -> Value? { section.scalar }

  private static func list(_ section: DescribeSection) -> Value? {
    Value.list(
      section.value.split(whereSeparator: { $0 == "," || $0 == " " }).map {
        Value(.scalar(String($0), isText: false), line: section.line)
      })
  }

  /// One `Port:`, `TargetPort:` and `NodePort:` a port, in turn.
  private static func ports(_ parts: DescribeOutline) -> Value? {
    var ports: [Members] = []
    for section in parts.sections {
      let line = section.line
      switch section.key {
      case "Port":
        // `<unset>  80/TCP`, `http  80/TCP`.
        let words = section.value.split(whereSeparator: { $0 == " " || $0 == "\t" })
        guard let number = words.last?.split(separator: "/"), number.count == 2 else { continue }
        var port = Members()
        if words.count > 1, words[0] != "<unset>" { port.set("name", words[0], line: line) }
        port.set("port", number[0], line: line)
        port.set("protocol", number[1], line: line)
        ports.append(port)
      case "TargetPort" where !ports.isEmpty:
        ports[ports.count - 1].set("targetPort", section.value.split(separator: "/").first, line: line)
      case "NodePort" where !ports.isEmpty:
        let number = section.value.split(whereSeparator: { $0 == " " || $0 == "\t" }).last?.split(separator: "/").first
        ports[ports.count - 1].set("nodePort", number, line: line)
      case "AppProtocol" where !ports.isEmpty:
        ports[ports.count - 1].set("appProtocol", section.scalar)
      default: continue
      }
    }
    return Value.list(ports.compactMap(\.value))
  }

  private static func ingress(_ section: DescribeSection) -> Value? {
    Value.list(
      section.value.split(separator: ",").compactMap { text in
        guard let address = text.split(separator: " ").first else { return nil }
        let isAddress = address.utf8.allSatisfy { $0.isDigit || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: ":") }
        var entry = Members()
        entry.set(isAddress ? "ip" : "hostname", address, line: section.line)
        return entry.value
      })
  }

  /// `Endpoints:  10.244.0.3:8080,10.244.0.4:8080`, one line a port; `<none>` is an object without addresses.
  ///
  /// kubectl names three addresses and counts the rest (`+ 2 more...`).
  private static func endpoints(_ object: DescribedObject) -> ObjectTree? {
    guard object["Selector"]?.value.isEmpty == false, let first = object["Endpoints"], let name = object.name else {
      return nil
    }
    var tree = ObjectTree(apiVersion: "v1", kind: "Endpoints", line: first.line)
    tree.set("metadata.name", name)
    tree.set("metadata.namespace", object.namespace)
    var subsets: [Value] = []
    for section in object.outline.sections where section.key == "Endpoints" {
      var addresses: [Value] = []
      var ports = Members()
      for text in section.value.split(separator: ",") {
        guard let endpoint = text.split(separator: " ").first, let colon = endpoint.lastIndex(of: ":") else { continue }
        var address = Members()
        address.set("ip", endpoint[..<colon].filter { $0 != "[" && $0 != "]" }, line: section.line)
        ports.set("port", endpoint[endpoint.index(after: colon)...], line: section.line)
        if let value = address.value { addresses.append(value) }
      }
      guard !addresses.isEmpty else { continue }
      var subset = Members()
      subset.set("addresses", Value.list(addresses))
      subset.set("ports", ports.value.flatMap { Value.list([$0]) })
      if let value = subset.value { subsets.append(value) }
    }
    tree.set("subsets", Value(.sequence(subsets), line: first.line))
    return tree
  }
}
