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
      let isAllowed = readVerbs.contains(verb(request.body))
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

  /// The value of the only key `verb` of a review: `"verb":"delete"`.
  private static func verb(_ body: [UInt8]) -> String {
    let text = String(decoding: body.prefix(65536), as: UTF8.self)
    let parts = text.split(separator: "\"", omittingEmptySubsequences: false)
    guard let key = parts.firstIndex(of: "verb"), key + 2 < parts.count else { return "" }
    return String(parts[key + 2])
  }
}
