import Model

/// A container that runs, but is told to call what does not exist: nothing restarts, and no Event tells.
enum MisconfiguredAddress {
  /// The address as a failure; nil where all addresses of the settings lead to a Service, or out of the cluster.
  static func find(_ context: ApplicationFailure.Context) -> ApplicationFailure? {
    guard context.status.isRunning, context.status.role == .application,
      context.pod.object.value(at: "spec.hostAliases") == nil
    else { return nil }
    // What only a manifest tells need not be what runs.
    let configured = context.configured.filter {
      !$0.isApplied && ($0.endpoint.port != nil || isUnanswered($0, context))
    }
    return configured.lazy.compactMap { absent($0, configured, context) ?? wrongPort($0, configured, context) }.first
  }

  /// A host that is no Service, while one of nearly that name serves just this port and is called by no other setting.
  private static func absent(
    _ setting: ConfiguredEndpoint, _ all: [ConfiguredEndpoint], _ context: ApplicationFailure.Context
  ) -> ApplicationFailure? {
    let endpoint = setting.endpoint
    guard context.directory.service(of: endpoint.host, from: context.pod.object.namespace) == nil,
      let meant = candidates(for: setting, context).first(where: { service in
        endpoint.port.map { ports(of: service).contains($0) } ?? true
      }), !isCalled(meant, by: all, context)
    else { return nil }
    var failure = failure(
      "dependency-address-misconfigured", context,
      "\(setting.names) of \(context.title) is \(endpoint.text), but no Service has that "
        + "\(endpoint.isAddress ? "address" : "name"), while \(meant.reference.path) serves that port")
    failure.evidence = setting.evidence + [meant.evidence] + unanswered(endpoint, context)
    return failure
  }

  /// Services that may be meant by an address that leads to none.
  private static func candidates(
    for setting: ConfiguredEndpoint, _ context: ApplicationFailure.Context
  ) -> [KubernetesObject] {
    let namespace = context.pod.object.namespace
    let endpoint = setting.endpoint
    func named(in namespace: String) -> KubernetesObject? {
      endpoint.port.flatMap { context.directory.service(namedIn: setting.setting.name, port: $0, in: namespace) }
    }
    if endpoint.isAddress {
      // An address may belong to anything outside the cluster, unless calls to it fail.
      guard context.directory.knowsAll(in: namespace), isUnanswered(setting, context) else { return [] }
      return [named(in: namespace)].compactMap { $0 }
    }
    if let name = context.directory.name(of: endpoint.host, from: namespace) {
      guard context.directory.knowsAll(in: name.namespace) else { return [] }
      return [context.directory.similar(to: name), named(in: name.namespace)].compactMap { $0 }
    }
    // `cart.prod`, where there is no namespace `prod`, but a Service `cart` here.
    let labels = endpoint.host.split(separator: ".").map(String.init)
    guard labels.count == 2 || labels.dropFirst(2).first == "svc", context.directory.knowsNamespaces,
      !context.directory.isNamespace(labels[1])
    else { return [] }
    return [context.directory.service(of: labels[0], from: namespace)].compactMap { $0 }
  }

  /// Whether the log tells of calls to it that failed.
  private static func isUnanswered(_ setting: ConfiguredEndpoint, _ context: ApplicationFailure.Context) -> Bool {
    !unanswered(setting.endpoint, context).isEmpty
  }

  private static func unanswered(_ endpoint: NetworkEndpoint, _ context: ApplicationFailure.Context) -> [Evidence] {
    guard let log = context.logs.first(where: { !$0.isPrevious }) else { return [] }
    return log.keptLines.last { line in
      line.text.byteRange(of: endpoint.host) != nil && LoggedError(line)?.shape.isUnreachable == true
    }.map { [log.evidence($0)] } ?? []
  }

  /// A Service that exists, by a port that it does not have.
  private static func wrongPort(
    _ setting: ConfiguredEndpoint, _ all: [ConfiguredEndpoint], _ context: ApplicationFailure.Context
  ) -> ApplicationFailure? {
    let endpoint = setting.endpoint
    guard let port = endpoint.port,
      let service = context.directory.service(of: endpoint.host, from: context.pod.object.namespace),
      service.string(at: "spec.clusterIP") != "None", service.string(at: "spec.type") != "ExternalName",
      // Of several ports one that the Service lacks may be an extra that nobody uses.
      ports(of: service).count == 1, let only = ports(of: service).first, only != port,
      !isCalled(service, by: all, context)
    else { return nil }
    var failure = failure(
      "dependency-port-misconfigured", context,
      "\(setting.names) of \(context.title) is \(endpoint.text), but \(service.reference.path) has only port \(only)")
    failure.service = service
    failure.evidence = setting.evidence + [service.evidence(at: "spec.ports.0.port")].compactMap { $0 }
    return failure
  }

  private static func ports(of service: KubernetesObject) -> [Int] {
    service.value(at: "spec.ports")?.items.compactMap { $0["port"]?.integer } ?? []
  }

  /// Whether another setting of the container calls a Service on a port that it has.
  private static func isCalled(
    _ service: KubernetesObject, by settings: [ConfiguredEndpoint], _ context: ApplicationFailure.Context
  ) -> Bool {
    settings.contains { setting in
      let called = context.directory.service(of: setting.endpoint.host, from: context.pod.object.namespace)
      return called?.reference == service.reference && ports(of: service).contains(setting.endpoint.port ?? 0)
    }
  }

  private static func failure(
    _ mode: String, _ context: ApplicationFailure.Context, _ text: String
  ) -> ApplicationFailure {
    var failure = ApplicationFailure(
      mode: mode, pod: context.pod, status: context.status, workload: context.workload, end: nil, text: text,
      evidence: [], confidence: .likely)
    failure.harmsByItself = true
    return failure
  }
}
