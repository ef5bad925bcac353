import Model

/// The columns of Services and what leads to them.
enum NetworkColumns {
  static let service: [Column] = [
    .name, .field("Type", "spec.type", missing: "ClusterIP"), .field("Cluster-IP", "spec.clusterIP"),
    .text("External-IP", externalAddress), .text("Port(s)", ports), .age,
    .text("Selector", wide: true) { Column.labels($0.value(at: "spec.selector")) },
  ]

  static let endpoints: [Column] = [.name, .text("Endpoints", addresses), .age]

  static let endpointSlice: [Column] = [
    .name, .field("AddressType", "addressType"),
    .text("Ports") { folded(($0["ports"]?.items ?? []).compactMap { $0["port"]?.string }, most: 3, none: "<unset>") },
    .text("Endpoints") {
      folded(($0["endpoints"]?.items ?? []).flatMap { $0["addresses"]?.items ?? [] }.compactMap(\.string), most: 3)
    }, .age,
  ]

  static let ingress: [Column] = [
    .name, .field("Class", "spec.ingressClassName"),
    .text("Hosts") { ingress in
      let hosts = (ingress.value(at: "spec.rules")?.items ?? []).compactMap { $0["host"]?.string }
      return folded(hosts, most: 3, none: "*")
    },
    .text("Address") { loadBalancerAddresses($0) },
    .text("Ports") { $0.value(at: "spec.tls")?.items.isEmpty == false ? "80, 443" : "80" }, .age,
  ]

  static let ingressClass: [Column] = [
    .name, .field("Controller", "spec.controller"), .field("Parameters", "spec.parameters.name"), .age,
  ]

  static let networkPolicy: [Column] = [
    .name, .text("Pod-Selector") { Column.labels($0.value(at: "spec.podSelector.matchLabels")) }, .age,
  ]

  /// `a,b,c + 2 more...`
  private static func folded(_ names: [String], most: Int, none: String = "<none>") -> String {
    guard !names.isEmpty else { return none }
    guard names.count > most else { return names.joined(separator: ",") }
    return names.prefix(most).joined(separator: ",") + " + \(names.count - most) more..."
  }

  private static func loadBalancerAddresses(_ object: Value) -> String {
    (object.value(at: "status.loadBalancer.ingress")?.items ?? [])
      .compactMap { $0["ip"]?.string ?? $0["hostname"]?.string }.joined(separator: ",")
  }

  private static func externalAddress(_ service: Value) -> String {
    let external = (service.value(at: "spec.externalIPs")?.items ?? []).compactMap(\.string)
    switch service.value(at: "spec.type")?.string {
    case "ExternalName": return service.value(at: "spec.externalName")?.string ?? "<none>"
    case "LoadBalancer":
      let all = ([loadBalancerAddresses(service)] + external).filter { !$0.isEmpty }
      return all.isEmpty ? "<pending>" : all.joined(separator: ",")
    default: return external.isEmpty ? "<none>" : external.joined(separator: ",")
    }
  }

  private static func ports(_ service: Value) -> String {
    let ports = (service.value(at: "spec.ports")?.items ?? []).map { port in
      let node = port["nodePort"]?.integer.map { ":\($0)" } ?? ""
      return "\(port["port"]?.string ?? "")\(node)/\(port["protocol"]?.string ?? "TCP")"
    }
    return ports.isEmpty ? "<none>" : ports.joined(separator: ",")
  }

  private static func addresses(_ endpoints: Value) -> String {
    var addresses: [String] = []
    for subset in endpoints["subsets"]?.items ?? [] {
      let ports = subset["ports"]?.items.compactMap { $0["port"]?.string } ?? []
      for ip in (subset["addresses"]?.items ?? []).compactMap({ $0["ip"]?.string }) {
        addresses += ports.isEmpty ? [ip] : ports.map { "\(ip):\($0)" }
      }
    }
    return folded(addresses, most: 3)
  }
}
