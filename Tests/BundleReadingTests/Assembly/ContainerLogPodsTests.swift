import Model
import Testing

@testable import BundleReading

struct ContainerLogPodsTests {
  private static let id = String(repeating: "3f", count: 32)

  private func pod(_ name: String, _ namespace: String, uid: String, id: String = "") throws -> KubernetesObject {
    try Sample.object([
      "kind": "Pod", "metadata": ["name": .text(name), "namespace": .text(namespace), "uid": .text(uid)],
      "spec": ["containers": [["name": "app"]]],
      "status": ["containerStatuses": [["name": "app", "containerID": .text("containerd://" + id)]]],
    ])
  }

  private func completed(_ container: EntityReference?, answer: LogAnswer? = nil) throws -> EntityReference? {
    let pods = ContainerLogPods([
      try pod("web", "shop", uid: "u1", id: Self.id), try pod("db", "shop", uid: "u2"),
      try pod("db", "other", uid: "u3"),
    ])
    return pods.completed(
      ContainerLog(
        container: container, isPrevious: false, artifact: "a.log", answer: answer, answerEvidence: nil, head: [],
        tail: [], lineCount: 0)
    ).container
  }

  private var web: EntityReference {
    EntityReference(kind: "Pod", namespace: "shop", name: "web", container: "app", uid: "u1")
  }

  @Test func theContainerIDTellsAll() throws {
    #expect(try completed(nil, answer: .unableToRetrieve(runtime: "containerd", containerID: Self.id)) == web)
  }

  @Test func aUniqueNameTellsNamespaceUIDAndContainer() throws {
    #expect(try completed(EntityReference(kind: "Pod", name: "web")) == web)
  }

  @Test func namesakesNeedTheirNamespace() throws {
    let ambiguous = EntityReference(kind: "Pod", name: "db", container: "c")
    #expect(try completed(ambiguous) == ambiguous)
    let named = EntityReference(kind: "Pod", namespace: "other", name: "db", container: "c")
    #expect(try completed(named)?.uid == "u3")
  }

  @Test func aPathThatContradictsTheIDIsKept() throws {
    let other = EntityReference(kind: "Pod", namespace: "shop", name: "db", container: "app")
    let answer = LogAnswer.unableToRetrieve(runtime: "containerd", containerID: Self.id)
    #expect(try completed(other, answer: answer)?.uid == "u2")
  }

  @Test func unknownPodsStayAsTheyAre() throws {
    let unknown = EntityReference(kind: "Pod", namespace: "n", name: "gone", container: "c")
    #expect(try completed(unknown) == unknown)
    #expect(try completed(nil) == nil)
  }

  private func hinted(_ hint: String, _ pods: [KubernetesObject]) -> EntityReference? {
    var log = ContainerLog(
      container: nil, isPrevious: false, artifact: "logs/\(hint).log", answer: nil, answerEvidence: nil, head: [],
      tail: [], lineCount: 0)
    log.hint = hint
    return ContainerLogPods(pods).completed(log).container
  }

  @Test(arguments: [
    "web-6f9c5d7b8f-x2x4q", "web-6f9c5d7b8f", "web", "shop-web-6f9c5d7b8f-x2x4q", "shop_web-6f9c5d7b8f-x2x4q_app",
  ])
  func aNameInThePathMeansTheOnlyPod(_ hint: String) throws {
    let pods = [try pod("web-6f9c5d7b8f-x2x4q", "shop", uid: "u1"), try pod("web-admin-0", "shop", uid: "u2")]
    #expect(hinted(hint, pods)?.path == "Pod/shop/web-6f9c5d7b8f-x2x4q/app")
  }

  @Test func severalPodsMeanTheirWorkload() throws {
    let pods = [try pod("db-0", "shop", uid: "u1"), try pod("db-1", "shop", uid: "u2")]
    #expect(hinted("db", pods) == nil, "nothing says of which kind it is")
    let set = try Sample.object(["kind": "StatefulSet", "metadata": ["name": "db", "namespace": "shop", "uid": "s1"]])
    #expect(hinted("db", pods + [set])?.path == "StatefulSet/shop/db/app")
  }

  @Test func aNameThatMayMeanSeveralMeansNone() throws {
    let pods = [try pod("web-0", "shop", uid: "u1"), try pod("web-0", "other", uid: "u2")]
    #expect(hinted("web", pods) == nil && hinted("web-0", pods) == nil && hinted("app", pods) == nil)
    #expect(hinted("we", pods) == nil && hinted("", pods) == nil)
  }
}
