import Model
import Testing

@testable import BundleReading
@testable import Diagnosis

/// What changed before something broke.
struct ChangesTests {
  private static let pod = """
    apiVersion: v1
    kind: Pod
    metadata:
      name: web-2-x
      namespace: shop
      uid: p1
      creationTimestamp: "2024-05-06T09:00:05Z"
      labels: {app: web}
      ownerReferences: [{apiVersion: apps/v1, kind: ReplicaSet, name: web-2, uid: rs2, controller: true}]
    spec: {nodeName: n1, containers: [{name: web, image: "shop/web:2"}]}
    status:
      phase: Running
      containerStatuses:
      - name: web
        restartCount: 9
        state: {waiting: {reason: CrashLoopBackOff, message: back-off}}
        lastState: {terminated: {exitCode: 1, reason: Error, startedAt: "2024-05-06T09:30:00Z", finishedAt: "2024-05-06T09:30:01Z"}}

    """

  private static let deployment = """
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: web, namespace: shop, uid: d1, creationTimestamp: "2024-05-01T09:00:00Z"}
    spec:
      template:
        metadata: {labels: {app: web}}
        spec: {containers: [{name: web, image: "shop/web:2", envFrom: [{configMapRef: {name: web-settings}}]}]}
    status: {}

    """

  private static func replicaSet(_ revision: Int, created: String, spec: String, annotations: String = "") -> String {
    """
    apiVersion: apps/v1
    kind: ReplicaSet
    metadata:
      name: web-\(revision)
      namespace: shop
      uid: rs\(revision)
      creationTimestamp: "\(created)"
      annotations: {deployment.kubernetes.io/revision: "\(revision)"\(annotations)}
      ownerReferences: [{apiVersion: apps/v1, kind: Deployment, name: web, uid: d1, controller: true}]
    spec:
      template:
        metadata: {labels: {app: web, pod-template-hash: "\(revision)"}}
        spec: \(spec)
    status: {}

    """
  }

  private static func configMap(_ name: String, changed: String) -> String {
    """
    apiVersion: v1
    kind: ConfigMap
    metadata:
      name: \(name)
      namespace: shop
      uid: cm-\(name)
      creationTimestamp: "2024-05-01T09:00:00Z"
      managedFields: [{manager: kubectl-edit, operation: Update, time: "\(changed)"}]

    """
  }

  private static let only = replicaSet(
    2, created: "2024-05-06T09:00:00Z", spec: "{containers: [{name: web, image: \"shop/web:2\"}]}")

  private func changes(_ objects: String..., markers: [Change] = []) throws -> [Change] {
    var incident = try BundleReader.read(
      .memory([
        ("objects.yaml", ([Self.deployment, Self.pod] + objects).joined(separator: "---\n")),
        ("logs/shop/web-2-x/web.log", "starting\nFATAL: cannot read settings\n"),
        ("date.txt", "Mon May  6 10:00:00 UTC 2024\n"),
      ]), keeping: LogInterests.ofAllModes, limits: ReadLimits())
    incident.markers = markers
    return DiagnosticEngine.diagnose(incident).changes
  }

  @Test func aRolloutTellsWhatIsNewInIt() throws {
    let found = try changes(
      Self.replicaSet(
        1, created: "2024-05-01T09:00:00Z",
        spec:
          "{containers: [{name: web, image: \"shop/web:1\", env: [{name: TOKEN, value: a}, {name: OLD, value: x}]}]}"),
      Self.replicaSet(
        2, created: "2024-05-06T09:00:00Z",
        spec: "{containers: [{name: web, image: \"shop/web:2\", env: [{name: TOKEN, value: secret}]}]}"))
    #expect(found.map(\.kind) == [.rollout] && found.first?.entity.path == "Deployment/shop/web")
    let text = try #require(found.first?.text)
    #expect(text.hasPrefix("rolled out revision 2: containers.web.image: shop/web:1 → shop/web:2"))
    #expect(text.contains("containers.web.env.TOKEN.value changed") && text.contains("OLD.value removed"))
    #expect(!text.contains("secret") && !text.contains("pod-template-hash"))
  }

  @Test func aRollbackHasNoTimeOfItsOwn() throws {
    let history = ", deployment.kubernetes.io/revision-history: \"1\""
    let found = try changes(
      Self.replicaSet(1, created: "2024-05-01T09:00:00Z", spec: "{containers: [{name: web, image: a}]}"),
      Self.replicaSet(
        2, created: "2024-05-06T09:00:00Z", spec: "{containers: [{name: web, image: b}]}", annotations: history))
    #expect(found.isEmpty)
  }

  @Test func anEditOfWhatThePodsReadCounts() throws {
    #expect(
      try changes(Self.only, Self.configMap("web-settings", changed: "2024-05-06T09:00:02Z")).map(\.text)
        == ["changed by kubectl-edit (Update)"])
  }

  @Test(arguments: [
    // Nobody here reads it; after the trouble began; long before; at its birth.
    ("other-settings", "2024-05-06T09:00:02Z"), ("web-settings", "2024-05-06T09:50:00Z"),
    ("web-settings", "2024-05-04T09:00:00Z"), ("web-settings", "2024-05-01T09:00:01Z"),
  ])
  func editsWithoutABearingDoNot(_ name: String, _ time: String) throws {
    #expect(try changes(Self.only, Self.configMap(name, changed: time)).isEmpty)
  }

  @Test func markersOfTheNamespaceOrOfNothingInParticularCount() throws {
    func marker(_ entity: EntityReference) throws -> Change {
      Change(
        time: try #require(Moment(rfc3339: "2024-05-06T08:00:00Z")), kind: .marker, entity: entity, text: entity.path,
        evidence: Evidence(path: "deploys.txt", line: 1, text: "x"))
    }
    let found = try changes(
      Self.only,
      markers: [
        try marker(EntityReference(kind: "", name: "")),
        try marker(EntityReference(kind: "Deployment", namespace: "shop", name: "other")),
        try marker(EntityReference(kind: "Deployment", namespace: "elsewhere", name: "other")),
      ])
    #expect(found.map(\.entity.namespace) == ["", "shop"])
  }
}
