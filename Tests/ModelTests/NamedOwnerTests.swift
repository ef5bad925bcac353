import Testing

@testable import Model

struct NamedOwnerTests {
  private func object(_ kind: String, _ name: String, _ rendering: KubernetesObject.Rendering = .table) throws
    -> KubernetesObject
  {
    func scalar(_ text: String) -> Value { Value(.scalar(text, isText: true), line: 1) }
    func map(_ members: [(String, Value)]) -> Value {
      Value(.mapping(members.map { Value.Member(key: $0.0, value: $0.1) }), line: 1)
    }
    let root = map([
      ("kind", scalar(kind)), ("metadata", map([("name", scalar(name)), ("namespace", scalar("bank"))])),
      ("status", map([])),
    ])
    return try #require(KubernetesObject(root, artifact: "get.txt", rendering: rendering))
  }

  private func workload(of name: String, among owners: [KubernetesObject], _ rendering: KubernetesObject.Rendering)
    throws -> String
  {
    let pod = try object("Pod", name, rendering)
    let incident = Incident(bundle: BundleDescription(name: "b"), objects: owners + [pod])
    return incident.index.workload(of: pod.reference).path
  }

  @Test(
    "Rows of tables belong to the owner whose name they begin with",
    arguments: [
      ("ledger-7c75c5f88c-x2x7k", "Deployment/bank/ledger"), ("ledger-db-0", "StatefulSet/bank/ledger-db"),
      ("agent-x2x7k", "DaemonSet/bank/agent"), ("report-29384-x2x7k", "Job/bank/report-29384"),
      ("audit-6d4cf56db6-x2x7k", "Deployment/bank/audit"),
    ])
  func findsOwners(_ pod: String, _ path: String) throws {
    let owners = [
      try object("Deployment", "ledger"), try object("ReplicaSet", "ledger-7c75c5f88c"),
      try object("StatefulSet", "ledger-db"), try object("DaemonSet", "agent"), try object("Job", "report-29384"),
      // Its ReplicaSets were not listed.
      try object("Deployment", "audit"),
    ]
    #expect(try workload(of: pod, among: owners, .table) == path)
  }

  @Test(
    "A name alone makes no owner",
    arguments: ["ledger-x2x7k", "ledger-7c75c5f88c", "ledger-0", "other-7c75c5f88c-x2x7k", "ledger-7c75c5f88c-maybe"])
  func staysAlone(_ pod: String) throws {
    let owners = [try object("Deployment", "ledger"), try object("ReplicaSet", "ledger-7c75c5f88c")]
    #expect(try workload(of: pod, among: owners, .table) == "Pod/bank/\(pod)")
  }

  /// A description and the API would show the owner: where they do not, there is none.
  @Test(arguments: [KubernetesObject.Rendering.description, .api])
  func otherRenderingsNameTheirOwner(_ rendering: KubernetesObject.Rendering) throws {
    let owners = [try object("Deployment", "ledger"), try object("ReplicaSet", "ledger-7c75c5f88c")]
    #expect(
      try workload(of: "ledger-7c75c5f88c-x2x7k", among: owners, rendering) == "Pod/bank/ledger-7c75c5f88c-x2x7k")
  }
}
