import Model

/// A selector of a request: labels (`app=web,tier in (a,b),!old`) or fields (`status.phase!=Running`).
struct Selector: Sendable {
  /// One condition; all must hold.
  enum Condition: Equatable, Sendable {
    case isOneOf(key: String, values: [String])
    case isNoneOf(key: String, values: [String])
    case exists(key: String)
    case doesNotExist(key: String)
  }

  /// What must hold.
  let conditions: [Condition]

  /// Parses a selector; nil where it is none.
  init?(_ text: String) {
    var conditions: [Condition] = []
    for part in Self.parts(text) {
      guard let condition = Self.condition(part) else { return nil }
      conditions.append(condition)
    }
    self.conditions = conditions
  }

  /// Whether an object's labels match.
  func matches(labelsOf object: Value) -> Bool {
    let labels = object.value(at: "metadata.labels")
    return conditions.allSatisfy { Self.holds($0) { labels?[$0]?.string } }
  }

  /// Whether an object's fields match; an absent field counts as empty.
  func matches(fieldsOf object: Value) -> Bool {
    conditions.allSatisfy { Self.holds($0) { Self.field($0, of: object) } }
  }

  /// A field that no object can have, which would make an empty answer of a misspelled question; nil where there is none.
  func unknownField(of objects: [Value]) -> String? {
    conditions.map(Self.key).first { key in
      !Self.knownFields.contains(key) && !objects.isEmpty && objects.allSatisfy { Self.field(key, of: $0).isEmpty }
    }
  }

  /// Fields that the API lets clients select by, which objects may lack.
  private static let knownFields: Set<String> = [
    "metadata.name", "metadata.namespace", "spec.nodeName", "spec.restartPolicy", "spec.schedulerName",
    "spec.serviceAccountName", "spec.hostNetwork", "spec.unschedulable", "status.phase", "status.podIP",
    "status.podIPs", "status.nominatedNodeName", "status.successful", "status.replicas", "type", "reason", "source",
    "reportingComponent", "involvedObject.kind", "involvedObject.namespace", "involvedObject.name",
    "involvedObject.uid", "involvedObject.apiVersion", "involvedObject.resourceVersion", "involvedObject.fieldPath",
    "regarding.kind", "spec.clusterIP", "spec.type", "spec.signerName",
  ]

  private static func key(_ condition: Condition) -> String {
    switch condition {
    case .isOneOf(let key, _), .isNoneOf(let key, _), .exists(let key), .doesNotExist(let key): key
    }
  }

  /// Names that are not the path of their field.
  private static func field(_ name: String, of object: Value) -> String {
    switch name {
    case "involvedObject.kind", "regarding.kind": object.value(at: "involvedObject.kind")?.string ?? ""
    case "source": object.value(at: "source.component")?.string ?? ""
    default: object.value(at: name)?.string ?? ""
    }
  }

  private static func holds(_ condition: Condition, _ value: (String) -> String?) -> Bool {
    switch condition {
    case .isOneOf(let key, let values): value(key).map(values.contains) ?? false
    case .isNoneOf(let key, let values): !(value(key).map(values.contains) ?? false)
    case .exists(let key): value(key) != nil
    case .doesNotExist(let key): value(key) == nil
    }
  }

  /// Splits at commas outside of parentheses.
  private static func parts(_ text: String) -> [String] {
    var parts: [String] = []
    var part = ""
    var depth = 0
    for character in text {
      if character == "(" { depth += 1 }
      if character == ")" { depth -= 1 }
      if character == ",", depth == 0 {
        parts.append(part)
        part = ""
      } else {
        part.append(character)
      }
    }
    return (parts + [part]).map(trimmed).filter { !$0.isEmpty }
  }

  private static func condition(_ part: String) -> Condition? {
    if part.hasPrefix("!"), !part.contains("=") {
      let key = trimmed(String(part.dropFirst()))
      return isKey(key) ? .doesNotExist(key: key) : nil
    }
    if let equals = part.firstIndex(of: "="), !part.hasSuffix(")") {
      var key = String(part[..<equals])
      var value = part[part.index(after: equals)...]
      if value.first == "=" { value = value.dropFirst() }
      let isNegative = key.hasSuffix("!")
      if isNegative { key.removeLast() }
      key = trimmed(key)
      guard isKey(key) else { return nil }
      let values = [trimmed(String(value))]
      return isNegative ? .isNoneOf(key: key, values: values) : .isOneOf(key: key, values: values)
    }
    guard let open = part.firstIndex(of: "("), part.hasSuffix(")") else {
      return isKey(part) ? .exists(key: part) : nil
    }
    let words = part[..<open].split(separator: " ").map(String.init)
    let values = part[part.index(after: open)...].dropLast().split(separator: ",").map { trimmed(String($0)) }
    guard words.count == 2, isKey(words[0]) else { return nil }
    switch words[1] {
    case "in": return .isOneOf(key: words[0], values: values)
    case "notin": return .isNoneOf(key: words[0], values: values)
    default: return nil
    }
  }

  private static func isKey(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy { ![32, UInt8(ascii: "("), UInt8(ascii: ")")].contains($0) }
  }

  private static func trimmed(_ text: String) -> String {
    var part = text[...]
    while part.first == " " { part = part.dropFirst() }
    while part.last == " " { part = part.dropLast() }
    return String(part)
  }
}
