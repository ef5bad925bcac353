import Model

extension DescribedKind {
  /// Endpoints: `Subsets:` with addresses and ports in turn.
  static let endpoints = DescribedKind(
    kind: "Endpoints", apiVersion: "v1",
    isShown: { $0.has("Subsets") },
    fill: { object, tree in
      guard let section = object["Subsets"] else { return }
      var subsets: [Members] = []
      for part in section.outline.sections {
        switch part.key {
        case "Addresses":
          var subset = Members()
          subset.set("addresses", addresses(part))
          subsets.append(subset)
        case "NotReadyAddresses" where !subsets.isEmpty:
          subsets[subsets.count - 1].set("notReadyAddresses", addresses(part))
        case "Ports" where !subsets.isEmpty:
          subsets[subsets.count - 1].set("ports", ports(part))
        default: continue
        }
      }
      tree.set("subsets", Value(.sequence(subsets.compactMap(\.value)), line: section.line))
    })

  private static func addresses(_ section: DescribeSection) -> Value? {
    Value.list(
      section.value.split(separator: ",").map { ip in
        let value = Value(.scalar(String(ip), isText: false), line: section.line)
        return Value(.mapping([.init(key: "ip", value: value)]), line: section.line)
      })
  }

  private static func ports(_ section: DescribeSection) -> Value? {
    guard let table = DescribeTable(section.body) else { return nil }
    return Value.list(
      table.rows.compactMap { row in
        var port = Members()
        if let name = table.cell(row, "Name"), name != "<unset>" { port.set("name", name, line: row.line) }
        port.set("port", table.cell(row, "Port"), line: row.line)
        port.set("protocol", table.cell(row, "Protocol"), line: row.line)
        return port.value
      })
  }
}
