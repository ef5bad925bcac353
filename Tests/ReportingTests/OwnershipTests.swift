import Model
import Testing

@testable import Reporting

struct OwnershipTests {
  /// A pod of a Job of a CronJob; a static pod of a node; two objects that own each other.
  static let ownership = Ownership(
    Incident(
      bundle: BundleDescription(name: "b"),
      objects: [
        object("Pod", "exports-1-2gxkp", owner: ("Job", "exports-1")),
        object("Job", "exports-1", owner: ("CronJob", "exports")),
        object("Pod", "kube-proxy", owner: ("Node", "worker-1")), object("Pod", "ring-a", owner: ("Pod", "ring-b")),
        object("Pod", "ring-b", owner: ("Pod", "ring-a")),
      ].compactMap(\.self)))

  private static func object(_ kind: String, _ name: String, owner: (kind: String, name: String)) -> KubernetesObject? {
    func text(_ text: String) -> Value { Value(.scalar(text, isText: true), line: 1) }
    func mapping(_ members: [(String, Value)]) -> Value {
      Value(.mapping(members.map { .init(key: $0.0, value: $0.1) }), line: 1)
    }
    let reference = mapping([("kind", text(owner.kind)), ("name", text(owner.name))])
    return KubernetesObject(
      mapping([
        ("kind", text(kind)),
        (
          "metadata",
          mapping([
            ("name", text(name)), ("namespace", text("a")),
            ("ownerReferences", Value(.sequence([reference]), line: 1)),
          ])
        ),
      ]), artifact: "a.yaml")
  }

  private func entity(_ kind: String, _ name: String) -> EntityReference {
    EntityReference(kind: kind, namespace: "a", name: name)
  }

  @Test(arguments: [
    ("CronJob/a/exports", "Pod", "exports-1-2gxkp", true), ("Pod/a/exports-1-*", "CronJob", "exports", true),
    ("Job/a/exports-1", "Job", "exports-1", true), ("Node/worker-1", "Pod", "kube-proxy", false),
    ("CronJob/a/exports", "Pod", "kube-proxy", false), ("Pod/a/kube-proxy", "CronJob", "exports", false),
    ("Deployment/a/api", "ReplicaSet", "api-7c75c5f88c", true),
  ])
  func `Owners and owned are one`(_ pattern: String, _ kind: String, _ name: String, _ isRelated: Bool) throws {
    let pattern = try #require(EntityPattern(pattern))
    #expect(Self.ownership.relates(pattern, to: entity(kind, name)) == isRelated)
  }

  @Test func `A ring of owners ends`() {
    #expect(Self.ownership.owners(entity("Pod", "ring-a")).count <= 10)
  }
}
