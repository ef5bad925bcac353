import Model

/// Which workload answers for a database that refuses its clients: the fault is there, not with the client.
struct DependencyOwner {
  let context: ApplicationFailure.Context
  let log: ContainerLog
  let error: LoggedError

  /// The settings that may lead to that kind of database.
  var meant: [ConfiguredEndpoint] {
    kind.map { kind in context.configured.filter { kind.mayBeMeant(by: $0) } } ?? []
  }

  /// Whether the log itself names the host of a Service.
  func isNamedByLog(_ service: KubernetesObject) -> Bool {
    log.keptLines.contains { line in
      NetworkEndpoint(in: line.text).flatMap {
        context.directory.service(of: $0.host, from: context.pod.object.namespace)
      }?.reference == service.reference
    }
  }

  /// The Service that the client means; nil where several could be meant.
  var service: KubernetesObject? {
    let namespace = context.pod.object.namespace
    if let named = NetworkEndpoint(in: error.line.text).flatMap({
      context.directory.service(of: $0.host, from: namespace)
    }) {
      return named
    }
    // Without a word of the kind of database only an address that the log itself names can be meant.
    let hosts = log.keptLines.compactMap { NetworkEndpoint(in: $0.text) } + meant.map(\.endpoint)
    var named: [KubernetesObject] = []
    for host in hosts where host.port == kind?.port || host.port == nil || kind == nil {
      guard let service = context.directory.service(of: host.host, from: namespace),
        !named.contains(where: { $0.name == service.name && $0.namespace == service.namespace })
      else { continue }
      named.append(service)
    }
    if named.count == 1 { return named[0] }
    guard let kind else { return nil }
    let serving = context.directory.services(port: kind.port, in: namespace)
    return named.isEmpty && serving.count == 1 ? serving[0] : nil
  }

  /// The one workload that can be meant where no host is named: of those behind the Services with the port of that
  /// database, the one whose own log complains of the same; else the only one.
  var onlyDatabase: EntityReference? {
    guard let kind else { return nil }
    var candidates: [EntityReference] = []
    for service in context.directory.services(port: kind.port, in: context.pod.object.namespace) {
      guard let workload = ServiceDirectory.workload(behind: service, context.index) else { continue }
      if !candidates.contains(workload) { candidates.append(workload) }
    }
    if candidates.count == 1 { return candidates[0] }
    let complaining = candidates.filter { workload in
      context.table.logs(ofWorkload: workload).contains(where: complains)
        || context.index.pods.contains { context.index.workload(of: $0.reference) == workload && complains($0) }
    }
    return complaining.count == 1 ? complaining[0] : nil
  }

  /// Whether a pod logs the refusal that its clients see.
  private func complains(_ pod: Pod) -> Bool {
    pod.containerStatuses.contains { context.table.logs(of: $0, in: pod).contains(where: complains) }
  }

  private func complains(_ log: ContainerLog) -> Bool {
    log.keptLines.contains { LoggedError($0)?.shape == error.shape }
  }

  /// The kind of database that the log speaks of.
  private var kind: DependencyKind? { DependencyKind(in: log, around: error.line) }
}
