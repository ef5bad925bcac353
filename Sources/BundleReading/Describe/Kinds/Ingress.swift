import Model

extension DescribedKind {
  /// An Ingress: `Rules:` and a default backend.
  static let ingress = DescribedKind(
    kind: "Ingress", apiVersion: "networking.k8s.io/v1",
    isShown: { $0.has("Rules") && ($0.has("Default backend") || $0.has("Ingress Class")) },
    fill: { object, tree in
      let parts = object.outline
      tree.set("spec.ingressClassName", parts["Ingress Class"]?.scalar)
      if let fallback = parts["Default backend"] {
        tree.set("spec.defaultBackend", backend(fallback.value, fallback.line))
      }
      tree.set("spec.tls", parts["TLS"].flatMap(secrets))
      tree.set("spec.rules", parts["Rules"].flatMap(rules))
      guard let address = parts["Address"], !address.value.isEmpty else { return }
      let isAddress = address.value.utf8.allSatisfy { $0.isDigit || ".:,".utf8.contains($0) }
      for (index, text) in address.value.split(separator: ",").enumerated() {
        tree.set("status.loadBalancer.ingress.\(index).\(isAddress ? "ip" : "hostname")", text, line: address.line)
      }
    })

  /// `shop-tls terminates shop.example.com,www.example.com`.
  private static func secrets(_ section: DescribeSection) -> Value? {
    Value.list(
      section.entries.compactMap { text, line in
        guard let (secret, hosts) = text.parted(by: " terminates ") else { return nil }
        var entry = Members()
        if !secret.hasPrefix("SNI") { entry.set("secretName", secret, line: line) }
        entry.set(
          "hosts",
          Value.list(hosts.split(separator: ",").map { Value(.scalar(String($0), isText: true), line: line) }))
        return entry.value
      })
  }

  /// A host, and below it each path with its backend.
  ///
  ///     Host              Path  Backends
  ///     ----              ----  --------
  ///     shop.example.com
  ///                       /     web:80 (10.244.0.5:8080)
  private static func rules(_ section: DescribeSection) -> Value? {
    var rules: [(host: String, line: Int, paths: [Value])] = []
    for line in section.body where line.indentation != DescribeLine.continuation {
      if line.text.hasPrefix("Host ") || line.text.hasPrefix("----") { continue }
      let cells = DescribeTable.cells(line.text)
      if cells.count == 1, !line.text.hasPrefix("/") {
        rules.append((cells[0], line.number, []))
      } else if cells.count >= 2, !rules.isEmpty {
        var path = Members()
        if !cells[0].isEmpty, cells[0].hasPrefix("/") { path.set("path", cells[0], line: line.number, isText: true) }
        path.set("backend", backend(cells[1], line.number))
        if let value = path.value { rules[rules.count - 1].paths.append(value) }
      }
    }
    return Value.list(
      rules.map { rule in
        var members = Members()
        if rule.host != "*" { members.set("host", rule.host, line: rule.line) }
        let http = Value.list(rule.paths).map { paths in
          Value(.mapping([.init(key: "paths", value: paths)]), line: rule.line)
        }
        members.set("http", http)
        return members.value(line: rule.line)
      })
  }

  /// `web:80 (10.244.0.5:8080)`; the port may be a name.
  private static func backend(_ text: String, _ line: Int) -> Value? {
    guard let address = text.split(separator: " ").first, let colon = address.lastIndex(of: ":") else { return nil }
    let name = address[..<colon]
    let port = address[address.index(after: colon)...]
    guard name != "default-http-backend" else { return nil }
    var number = Members()
    number.set(Int(port) == nil ? "name" : "number", port, line: line)
    var service = Members()
    service.set("name", name, line: line)
    service.set("port", number.value)
    return Value(.mapping([.init(key: "service", value: service.value(line: line))]), line: line)
  }
}
