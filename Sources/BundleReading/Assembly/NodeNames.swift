import Model

/// Joins the host names of logs with the names of Node objects.
///
/// A journal of `ip-10-0-0-7` may belong to the Node `ip-10-0-0-7.eu-west-1.compute.internal`.
struct NodeNames {
  private let canonical: [String: String]
  private let onlyNode: String?
  /// Names of the Node objects, sorted.
  let nodes: [String]

  /// The components of the control plane: in a log without host they need not run on the one node of the bundle.
  private static let controlPlane: Set<String> = [
    "kube-apiserver", "kube-controller-manager", "kube-scheduler", "cloud-controller-manager", "etcd",
  ]

  init(hosts: some Sequence<String>, objects: [KubernetesObject]) {
    let nodeObjects = objects.filter { $0.kind == "Node" }
    var aliases: [String: Set<String>] = [:]
    for node in nodeObjects {
      var names = [node.name, node.label("kubernetes.io/hostname") ?? ""]
      for address in node.value(at: "status.addresses")?.items ?? [] {
        // Collectors that work by ssh know a node by its address alone.
        guard let type = address["type"]?.string, ["Hostname", "InternalDNS", "InternalIP"].contains(type) else {
          continue
        }
        names.append(address["address"]?.string ?? "")
      }
      for name in names where !name.isEmpty { aliases[name.lowercased(), default: []].insert(node.name) }
    }
    var labels: [String: Set<String>] = [:]
    for (alias, owners) in aliases { labels[Self.firstLabel(alias), default: []].formUnion(owners) }

    var canonical: [String: String] = [:]
    for host in Set(hosts) where !host.isEmpty {
      let name = host.lowercased()
      let owners = aliases[name] ?? labels[Self.firstLabel(name)] ?? []
      // A name that two nodes share joins neither.
      canonical[host] = owners.count == 1 ? owners.first : host
    }
    self.canonical = canonical
    nodes = Set(nodeObjects.map(\.name)).sorted()
    onlyNode = nodes.count == 1 ? nodes.first : nil
  }

  /// The Node's name for a host, the host itself where no Node is its own. A log without host is of the bundle's only
  /// node, if there is one and the component runs on nodes.
  func node(host: String, component: String = "") -> String {
    if host.isEmpty { return Self.controlPlane.contains(component) ? "" : onlyNode ?? "" }
    return canonical[host] ?? host
  }

  private static func firstLabel(_ name: String) -> String {
    // An address has no host part to compare.
    guard name.contains(where: \.isLetter), let dot = name.firstIndex(of: ".") else { return name }
    return String(name[..<dot])
  }
}
