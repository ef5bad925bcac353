import Model

/// `exceeded quota: compute, requested: requests.cpu=1, used: requests.cpu=4, limited: requests.cpu=4`; until 1.4 with a
/// capital.
struct QuotaRefusal {
  /// A resource that would have gone beyond its limit.
  struct Exceeded {
    var resource: String
    var requested: String
    var used: String
    var limit: String
  }

  var quota: String
  var exceeded: [Exceeded] = []

  init?(_ text: String) {
    guard let opening = text.firstRange(of: "xceeded quota: "),
      let requested = text.firstRange(of: ", requested: "), let used = text.firstRange(of: ", used: "),
      let limited = text.firstRange(of: ", limited: "), opening.upperBound <= requested.lowerBound,
      requested.upperBound <= used.lowerBound, used.upperBound <= limited.lowerBound
    else { return nil }
    quota = String(text[opening.upperBound..<requested.lowerBound])
    let asked = Self.amounts(text[requested.upperBound..<used.lowerBound])
    let spent = Dictionary(Self.amounts(text[used.upperBound..<limited.lowerBound])) { first, _ in first }
    let most = Dictionary(Self.amounts(text[limited.upperBound...])) { first, _ in first }
    for (resource, amount) in asked {
      guard let used = spent[resource], let limit = most[resource] else { continue }
      // The server lists only what does not fit; figures that cannot be read stand as listed.
      let fits =
        Quantity.value(of: amount).flatMap { new in
          Quantity.value(of: used).flatMap { old in Quantity.value(of: limit).map { new + old <= $0 } }
        } ?? false
      if !fits { exceeded.append(Exceeded(resource: resource, requested: amount, used: used, limit: limit)) }
    }
  }

  private static func amounts(_ text: Substring) -> [(String, String)] {
    text.split(separator: ",").compactMap { pair in
      guard let equals = pair.firstIndex(of: "=") else { return nil }
      let value = pair[pair.index(after: equals)...].prefix { $0.isLetter || $0.isNumber || $0 == "." }
      return (String(pair[..<equals].drop { $0 == " " }), String(value))
    }
  }
}

/// The resources that a ResourceQuota counts.
enum QuotaResource {
  /// Which failure mode it is when one is used up.
  static func mode(of resource: String) -> String {
    // A quota of one storage class: `fast.storageclass.storage.k8s.io/requests.storage`.
    if let slash = resource.lastIndex(of: "/"), resource[..<slash].hasSuffix(".storageclass.storage.k8s.io") {
      return mode(of: String(resource[resource.index(after: slash)...]))
    }
    return switch resource {
    case "cpu", "requests.cpu", "limits.cpu": "quota-exceeded-cpu"
    case "memory", "requests.memory", "limits.memory": "quota-exceeded-memory"
    case "pods", "count/pods": "quota-exceeded-pods"
    case "services", "count/services", "services.loadbalancers", "services.nodeports": "quota-exceeded-services"
    case "persistentvolumeclaims", "count/persistentvolumeclaims", "requests.storage": "quota-exceeded-storage"
    default: "quota-exceeded-objects"
    }
  }

  /// Whether a quota's resource counts a Service of a type.
  static func counts(_ resource: String, serviceOfType type: String) -> Bool {
    switch resource {
    case "services", "count/services": true
    case "services.loadbalancers": type == "LoadBalancer"
    case "services.nodeports": type == "NodePort" || type == "LoadBalancer"
    default: false
    }
  }

  /// How much of a resource one pod of a template takes; nil where the template does not say.
  static func demand(_ resource: String, of template: Value?) -> Double? {
    if resource == "pods" || resource == "count/pods" { return 1 }
    let (list, name): (String, String) =
      switch resource {
      case "cpu", "requests.cpu": ("requests", "cpu")
      case "memory", "requests.memory": ("requests", "memory")
      case "limits.cpu": ("limits", "cpu")
      case "limits.memory": ("limits", "memory")
      default: ("", "")
      }
    guard !list.isEmpty else { return nil }
    let demand = PodDemand(list, of: name, spec: template?["spec"])
    return demand.parts.isEmpty ? nil : demand.amount
  }
}
