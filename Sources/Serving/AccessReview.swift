import Model

/// Answers what clients ask before they read: may I? About themselves only, since a bundle does not know what others may.
enum AccessReview {
  private static let readVerbs = ["get", "list", "watch"]
  private static let reason = "this is a bundle: it can be read, and nothing in it can be changed"

  /// The answer to a review that the client posts about itself; nil for other requests.
  static func answer(_ request: APIRequest) -> APIResponse? {
    guard request.method == "POST", request.path.count == 4, request.path[1] == "authorization.k8s.io",
      !request.isImpersonated
    else { return nil }
    switch request.path[3] {
    case "selfsubjectaccessreviews":
      let isAllowed = isOfReading(request.body)
      return review(
        "SelfSubjectAccessReview", request.path[2],
        .object(["allowed": .flag(isAllowed), "reason": isAllowed ? nil : .text(reason)]))
    case "selfsubjectrulesreviews":
      let rules = Value.object(["verbs": .texts(readVerbs), "apiGroups": .texts(["*"]), "resources": .texts(["*"])])
      let paths = Value.object(["verbs": .texts(["get"]), "nonResourceURLs": .texts(["*"])])
      return review(
        "SelfSubjectRulesReview", request.path[2],
        .object([
          "resourceRules": .list([rules]), "nonResourceRules": .list([paths]), "incomplete": .flag(false),
        ]))
    default: return nil
    }
  }

  private static func review(_ kind: String, _ version: String, _ status: Value) -> APIResponse {
    APIResponse(
      .object([
        "kind": .text(kind), "apiVersion": .text("authorization.k8s.io/\(version)"), "metadata": .object([:]),
        "spec": .object([:]), "status": status,
      ]), status: 201)
  }

  /// Whether a review asks for a verb that reads: `"verb":"list"` in JSON; in protobuf the field 2 of its attributes.
  private static func isOfReading(_ body: [UInt8]) -> Bool {
    let isProtobuf = body.starts(with: Array("k8s\0".utf8))
    guard !isProtobuf else {
      return readVerbs.contains { holds(body, [0x12, UInt8($0.utf8.count)] + Array($0.utf8)) }
    }
    let parts = String(decoding: body, as: UTF8.self).split(separator: "\"", omittingEmptySubsequences: false)
    guard let key = parts.firstIndex(of: "verb"), key + 2 < parts.count else { return false }
    return readVerbs.contains(String(parts[key + 2]))
  }

  private static func holds(_ body: [UInt8], _ part: [UInt8]) -> Bool {
    body.indices.contains { body[$0...].starts(with: part) }
  }
}
