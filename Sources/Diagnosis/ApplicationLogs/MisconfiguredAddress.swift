import Model

/// A container that runs, but is told to call what does not exist: nothing restarts, and no Event tells.
enum MisconfiguredAddress {
  /// The address as a failure; nil where all addresses of the settings lead to a Service, or out of the cluster.
  static func find(_ context: ApplicationFailure.Context) -> ApplicationFailure? {
    guard context.status.isRunning, context.status.role == .application,
      context.pod.object.value(at: "spec.hostAliases") == nil
    else { return nil }
    // What only a manifest tells need not be what runs.
    let configured = context.configured.filter { !$0.isApplied && $0.endpoint.port != nil }
    return configured.lazy.compactMap { absent($0, configured, context) ?? wrongPort($0, configured, context) }.first
  }

  /// A host that is no Service, while one of nearly that name serves just this port and is called by no other setting.
  private static func absent(
    _ setting: ConfiguredEndpoint, _ all: [ConfiguredEndpoint], _ context: ApplicationFailure.Context
  ) -> ApplicationFailure? {
    let namespace = context.pod.object.namespace
    let endpoint = setting.endpoint
    guard !endpoint.isAddress, let port = endpoint.port,
      context.directory.service(of: endpoint.host, from: namespace) == nil,
      let name = context.directory.name(of: endpoint.host, from: namespace),
      context.directory.knowsAll(in: name.namespace),
      let similar = [
        context.directory.similar(to: name),
        context.directory.service(namedIn: setting.setting.name, port: port, in: name.namespace),
      ].compactMap({ $0 }).first(where: { ports(of: $0).contains(port) }), !isCalled(similar, by: all, context)
    else { return nil }
    var failure = failure(
      "dependency-address-misconfigured", context,
      "\(setting.names) of \(context.title) is \(endpoint.text), but no Service has that name, while "
        + "\(similar.reference.path) serves that port")
    failure.evidence = setting.evidence + [similar.evidence]
    return failure
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
