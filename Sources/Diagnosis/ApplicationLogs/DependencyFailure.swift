import Model

/// A program that ended because something it calls did not answer: who is to blame, as far as objects tell.
struct DependencyFailure {
  let failure: LoggedFailure
  let said: String

  private var context: ApplicationFailure.Context { failure.context }
  private var namespace: String { context.pod.object.namespace }

  /// What the failing line calls, else what another line about a dependency calls.
  private var named: NetworkEndpoint? {
    NetworkEndpoint(in: failure.error.line.text)
      ?? failure.log.keptLines.reversed().lazy.compactMap { line in
        LoggedError(line).flatMap { $0.shape.isUnreachable ? NetworkEndpoint(in: line.text) : nil }
      }.first
  }

  /// What the settings lead to, where the log names only the kind of what it calls: one address or none.
  private var configured: ConfiguredEndpoint? {
    guard let kind = DependencyKind(in: failure.log, around: failure.error.line) else { return nil }
    let meant = context.configured.filter { kind.mayBeMeant(by: $0) }
    guard let first = meant.first, meant.allSatisfy({ $0.endpoint == first.endpoint }) else { return nil }
    return first
  }

  var conclusion: ApplicationFailure {
    if let named { return conclusion(about: named, setting: nil) }
    guard let configured else { return unreachable(nil, nil) }
    var result = conclusion(about: configured.endpoint, setting: configured)
    // The log names no address: that it means this one is an inference.
    result.confidence = min(result.confidence, .likely)
    return result
  }

  /// Where clouds tell a machine, and so its pods, who it is.
  private static let metadataHosts: Set<String> = ["169.254.169.254", "metadata.google.internal"]

  private func conclusion(about endpoint: NetworkEndpoint, setting: ConfiguredEndpoint?) -> ApplicationFailure {
    if Self.metadataHosts.contains(endpoint.host) {
      return failure.failure(
        "instance-metadata-or-identity-unreachable",
        "\(context.title) cannot reach the cloud's metadata service: \(said)")
    }
    let setting = setting ?? self.setting(holding: endpoint)
    if let service = context.directory.service(of: endpoint.host, from: namespace) {
      if let wrong = wrongPort(endpoint, of: service, setting) { return wrong }
      if let early = tooEarly(endpoint, service) { return early }
      if let unresolved = ownResolver(endpoint, service) { return unresolved }
      return unreachable(endpoint, service)
    }
    guard !endpoint.isAddress, let name = context.directory.name(of: endpoint.host, from: namespace),
      context.directory.knowsAll(in: name.namespace)
    else { return unreachable(endpoint, nil) }
    return missing(endpoint, name, setting)
  }

  /// The state "cannot reach it": its cause lies elsewhere.
  private func unreachable(_ endpoint: NetworkEndpoint?, _ service: KubernetesObject?) -> ApplicationFailure {
    let target = service?.reference.path ?? endpoint?.text ?? "a dependency"
    var result = failure.failure("app-dependency-unreachable", "\(context.title) cannot reach \(target): \(said)")
    result.service = service
    result.undecided = [
      .init(
        id: "app-dependency-unreachable", artifact: "why \(target) does not answer",
        collect: .namespace(service?.namespace ?? context.pod.object.namespace),
        or: service.map {
          "kubectl -n \($0.namespace.shellNamespace) describe service \($0.name.shellName); "
            + "kubectl -n \($0.namespace.shellNamespace) get endpointslices -l kubernetes.io/service-name=\($0.name.shellName)"
        } ?? "the state and the logs of \(target)")
    ]
    return result
  }

  /// A Service that has no such port is refused or never answered whatever runs behind it.
  private func wrongPort(
    _ endpoint: NetworkEndpoint, of service: KubernetesObject, _ setting: ConfiguredEndpoint?
  ) -> ApplicationFailure? {
    guard let port = endpoint.port, [.refused, .timedOut, .unreachable].contains(failure.error.shape) else {
      return nil
    }
    let ports = service.value(at: "spec.ports")?.items.compactMap { $0["port"]?.integer } ?? []
    // A headless Service leads to the pods themselves, on whatever port they listen.
    guard !ports.isEmpty, !ports.contains(port), service.string(at: "spec.clusterIP") != "None" else { return nil }
    let place = setting.map { ", by \($0.names)" } ?? ""
    var result = failure.failure(
      "dependency-port-misconfigured",
      "\(context.title) calls port \(port) of \(service.reference.path)\(place), which has \(list(ports)): \(said)")
    result.service = service
    result.evidence += (setting?.evidence ?? []) + [service.evidence(at: "spec.ports.0.port")].compactMap { $0 }
    return result
  }

  /// The Service came after the pod: names are looked up once, at the start.
  private func tooEarly(_ endpoint: NetworkEndpoint, _ service: KubernetesObject) -> ApplicationFailure? {
    guard failure.error.shape == .unknownHost || failure.error.shape == .upstreamNotFound,
      let created = service.created, let started = context.pod.object.created, started.isProvablyBefore(created)
    else { return nil }
    var result = failure.failure(
      "startup-dependency-order",
      "\(context.title) started before \(service.reference.path) was created: \(said)")
    result.service = service
    result.evidence += [service.evidence(at: "metadata.creationTimestamp")].compactMap { $0 }
    return result
  }

  /// The Service exists, but the pod asks a name server of its own, which knows no Services.
  private func ownResolver(_ endpoint: NetworkEndpoint, _ service: KubernetesObject) -> ApplicationFailure? {
    guard failure.error.shape == .unknownHost || failure.error.shape == .upstreamNotFound,
      let resolver = PodResolver.find(context), !resolver.asksCluster(context.index)
    else { return nil }
    var result = failure.failure(
      // A name server of its own may be meant well and mistyped; a policy is simply the wrong one.
      resolver.nameservers.isEmpty ? "dns-policy-wrong" : "dns-name-wrong",
      "\(context.title) cannot resolve \(endpoint.host), which \(service.reference.path) has, because \(resolver.text): \(said)"
    )
    result.confidence = .likely
    result.service = service
    result.evidence += resolver.evidence
    return result
  }

  /// No such Service, although the bundle holds the namespace's Services.
  private func missing(
    _ endpoint: NetworkEndpoint, _ name: ServiceName, _ setting: ConfiguredEndpoint?
  ) -> ApplicationFailure {
    let alike =
      context.directory.similar(to: name)
      ?? setting.flatMap { setting in
        setting.endpoint.port.flatMap {
          context.directory.service(namedIn: setting.setting.name, port: $0, in: name.namespace)
        }
      }
    guard let similar = alike else {
      var result = failure.failure(
        "service-missing",
        "\(context.title) needs a Service \(name.name) in \(name.namespace), which does not exist: \(said)")
      result.evidence += setting?.evidence ?? []
      return result
    }
    let mode = setting == nil ? "dns-name-wrong" : "dependency-address-misconfigured"
    let place = setting.map { " by \($0.setting.name)" } ?? ""
    var result = failure.failure(
      mode,
      "\(context.title) calls \(endpoint.host)\(place), which does not exist, while \(similar.reference.path) does: \(said)"
    )
    result.confidence = .likely
    result.evidence += (setting?.evidence ?? []) + [similar.evidence]
    return result
  }

  private func setting(holding endpoint: NetworkEndpoint) -> ConfiguredEndpoint? {
    let same = context.configured.filter { $0.endpoint.host == endpoint.host }
    return same.first { $0.endpoint.port == endpoint.port } ?? same.first
  }

  private func list(_ ports: [Int]) -> String {
    ports.count == 1 ? "only \(ports[0])" : ports.map(String.init).joined(separator: ", ")
  }
}
