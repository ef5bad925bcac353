import Model

/// A request to the API: method, path and query, decoded.
public struct APIRequest: Sendable {
  /// E.g. `GET`.
  var method: String
  /// The parts of the path, decoded: `["api", "v1", "namespaces", "shop", "pods"]`.
  var path: [String]
  /// The query's parameters, decoded; of a repeated one the first.
  var query: [String: String]
  /// The `Accept` header.
  var accept: String
  /// What the client sent along; bundles read only the reviews of `kubectl auth can-i`.
  var body: [UInt8]
  /// Whether the client asks as somebody else: `kubectl --as`.
  var isImpersonated: Bool

  /// A request as HTTP writes it: `/api/v1/pods?labelSelector=app%3Dweb`.
  public init(
    method: String, target: String, accept: String = "", body: [UInt8] = [], isImpersonated: Bool = false
  ) {
    self.method = method
    self.accept = accept
    self.body = body
    self.isImpersonated = isImpersonated
    let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    path = (parts.first ?? "").split(separator: "/").map { Self.decoded($0) }
    query = [:]
    for pair in parts.count > 1 ? parts[1].split(separator: "&") : [] {
      let sides = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let key = Self.decoded(sides[0], isQuery: true)
      if query[key] == nil { query[key] = sides.count > 1 ? Self.decoded(sides[1], isQuery: true) : "" }
    }
  }

  /// Whether a parameter is `true` or `1`.
  func isSet(_ name: String) -> Bool { query[name] == "true" || query[name] == "1" }

  /// Whether the answer is wanted as a table.
  var wantsTable: Bool { accept.contains("as=Table") && accept.contains("g=meta.k8s.io") }

  private static func decoded(_ text: Substring, isQuery: Bool = false) -> String {
    var bytes: [UInt8] = []
    let raw = Array(text.utf8)
    var at = 0
    while at < raw.count {
      if raw[at] == UInt8(ascii: "%"), at + 2 < raw.count,
        let byte = UInt8(String(decoding: raw[at + 1...at + 2], as: UTF8.self), radix: 16)
      {
        bytes.append(byte)
        at += 3
      } else {
        bytes.append(isQuery && raw[at] == UInt8(ascii: "+") ? 32 : raw[at])
        at += 1
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

/// An answer of the API.
public struct APIResponse: Sendable {
  /// HTTP status code.
  public var status = 200
  /// E.g. `application/json`.
  public var contentType = "application/json"
  /// What kubectl prints as warnings on standard error.
  public var warnings: [String] = []
  /// The body.
  public var body: [UInt8]
  /// Whether more could follow for ever: a watch.
  public var idles = false

  /// JSON.
  init(_ value: Value, status: Int = 200) {
    self.status = status
    body = ValueJSON.bytes(value) + [10]
  }

  /// Text.
  init(text: [UInt8]) {
    contentType = "text/plain"
    body = text
  }

  /// The API's own words for what went wrong.
  static func failure(_ code: Int, _ reason: String, _ message: String, details: Value? = nil) -> APIResponse {
    APIResponse(
      .object([
        "kind": .text("Status"), "apiVersion": .text("v1"), "metadata": .object([:]), "status": .text("Failure"),
        "message": .text(message), "reason": .text(reason), "details": details, "code": .number(code),
      ]), status: code)
  }
}
