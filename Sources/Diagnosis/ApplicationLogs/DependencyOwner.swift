import Model

/// Which workload answers for a database that refuses its clients: the fault is there, not with the client.
struct DependencyOwner {
  let context: ApplicationFailure.Context
  let log: ContainerLog
  let error: LoggedError

  /// Ports that tell which database speaks, by words of its errors.
  private static let ports: [(word: String, port: Int)] = [
    ("mysql", 3306), ("mariadb", 3306), ("psql", 5432), ("postgres", 5432), ("psycopg", 5432), ("redis", 6379),
    ("mongo", 27017),
  ]

  /// The Service that the client means; nil where several could be meant.
  var service: KubernetesObject? {
    let namespace = context.pod.object.namespace
    if let named = NetworkEndpoint(in: error.line.text).flatMap({
      context.directory.service(of: $0.host, from: namespace)
    }) {
      return named
    }
    let settings = ContainerSetting.all(of: context.status.name, in: context.pod, context.index)
    // Without a word of the kind of database only an address that the log itself names can be meant.
    let hosts =
      log.keptLines.compactMap { NetworkEndpoint(in: $0.text) } + (port == nil ? [] : settings.compactMap(\.endpoint))
    var named: [KubernetesObject] = []
    for host in hosts where host.port == port || host.port == nil || port == nil {
      guard let service = context.directory.service(of: host.host, from: namespace),
        !named.contains(where: { $0.name == service.name && $0.namespace == service.namespace })
      else { continue }
      named.append(service)
    }
    if named.count == 1 { return named[0] }
    guard let port else { return nil }
    let serving = context.directory.services(port: port, in: namespace)
    return named.isEmpty && serving.count == 1 ? serving[0] : nil
  }

  /// The one workload that can be meant where no host is named: of those behind the Services with the port of that
  /// database, the one whose own log complains of the same; else the only one.
  var onlyDatabase: EntityReference? {
    guard let port else { return nil }
    var candidates: [EntityReference] = []
    for service in context.directory.services(port: port, in: context.pod.object.namespace) {
      guard let workload = ServiceDirectory.workload(behind: service, context.index) else { continue }
      if !candidates.contains(workload) { candidates.append(workload) }
    }
    if candidates.count == 1 { return candidates[0] }
    let complaining = candidates.filter { workload in
      context.index.pods.contains { context.index.workload(of: $0.reference) == workload && complains($0) }
    }
    return complaining.count == 1 ? complaining[0] : nil
  }

  /// Whether a pod logs the refusal that its clients see.
  private func complains(_ pod: Pod) -> Bool {
    pod.containerStatuses.contains { status in
      context.table.logs(of: status, in: pod).contains { log in
        log.keptLines.contains { LoggedError($0)?.shape == error.shape }
      }
    }
  }

  /// The port of the kind of database that the log speaks of.
  private var port: Int? {
    let text = log.keptLines.map { $0.text.lowercased() }
    return Self.ports.first { entry in text.contains { $0.byteRange(of: entry.word) != nil } }?.port
  }
}
