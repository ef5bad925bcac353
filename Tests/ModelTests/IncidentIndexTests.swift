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

  @Test func `A pod of a table belongs to whom an Event says made it`() throws {
    func scalar(_ text: String) -> Value { Value(.scalar(text, isText: true), line: 1) }
    func pod(_ rendering: KubernetesObject.Rendering) throws -> KubernetesObject {
      let names = [("name", scalar("report-7-x2x8f")), ("namespace", scalar("shop"))]
      let root = Value(
        .mapping([
          Value.Member(key: "kind", value: scalar("Pod")),
          Value.Member(
            key: "metadata",
            value: Value(.mapping(names.map { Value.Member(key: $0.0, value: $0.1) }), line: 1)),
          Value.Member(key: "status", value: Value(.mapping([]), line: 1)),
        ]), line: 1)
      return try #require(KubernetesObject(root, artifact: "pods", rendering: rendering))
    }
    func event(_ kind: String, _ name: String, _ message: String) -> ClusterEvent {
      ClusterEvent(
        regarding: EntityReference(kind: kind, namespace: "shop", name: name), reason: "SuccessfulCreate",
        message: message, isWarning: false, component: "", host: "", count: 1, time: nil, uid: "", evidence: [])
    }
    let events = [
      event("Job", "report-7", "Created pod: report-7-x2x8f"), event("CronJob", "report", "Created job report-7"),
      event("StatefulSet", "db", "create Pod db-0 in StatefulSet db successful"),
      event("StatefulSet", "db", "create Claim data-db-0 Pod db-0 in StatefulSet db success"),
    ]
    func workload(_ name: String, _ objects: [KubernetesObject]) -> String {
      Incident(bundle: BundleDescription(name: "b"), objects: objects, events: events).index
        .workload(of: EntityReference(kind: "Pod", namespace: "shop", name: name)).path
    }
    #expect(workload("report-7-x2x8f", [try pod(.table)]) == "CronJob/shop/report")
    #expect(workload("report-7-x2x8f", []) == "CronJob/shop/report")
    #expect(workload("db-0", []) == "StatefulSet/shop/db")
    // The API would have named its owner.
    #expect(workload("report-7-x2x8f", [try pod(.api)]) == "Pod/shop/report-7-x2x8f")
    #expect(workload("other", []) == "Pod/shop/other")
  }
}
