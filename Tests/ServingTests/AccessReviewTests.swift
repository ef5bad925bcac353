import Model
import Testing

@testable import Serving

/// Clients ask whether they may read before they do; `kubectl auth can-i` shows the answer.
struct AccessReviewTests {
  private static let path = "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews"

  private func review(_ body: [UInt8], isImpersonated: Bool = false) throws -> APIResponse {
    let request = APIRequest(method: "POST", target: Self.path, body: body, isImpersonated: isImpersonated)
    return try ServingSamples.api().answer(request)
  }

  private func json(_ verb: String) -> [UInt8] {
    Array(
      #"{"kind":"SelfSubjectAccessReview","spec":{"resourceAttributes":{"verb":"\#(verb)","resource":"pods"}}}"#.utf8)
  }

  /// As kubectl sends it: field 1 is the namespace, 2 the verb, 5 the resource.
  private func protobuf(_ verb: String) -> [UInt8] {
    Array("k8s\0".utf8) + [0x0a, 4] + Array("shop".utf8) + [0x12, UInt8(verb.utf8.count)] + Array(verb.utf8) + [
      0x2a, 4,
    ]
      + Array("pods".utf8)
  }

  @Test(arguments: [("get", true), ("list", true), ("watch", true), ("delete", false), ("create", false)])
  func onlyReadingIsAllowed(_ verb: String, _ isAllowed: Bool) throws {
    for body in [json(verb), protobuf(verb)] {
      let answer = try review(body)
      #expect(answer.status == 201)
      #expect(answer.value.value(at: "status.allowed")?.boolean == isAllowed)
      #expect((answer.value.value(at: "status.reason") == nil) == isAllowed)
    }
  }

  @Test func whatOthersMayIsNotKnown() throws {
    let answer = try review(json("get"), isImpersonated: true)
    #expect(answer.status == 405 && answer.text.contains("does not know who may do what"))
  }

  @Test func aReviewWithoutAVerbIsNotAllowed() throws {
    #expect(try review([]).value.value(at: "status.allowed")?.boolean == false)
    #expect(try review(Array("k8s\0".utf8)).value.value(at: "status.allowed")?.boolean == false)
  }

  @Test func rulesSayThatAllCanBeRead() throws {
    let target = "/apis/authorization.k8s.io/v1/selfsubjectrulesreviews"
    let answer = try ServingSamples.api().answer(APIRequest(method: "POST", target: target))
    #expect(
      answer.value.value(at: "status.resourceRules.0.verbs")?.items.compactMap(\.string) == ["get", "list", "watch"])
  }
}
