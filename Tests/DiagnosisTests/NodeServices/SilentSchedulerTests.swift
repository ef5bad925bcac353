import Model
import Testing

@testable import BundleReading
@testable import Diagnosis

struct SilentSchedulerTests {
  private static func pod(_ name: String, created: String, spec: String = "{}", conditions: String = "[]") -> String {
    """
    apiVersion: v1
    kind: Pod
    metadata: {name: \(name), namespace: bank, uid: \(name), creationTimestamp: "2024-05-06T\(created)Z"}
    spec: \(spec)
    status: {phase: Pending, conditions: \(conditions)}

    """
  }

  private static let node = """
    apiVersion: v1
    kind: Node
    metadata: {name: cp-1, uid: n1, labels: {node-role.kubernetes.io/control-plane: ""}}
    status: {conditions: [{type: Ready, status: "True", reason: KubeletReady}]}

    """

  private func roots(_ documents: String..., logs: [(String, String)] = []) throws -> [String] {
    let incident = try BundleReader.read(
      .memory(
        [
          (path: "cluster/all.yaml", text: (documents + [Self.node]).joined(separator: "---\n")),
          (path: "date.txt", text: "Mon May  6 10:00:00 UTC 2024\n"),
        ] + logs.map { (path: $0.0, text: $0.1) }), keeping: LogInterests.ofAllModes, limits: ReadLimits())
    return DiagnosticEngine.diagnose(incident).rootCauses.map { "\($0.id) \($0.subjects[0].path) \($0.confidence)" }
  }

  @Test func `A pod without the condition PodScheduled has no scheduler`() throws {
    #expect(
      try roots(Self.pod("ledger", created: "09:50:00")) == ["scheduler-not-running Node/cp-1 likely"])
  }

  @Test func `A pod that was just made proves nothing`() throws {
    #expect(try roots(Self.pod("ledger", created: "09:59:10")) == [])
  }

  @Test func `A scheduler that goes on writing runs`() throws {
    let log =
      "May 06 09:55:00.100000 cp-1 kube-scheduler[7]: I0506 09:55:00.000000       7 factory.go:9] unable to watch\n"
    #expect(
      try !roots(Self.pod("ledger", created: "09:50:00"), logs: [("control-plane/kube-scheduler.log", log)])
        .contains { $0.hasPrefix("scheduler-not") })
  }

  @Test func `Without an API server nobody could look`() throws {
    let log = ServiceOutageMode.systemd(
      ("09:51:00", "Stopped kube-apiserver.service - Kubernetes API Server."),
      ("09:58:00", "Started kube-apiserver.service - Kubernetes API Server.")
    )
    #expect(
      try !roots(Self.pod("ledger", created: "09:50:00"), logs: [("nodes/n1/journal/systemd.log", log)])
        .contains { $0.hasPrefix("scheduler-not") })
  }

  @Test func `Somebody else was placed since`() throws {
    let other = Self.pod(
      "other", created: "09:52:00", spec: "{nodeName: cp-1}",
      conditions: "[{type: PodScheduled, status: \"True\", lastTransitionTime: \"2024-05-06T09:52:00Z\"}]")
    #expect(try !roots(Self.pod("ledger", created: "09:50:00"), other).contains { $0.hasPrefix("scheduler") })
  }

  @Test(
    "Pods that the default scheduler leaves alone",
    arguments: ["{schedulerName: batch}", "{schedulingGates: [{name: example.com/hold}]}", "{nodeName: cp-1}"])
  func others(_ spec: String) throws {
    #expect(try !roots(Self.pod("ledger", created: "09:50:00", spec: spec)).contains { $0.hasPrefix("scheduler-not") })
  }
}
