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
    let text = log.keptLines.map { $0.text.lowercased() }
    guard let port = Self.ports.first(where: { entry in text.contains { $0.byteRange(of: entry.word) != nil } })?.port
    else {
      return nil
    }
    let settings = ContainerSetting.all(of: context.status.name, in: context.pod, context.index)
    let hosts = log.keptLines.compactMap { NetworkEndpoint(in: $0.text) } + settings.compactMap(\.endpoint)
    var named: [KubernetesObject] = []
    for host in hosts where host.port == port || host.port == nil {
      guard let service = context.directory.service(of: host.host, from: namespace),
        !named.contains(where: { $0.name == service.name && $0.namespace == service.namespace })
      else { continue }
      named.append(service)
    }
    if named.count == 1 { return named[0] }
    let serving = context.directory.services(port: port, in: namespace)
    return named.isEmpty && serving.count == 1 ? serving[0] : nil
  }
}
