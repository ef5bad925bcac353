import Model

/// Rows of services, what is behind them, and what stands before them.
///
///     NAME   TYPE        CLUSTER-IP     EXTERNAL-IP   PORT(S)        AGE   SELECTOR
///     api    NodePort    10.68.76.205   <none>        80:30080/TCP   93s   app=api
enum NetworkRows {
  /// Most addresses or ports that one cell is believed.
  private static let mostEntries = 1000

  static func readService(_ row: TableRow, _ tree: inout ObjectTree) {
    tree.set("spec.type", row["TYPE"], of: row)
    // `None` of a headless service is its value in the API, too.
    tree.set("spec.clusterIP", row["CLUSTER-IP"], of: row)
    if let external = row["EXTERNAL-IP"] {
      switch row["TYPE"] {
      case "ExternalName": tree.set("spec.externalName", external, line: row.line)
      case "LoadBalancer":
        if external == "<pending>" {
          tree.set(["status", "loadBalancer"], Value(.mapping([]), line: row.line))
        } else {
          readIngressPoints(external, row, &tree)
        }
      default:
        for (offset, address) in parts(external).enumerated() {
          tree.set("spec.externalIPs.\(offset)", address, line: row.line)
        }
      }
    }
    for (offset, port) in parts(row["PORT(S)"] ?? "").enumerated() {
      let halves = port.split(separator: "/")
      let numbers = (halves.first ?? "").split(separator: ":")
      guard let number = numbers.first, Int(number) != nil else { continue }
      tree.set("spec.ports.\(offset).port", number, line: row.line)
      if numbers.count == 2 { tree.set("spec.ports.\(offset).nodePort", numbers[1], line: row.line) }
      if halves.count == 2 { tree.set("spec.ports.\(offset).protocol", halves[1], line: row.line) }
    }
    if let selector = row["SELECTOR"] { tree.set("spec.selector", map: selector, of: row) }
  }

  /// `10.0.0.1:80,10.0.0.2:80 + 3 more...`; `<none>`, or nothing where all addresses are unready.
  static func readEndpoints(_ row: TableRow, _ tree: inout ObjectTree) {
    guard let cell = row.raw("ENDPOINTS") else { return }
    var addresses: [Substring] = []
    var ports: [Substring] = []
    for endpoint in parts(row["ENDPOINTS"] == nil ? "" : cell) {
      guard let colon = endpoint.lastIndex(of: ":") else { continue }
      let address = endpoint[..<colon].drop { $0 == "[" }.prefix { $0 != "]" }
      let port = endpoint[endpoint.index(after: colon)...]
      if !addresses.contains(address) { addresses.append(address) }
      if !ports.contains(port), Int(port) != nil { ports.append(port) }
    }
    if addresses.isEmpty {
      // `<none>` is no subset at all; a blank one has subsets without a ready address.
      let items = cell.isEmpty ? [Value(.mapping([]), line: row.line)] : []
      tree.set(["subsets"], Value(.sequence(items), line: row.line))
    }
    for (offset, address) in addresses.enumerated() {
      tree.set("subsets.0.addresses.\(offset).ip", address, line: row.line)
    }
    for (offset, port) in ports.enumerated() { tree.set("subsets.0.ports.\(offset).port", port, line: row.line) }
  }

  static func readEndpointSlice(_ row: TableRow, _ tree: inout ObjectTree) {
    tree.set("addressType", row["ADDRESSTYPE"], of: row)
    let addresses = parts(row["ENDPOINTS"] ?? "")
    if addresses.isEmpty { tree.set(["endpoints"], Value(.sequence([]), line: row.line)) }
    for (offset, address) in addresses.enumerated() {
      tree.set("endpoints.\(offset).addresses.0", address, line: row.line)
    }
    for (offset, port) in parts(row["PORTS"] ?? "").filter({ Int($0) != nil }).enumerated() {
      tree.set("ports.\(offset).port", port, line: row.line)
    }
  }

  static func readIngress(_ row: TableRow, _ tree: inout ObjectTree) {
    tree.set("spec.ingressClassName", row["CLASS"], of: row)
    for (offset, host) in parts(row["HOSTS"] ?? "").filter({ $0 != "*" }).enumerated() {
      tree.set("spec.rules.\(offset).host", host, line: row.line)
    }
    if let address = row["ADDRESS"] { readIngressPoints(address, row, &tree) }
  }

  static func readNetworkPolicy(_ row: TableRow, _ tree: inout ObjectTree) {
    // `<none>` is the empty selector, which is all pods; one with operators cannot be told apart from the text.
    guard let cell = row.raw("POD-SELECTOR"), !cell.contains(" "), !cell.contains("(") else { return }
    guard cell != "<none>" else {
      return tree.set(["spec", "podSelector"], Value(.mapping([]), line: row.line))
    }
    tree.set("spec.podSelector.matchLabels", map: cell, of: row)
  }

  /// `False (MissingEndpoints)`.
  static func readAPIService(_ row: TableRow, _ tree: inout ObjectTree) {
    let words = (row["AVAILABLE"] ?? "").split { $0 == " " || $0 == "(" || $0 == ")" }
    if let status = words.first {
      tree.add(condition: "Available", String(status), reason: words.count > 1 ? String(words[1]) : nil, of: row)
    }
    let service = (row["SERVICE"] ?? "").split(separator: "/")
    guard service.count == 2 else { return }
    tree.set("spec.service.namespace", service[0], line: row.line)
    tree.set("spec.service.name", service[1], line: row.line)
  }

  private static func readIngressPoints(_ text: String, _ row: TableRow, _ tree: inout ObjectTree) {
    for (offset, address) in parts(text).enumerated() {
      let isAddress = address.utf8.allSatisfy { $0.isDigit || $0 == UInt8(ascii: ".") } || address.contains(":")
      tree.set("status.loadBalancer.ingress.\(offset).\(isAddress ? "ip" : "hostname")", address, line: row.line)
    }
  }

  /// The entries of `a,b + 3 more...`.
  private static func parts(_ text: String) -> [Substring] {
    text.prefix { $0 != "+" }.split(separator: ",", maxSplits: mostEntries).prefix(mostEntries)
      .compactMap { $0.split(separator: " ").first }
      .filter { !$0.hasPrefix("<") && !$0.hasSuffix("...") }
  }
}
