import Model

/// The kind of a database or broker, by the words of its errors and its usual port.
struct DependencyKind: Sendable {
  /// Words by which logs and settings name it, lower case.
  var words: [String]
  /// The port that it listens on by default.
  var port: Int
  /// Errors that only it gives, lower case.
  var errors: [String] = []

  private static let all: [DependencyKind] = [
    .init(
      words: ["mysql", "mariadb"], port: 3306,
      errors: [
        "er_con_count_error", "error 1040", "(1040,", "max_user_connections", "er_access_denied_error", "error 1045",
        "(1045,", "--read-only option", "--super-read-only option", "running in read-only mode",
      ]),
    .init(
      words: ["postgres", "psql", "psycopg", "pgsql"], port: 5432,
      errors: ["sorry, too many clients already", "remaining connection slots are reserved"]),
    .init(
      words: ["redis", "jedis", "lettuce"], port: 6379,
      errors: ["max number of clients reached", "can't write against a read only replica", "noauth ", "wrongpass "]),
    .init(words: ["mongo"], port: 27017),
    .init(words: ["rabbitmq", "amqp"], port: 5672), .init(words: ["kafka"], port: 9092),
    .init(words: ["cassandra"], port: 9042), .init(words: ["elasticsearch"], port: 9200),
  ]

  /// The kind that a log speaks of: of the failing line, else of the nearest line before it that names one.
  init?(in log: ContainerLog, around line: ContainerLog.Line) {
    let lines = log.keptLines.filter { $0.number <= line.number }.suffix(200).reversed()
    for text in lines.lazy.map({ $0.text.lowercased() }) {
      if let kind = Self.all.first(where: { kind in
        kind.isNamed(in: text) || kind.errors.contains { text.byteRange(of: $0) != nil }
      }) {
        self = kind
        return
      }
    }
    return nil
  }

  private init(words: [String], port: Int, errors: [String] = []) {
    self.words = words
    self.port = port
    self.errors = errors
  }

  /// Whether a container is one, by a port that it declares.
  static func isServed(by container: Value) -> Bool {
    container["ports"]?.items.contains { port in all.contains { $0.port == port["containerPort"]?.integer } } ?? false
  }

  /// Whether a text in lower case names it.
  func isNamed(in text: String) -> Bool { words.contains { text.byteRange(of: $0) != nil } }

  /// Whether a setting may lead to it: its name or its host says so, or its port is the usual one.
  func mayBeMeant(by configured: ConfiguredEndpoint) -> Bool {
    isNamed(in: configured.setting.name.lowercased()) || isNamed(in: configured.endpoint.host.lowercased())
      || configured.endpoint.port == port
  }
}
