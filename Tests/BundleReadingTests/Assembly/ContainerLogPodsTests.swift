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
}
