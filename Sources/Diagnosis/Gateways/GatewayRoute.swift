import Model

/// One route of a gateway: which requests it takes, and where it sends them.
struct GatewayRoute: Sendable {
  /// Its id, where it has one, e.g. `orders`.
  var name: String
  /// Paths that it takes, e.g. `/api/orders/**`.
  var paths: [String]
  /// What it leads to.
  var target: NetworkEndpoint
  /// The object that holds it: an Ingress, a ConfigMap.
  var holder: KubernetesObject
  /// Routes that belong together: the holder, and for a ConfigMap the key.
  var group: String
  /// Where its target stands.
  var evidence: Evidence

  /// `route orders (/api/orders/**)`.
  var title: String {
    let path = paths.first.map { name.isEmpty ? " \($0)" : " (\($0))" } ?? ""
    return "route\(name.isEmpty ? "" : " \(name)")\(path)"
  }

  /// All routes of the bundle that a gateway uses, in the order of their holders.
  static func all(in incident: Incident) -> [GatewayRoute] {
    let ingresses = incident.index.objects(kind: "Ingress").flatMap { ofIngress($0) }
    let maps = incident.index.objects(kind: "ConfigMap").filter { $0.isSurelyLive && mayHoldRoutes($0) }
    guard !maps.isEmpty else { return ingresses }
    let objects = ConfigurationObjects(incident)
    return ingresses
      + maps.flatMap { map -> [GatewayRoute] in
        let users = incident.index.pods.filter { !$0.isFinished && $0.mounts(configMap: map) }
        guard let user = users.first else { return [] }
        let settings = user.containerStatuses.flatMap { ContainerSetting.all(of: $0.name, in: user, objects) }
        return ofConfigMap(map, settings)
      }
  }

  private static func ofIngress(_ ingress: KubernetesObject) -> [GatewayRoute] {
    (ingress.value(at: "spec.rules")?.items ?? []).enumerated().flatMap { rule, value in
      (value.value(at: "http.paths")?.items ?? []).enumerated().compactMap { offset, path in
        guard let service = path.value(at: "backend.service.name") ?? path.value(at: "backend.serviceName"),
          let name = service.string
        else { return nil }
        let port = path.value(at: "backend.service.port.number") ?? path.value(at: "backend.servicePort")
        return GatewayRoute(
          name: "", paths: [path["path"]?.string].compactMap { $0 },
          target: NetworkEndpoint(host: name, port: port?.integer), holder: ingress, group: ingress.reference.path,
          evidence: ingress.evidence(
            for: service, field: "spec.rules.\(rule).http.paths.\(offset).backend.service.name"))
      }
    }
  }

  private static func mayHoldRoutes(_ map: KubernetesObject) -> Bool {
    (map.value(at: "data")?.members ?? []).contains { member in
      guard let text = member.value.string else { return false }
      return text.byteRange(of: "proxy_pass ") != nil
        || text.byteRange(of: "routes:") != nil && text.byteRange(of: "uri:") != nil
    }
  }

  private static func ofConfigMap(_ map: KubernetesObject, _ settings: [ContainerSetting]) -> [GatewayRoute] {
    (map.value(at: "data")?.members ?? []).flatMap { member -> [GatewayRoute] in
      guard let text = member.value.string, text.utf8.count <= 1 << 20 else { return [] }
      return RoutesText(text).routes.compactMap { route in
        let address = RoutesText.filled(route.target, settings)
        guard let target = RoutesText.endpoint(address) else { return nil }
        var shown = map.evidence(for: member.value, field: "data.\(member.key)")
        shown.text = route.line
        if let line = map.line(of: route.number, in: member) { shown.line = line }
        return GatewayRoute(
          name: route.name, paths: route.paths, target: target, holder: map,
          group: "\(map.reference.path) \(member.key)", evidence: shown)
      }
    }
  }
}

extension Pod {
  /// Whether a volume or the environment of the pod is a ConfigMap of its namespace.
  fileprivate func mounts(configMap map: KubernetesObject) -> Bool {
    guard object.namespace == map.namespace else { return false }
    let volumes = object.value(at: "spec.volumes")?.items ?? []
    if volumes.contains(where: { $0.value(at: "configMap.name")?.string == map.name }) { return true }
    return containers.contains { container in
      (container.value["envFrom"]?.items ?? []).contains { $0.value(at: "configMapRef.name")?.string == map.name }
    }
  }
}

extension KubernetesObject {
  /// The line of the artifact on which line `number` (from 0) of an entry's text stands; nil where the text was not
  /// written as a block, so that its lines have none of their own.
  fileprivate func line(of number: Int, in member: Value.Member) -> Int? {
    let first = member.value.line + (rendering == .description ? 2 : 1)
    let lines = (member.value.string ?? "").split(separator: "\n", omittingEmptySubsequences: false).count
    if rendering == .description { return first + number }
    let next = (root.members + (value(at: "data")?.members ?? [])).map(\.value.line).filter { $0 > member.value.line }
    guard let next = next.min(), next >= member.value.line + lines else { return nil }
    return first + number
  }
}
