import Model

/// A column of `kubectl get`, as the API server computes it.
struct Column: Sendable {
  /// E.g. `Ready`; kubectl prints it in capitals.
  var name: String
  /// `string` or `integer`.
  var type = "string"
  /// 0 is always printed, 1 with `-o wide`.
  var priority = 0
  /// The cell of an object.
  var cell: @Sendable (Value, AgeReference) -> Value

  /// A text column.
  static func text(_ name: String, wide: Bool = false, _ cell: @escaping @Sendable (Value) -> String) -> Column {
    Column(name: name, priority: wide ? 1 : 0) { object, _ in .text(cell(object)) }
  }

  /// A column of whole numbers; an absent field counts as zero.
  static func number(_ name: String, _ path: String) -> Column {
    Column(name: name, type: "integer") { object, _ in .number(object.value(at: path)?.integer ?? 0) }
  }

  /// The text of a field, or `missing`.
  static func field(_ name: String, _ path: String, missing: String = "<none>", wide: Bool = false) -> Column {
    .text(name, wide: wide) { object in
      let text = object.value(at: path)?.string ?? ""
      return text.isEmpty ? missing : text
    }
  }

  /// `metadata.name`.
  static let name = Column.field("Name", "metadata.name", missing: "")
  /// How long ago the object was created.
  static let age = Column.age("Age", "metadata.creationTimestamp")

  /// How long ago a field's time was.
  static func age(_ name: String, _ path: String, missing: String = "<unknown>") -> Column {
    Column(name: name) { object, ages in .text(ages.age(of: object.value(at: path)) ?? missing) }
  }

  /// A Deployment's and other templates' containers, images and selector, printed with `-o wide`.
  static let template: [Column] = [
    .text("Containers", wide: true) { containers(of: $0).compactMap { $0["name"]?.string }.joined(separator: ",") },
    .text("Images", wide: true) { containers(of: $0).compactMap { $0["image"]?.string }.joined(separator: ",") },
    .text("Selector", wide: true) { labels($0.value(at: "spec.selector.matchLabels")) },
  ]

  private static func containers(of object: Value) -> [Value] {
    object.value(at: "spec.template.spec.containers")?.items ?? []
  }

  /// `app=web,tier=front`, sorted by key.
  static func labels(_ map: Value?) -> String {
    let pairs = (map?.members ?? []).map { "\($0.key)=\($0.value.string ?? "")" }.sorted()
    return pairs.isEmpty ? "<none>" : pairs.joined(separator: ",")
  }
}

/// The time that ages are counted from: when the bundle was captured.
struct AgeReference: Sendable {
  /// The end of the capture, or the newest time of the bundle.
  var now: Instant

  /// `5d3h`; nil where there is no time.
  func age(of value: Value?) -> String? {
    guard let moment = value?.moment else { return nil }
    return Self.duration(seconds: now.nanoseconds(since: moment.instant) / 1_000_000_000)
  }

  /// A duration as kubectl writes it: two units while they matter.
  static func duration(seconds: Int64) -> String {
    guard seconds >= 0 else { return "0s" }
    func pair(_ first: Int64, _ unit: String, _ second: Int64, _ smaller: String) -> String {
      second == 0 ? "\(first)\(unit)" : "\(first)\(unit)\(second)\(smaller)"
    }
    let (minutes, hours) = (seconds / 60, seconds / 3600)
    let days = hours / 24
    switch seconds {
    case ..<120: return "\(seconds)s"
    case ..<600: return pair(minutes, "m", seconds % 60, "s")
    case ..<(3 * 3600): return "\(minutes)m"
    case ..<(8 * 3600): return pair(hours, "h", minutes % 60, "m")
    case ..<(48 * 3600): return "\(hours)h"
    case ..<(8 * 86400): return pair(days, "d", hours % 24, "h")
    case ..<(2 * 365 * 86400): return "\(days)d"
    case ..<(8 * 365 * 86400): return pair(days / 365, "y", days % 365, "d")
    default: return "\(days / 365)y"
    }
  }
}
