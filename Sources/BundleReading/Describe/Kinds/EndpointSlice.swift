import Model

extension DescribedKind {
  /// An EndpointSlice: `AddressType:`.
  static let endpointSlice = DescribedKind(
    kind: "EndpointSlice", apiVersion: "discovery.k8s.io/v1",
    isShown: { $0.has("AddressType") },
    fill: { object, tree in
      tree.set("addressType", object["AddressType"]?.scalar)
      if let section = object["Ports"], let table = DescribeTable(section.body) {
        tree.set(
          "ports",
          Value.list(
            table.rows.compactMap { row in
              var port = Members()
              if let name = table.cell(row, "Name"), name != "<unset>" { port.set("name", name, line: row.line) }
              port.set("port", table.cell(row, "Port"), line: row.line)
              port.set("protocol", table.cell(row, "Protocol"), line: row.line)
              return port.value
            }))
      }
      guard let section = object["Endpoints"] else { return }
      tree.set("endpoints", Value(.sequence(endpoints(section)), line: section.line))
    })

  /// Each begins with `- Addresses:`.
  private static func endpoints(_ section: DescribeSection) -> [Value] {
    let body = section.body
    let starts = body.indices.filter { body[$0].text.hasPrefix("- ") }
    return starts.enumerated().map { place, start in
      var lines = body[start..<(place + 1 < starts.count ? starts[place + 1] : body.endIndex)]
      lines[start].text = String(lines[start].text.dropFirst(2))
      lines[start].indentation += 2
      let parts = DescribeOutline(lines)
      var endpoint = Members()
      if let addresses = parts["Addresses"] {
        endpoint.set(
          "addresses",
          Value.list(
            addresses.value.split(whereSeparator: { $0 == "," || $0 == " " })
              .map { Value(.scalar(String($0), isText: false), line: addresses.line) }))
      }
      var conditions = Members()
      conditions.set("ready", parts["Conditions"]?["Ready"]?.boolean)
      endpoint.set("conditions", conditions.value)
      endpoint.set("nodeName", parts["NodeName"]?.scalar)
      if let target = parts["TargetRef"], let (kind, name) = target.value.parted(by: "/") {
        var reference = Members()
        reference.set("kind", kind, line: target.line)
        reference.set("name", name, line: target.line)
        endpoint.set("targetRef", reference.value)
      }
      return endpoint.value(line: body[start].number)
    }
  }
}
