import Model

/// A route that by the custom of its neighbours should lead to another Service, or that names a port which its Service
/// does not have.
struct Misroute: Sendable {
  /// The route.
  var route: GatewayRoute
  /// The Service that its requests are meant for.
  var meant: KubernetesObject
  /// What is wrong, one sentence.
  var text: String

  /// A custom is what at least so many routes share.
  private static let custom = 3

  /// All misrouted routes, in the order of the routes.
  static func all(among routes: [GatewayRoute], _ directory: ServiceDirectory) -> [Misroute] {
    let groups = Dictionary(grouping: routes, by: \.group)
    return groups.sorted { $0.key < $1.key }.flatMap { _, routes in
      let strangers = strangers(among: routes, directory)
      // Where a route leads to the wrong Service, the port is a part of the same mistake.
      let others = routes.filter { route in !strangers.contains { $0.route.evidence == route.evidence } }
      return strangers + others.compactMap { wrongPort($0, directory) }
    }
  }

  /// Routes that break the custom by which all others are named after what they lead to.
  private static func strangers(among routes: [GatewayRoute], _ directory: ServiceDirectory) -> [Misroute] {
    let byName = NamingCustom(routes.map { ([$0.name], $0.target.host) }, least: custom)
    let byPath = NamingCustom(routes.map { (segments(of: $0), $0.target.host) }, least: custom)
    let reached = Set(routes.map { NamingCustom.bare($0.target.host) })
    func expected(_ route: GatewayRoute) -> Set<String> {
      Set((byName?.targets(of: [route.name]) ?? []) + (byPath?.targets(of: segments(of: route)) ?? []))
    }
    // Where each custom route leads: what stands among them has an owner of its own.
    let owned = Set(
      routes.map { NamingCustom.bare($0.target.host) }.enumerated().filter { offset, target in
        expected(routes[offset]).contains(target)
      }.map(\.element))
    return routes.compactMap { route in
      let namespace = route.holder.namespace
      let target = NamingCustom.bare(route.target.host)
      let expected = expected(route)
      // A name that fits, or one that fits nothing, tells no fault. Nor does a second way to a Service, unless this one
      // ends where another route belongs.
      guard !expected.isEmpty, !expected.contains(target),
        expected.isDisjoint(with: reached) || owned.contains(target)
      else { return nil }
      let services = directory.names(in: namespace).filter { expected.contains(NamingCustom.bare($0)) }
      guard services.count == 1, let name = services.first,
        let meant = directory.service(of: name, from: namespace)
      else { return nil }
      return Misroute(
        route: route, meant: meant,
        text: "\(route.holder.reference.path): \(route.title) leads to \(route.target.text), not to "
          + "\(meant.reference.path), which it is named after as the other routes are after theirs")
    }
  }

  /// `orders` of `/api/v1/orders/**`.
  private static func segments(of route: GatewayRoute) -> [String] {
    route.paths.flatMap { $0.split(separator: "/").map(String.init) }.filter { segment in
      segment.contains(where: \.isLetter) && !segment.contains("*") && segment != "api"
        && !(segment.hasPrefix("v") && segment.dropFirst().allSatisfy(\.isNumber))
    }
  }

  private static func wrongPort(_ route: GatewayRoute, _ directory: ServiceDirectory) -> Misroute? {
    guard let port = route.target.port,
      let service = directory.service(of: route.target.host, from: route.holder.namespace),
      service.string(at: "spec.clusterIP") != "None", service.string(at: "spec.type") != "ExternalName"
    else { return nil }
    let ports = service.value(at: "spec.ports")?.items.compactMap { $0["port"]?.integer } ?? []
    guard !ports.isEmpty, !ports.contains(port) else { return nil }
    return Misroute(
      route: route, meant: service,
      text: "\(route.holder.reference.path): \(route.title) leads to port \(port) of \(service.reference.path), which "
        + "has \(ports.map(String.init).joined(separator: ", "))")
  }
}

/// By which rule routes are named after what they lead to: `orders` leads to `shop-orders-svc`.
struct NamingCustom {
  private let prefix: String
  private let suffix: String

  /// The rule that most routes follow; nil where fewer than `least` or not most of them follow any.
  init?(_ routes: [(keys: [String], target: String)], least: Int) {
    struct Rule: Hashable {
      var prefix: String
      var suffix: String
    }
    var count: [Rule: Int] = [:]
    for route in routes {
      let target = Self.bare(route.target)
      let rules = route.keys.map(Self.bare).filter { !$0.isEmpty }.compactMap { key in
        target.byteRange(of: key).map {
          Rule(prefix: String(target[..<$0.lowerBound]), suffix: String(target[$0.upperBound...]))
        }
      }
      for rule in Set(rules) { count[rule, default: 0] += 1 }
    }
    let best = count.max { left, right in
      (left.value, right.key.prefix, right.key.suffix) < (right.value, left.key.prefix, left.key.suffix)
    }
    guard let best, best.value >= least, best.value * 2 > routes.count else { return nil }
    (prefix, suffix) = (best.key.prefix, best.key.suffix)
  }

  /// What routes with these keys should lead to, bare.
  func targets(of keys: [String]) -> [String] {
    keys.map(Self.bare).filter { !$0.isEmpty }.map { prefix + $0 + suffix }
  }

  /// Letters and digits in lower case: `order_other` and `orderOther` are one name.
  static func bare(_ name: String) -> String {
    String(name.lowercased().prefix { $0 != "." }.filter { $0.isLetter || $0.isNumber })
  }
}
