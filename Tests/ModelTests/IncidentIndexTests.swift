import Model
import Testing

struct IncidentIndexTests {
  private static let first = "1cc6b5b27a3aa" + String(repeating: "0", count: 51)
  private static let second = "1cc6b5b27a3ab" + String(repeating: "0", count: 51)

  private func index() throws -> IncidentIndex {
    func scalar(_ text: String) -> Value { Value(.scalar(text, isText: true), line: 1) }
    func map(_ members: [(String, Value)]) -> Value {
      Value(.mapping(members.map { Value.Member(key: $0.0, value: $0.1) }), line: 1)
    }
    let statuses = [("api", Self.first), ("proxy", Self.second)].map { name, id in
      map([("name", scalar(name)), ("containerID", scalar("containerd://\(id)"))])
    }
    let pod = map([
      ("kind", scalar("Pod")), ("metadata", map([("name", scalar("web-0")), ("namespace", scalar("shop"))])),
      ("status", map([("containerStatuses", Value(.sequence(statuses), line: 1))])),
    ])
    let object = try #require(KubernetesObject(pod, artifact: "pods.yaml"))
    return Incident(bundle: BundleDescription(name: "b"), objects: [object]).index
  }

  @Test func `A cut id counts where only one container has its digits`() throws {
    let index = try index()
    #expect(index.container(id: Self.first)?.container == "api")
    #expect(index.container(id: "1cc6b5b27a3ab")?.container == "proxy")
    #expect(index.container(id: "1cc6b5b27a3a") == nil)
    #expect(index.container(id: "1cc6b5b27a3") == nil)
    #expect(index.container(id: "ffffffffffff") == nil)
    #expect(index.container(id: "1cc6b5b27a3ab" + String(repeating: "1", count: 51)) == nil)
  }
}
