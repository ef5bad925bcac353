import Model

/// The Services of the bundle by the names and addresses that applications call them by.
struct ServiceDirectory: Sendable {
  private let byName: [String: KubernetesObject]
  private let byAddress: [String: KubernetesObject]
  private let namesByNamespace: [String: [String]]
  private let namespaces: Set<String>
  private let incompleteNamespaces: Set<String>
  private let listedNamespaces: Set<String>
  /// Whether the bundle holds all namespaces.
  let knowsNamespaces: Bool

  init(_ incident: Incident) {
    let services = incident.index.objects(kind: "Service")
    var byName: [String: KubernetesObject] = [:]
    var byAddress: [String: KubernetesObject] = [:]
    var names: [String: [String]] = [:]
    for service in services {
      byName["\(service.namespace)/\(service.name)"] = service
      names[service.namespace, default: []].append(service.name)
      if let address = service.string(at: "spec.clusterIP"), address != "None", !address.isEmpty {
        byAddress[address] = service
      }
    }
    self.byName = byName
    self.byAddress = byAddress
    namesByNamespace = names.mapValues { $0.sorted() }
    namespaces = Set(incident.objects.map(\.namespace)).union(incident.index.objects(kind: "Namespace").map(\.name))
    let lists = incident.coverage.lists.filter { $0.kind == "Service" }
    incompleteNamespaces = Set(lists.filter { !$0.isComplete }.map(\.namespace))
    listedNamespaces = Set(lists.filter(\.isComplete).map(\.namespace))
    knowsNamespaces = incident.coverage.lists.contains { $0.kind == "Namespace" && $0.isComplete }
  }

  /// The Service that a host means, seen from a namespace: `db`, `db.shop`, `db.shop.svc.cluster.local`, `db-0.db`.
  func service(of host: String, from namespace: String) -> KubernetesObject? {
    if let service = byAddress[host] { return service }
    guard let name = ServiceName(host, from: namespace, namespaces: namespaces) else { return nil }
    return byName["\(name.namespace)/\(name.name)"]
  }

  /// The namespace and name that a host would have as a Service; nil for a host outside the cluster.
  func name(of host: String, from namespace: String) -> ServiceName? {
    ServiceName(host, from: namespace, namespaces: namespaces)
  }

  /// Whether the bundle shows a namespace.
  func isNamespace(_ name: String) -> Bool { namespaces.contains(name) }

  /// The names of the Services of a namespace, sorted.
  func names(in namespace: String) -> [String] { namesByNamespace[namespace] ?? [] }

  /// The Services of a namespace with a port, by name.
  func services(port: Int, in namespace: String) -> [KubernetesObject] {
    (namesByNamespace[namespace] ?? []).compactMap { byName["\(namespace)/\($0)"] }
      .filter { service in
        service.value(at: "spec.ports")?.items.contains { $0["port"]?.integer == port } == true
      }
  }

  /// The workload whose pods a Service leads to; nil where it leads to none or to several.
  static func workload(behind service: KubernetesObject, _ index: IncidentIndex) -> EntityReference? {
    let selector = service.value(at: "spec.selector")?.members ?? []
    guard !selector.isEmpty else { return nil }
    var found: EntityReference?
    for pod in index.pods where pod.object.namespace == service.namespace {
      guard selector.allSatisfy({ pod.object.label($0.key) == $0.value.string }) else { continue }
      let workload = index.workload(of: pod.reference)
      guard found == nil || found == workload else { return nil }
      found = workload
    }
    return found
  }

  /// Whether the bundle holds the Services of a namespace: then one that is not there does not exist.
  func knowsAll(in namespace: String) -> Bool {
    (namesByNamespace[namespace] != nil || listedNamespaces.contains(namespace))
      && incompleteNamespaces.isDisjoint(with: [namespace, ""])
  }

  /// A Service whose name is close to one that does not exist: one contains the other, or two letters differ.
  func similar(to name: ServiceName) -> KubernetesObject? {
    let candidates = namesByNamespace[name.namespace] ?? []
    let close = candidates.filter { candidate in
      let longer = candidate.utf8.count > name.name.utf8.count ? candidate : name.name
      let shorter = longer == candidate ? name.name : candidate
      if shorter.utf8.count >= 3, longer.hasPrefix("\(shorter)-") || longer.hasSuffix("-\(shorter)") { return true }
      return shorter.utf8.count >= 4 && Self.distance(candidate, name.name) <= 2
    }
    // The longest common part is the likeliest meaning; two of the same length are no answer.
    let best = close.max { $0.utf8.count < $1.utf8.count }
    return best.flatMap { byName["\(name.namespace)/\($0)"] }
  }

  /// The one Service with a port that a setting is named after: `PRODUCT_CATALOG_ADDR` and `productcatalog`.
  func service(namedIn setting: String, port: Int, in namespace: String) -> KubernetesObject? {
    let bare = setting.lowercased().filter(\.isLetter)
    let found = services(port: port, in: namespace).filter { service in
      let name = service.name.lowercased()
      let letters = name.filter(\.isLetter)
      let first = name.prefix { $0.isLetter }
      return letters.utf8.count >= 4 && bare.byteRange(of: letters) != nil
        || first.utf8.count >= 4 && first.utf8.count < name.utf8.count && bare.hasPrefix(String(first))
    }
    return found.count == 1 ? found[0] : nil
  }

  /// Letters to change, add or leave out to get from one name to the other.
  static func distance(_ left: String, _ right: String) -> Int {
    let left = Array(left.utf8)
    let right = Array(right.utf8)
    guard abs(left.count - right.count) <= 2 else { return 3 }
    var row = Array(0...right.count)
    for (offset, letter) in left.enumerated() {
      var diagonal = row[0]
      row[0] = offset + 1
      for column in right.indices {
        let above = row[column + 1]
        row[column + 1] = min(above + 1, row[column] + 1, diagonal + (right[column] == letter ? 0 : 1))
        diagonal = above
      }
    }
    return row[right.count]
  }
}

/// A host as the name of a Service.
struct ServiceName: Hashable, Sendable {
  /// Namespace.
  var namespace: String
  /// Name.
  var name: String

  init?(_ host: String, from namespace: String, namespaces: Set<String>) {
    let labels = host.lowercased().split(separator: ".", omittingEmptySubsequences: true).map(String.init)
    guard let first = labels.first, first.contains(where: \.isLetter), first != "localhost" else { return nil }
    switch labels.count {
    case 1:
      self.init(namespace: namespace, name: first)
    case 2 where namespaces.contains(labels[1]):
      self.init(namespace: labels[1], name: first)
    case 2:
      // `db-0.db`, or a host outside such as `example.com`.
      guard first.hasPrefix("\(labels[1])-") else { return nil }
      self.init(namespace: namespace, name: labels[1])
    default:
      guard let service = labels.firstIndex(of: "svc"), service >= 2 else { return nil }
      self.init(namespace: labels[service - 1], name: labels[service - 2])
    }
  }

  private init(namespace: String, name: String) {
    self.namespace = namespace
    self.name = name
  }
}
