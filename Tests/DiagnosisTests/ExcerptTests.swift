import Model
import Testing

@testable import BundleReading
@testable import Diagnosis

/// What somebody picked out of a cluster and sent: a few pieces, without lists.
@Suite struct ExcerptTests {
  private func causes(_ artifacts: (path: String, text: String)...) throws -> [String] {
    let incident = try BundleReader.read(.memory(artifacts), keeping: LogInterests.ofAllModes, limits: ReadLimits())
    return DiagnosticEngine.diagnose(incident).rootCauses.map(\.id)
  }

  @Test(arguments: [
    (
      "Warning  FailedScheduling  28s (x12 over 11m)  default-scheduler  0/3 nodes are available: 3 Insufficient memory.",
      "insufficient-memory"
    ),
    (
      "Warning  FailedCreate  4s (x14 over 45s)  replicaset-controller  Error creating: pods \"web-\" is forbidden: unable to validate against any pod security policy: []",
      "pod-security-violation"
    ),
    (
      "Warning  FailedNeedsStart  4m (x811 over 2h)  cronjob-controller  Cannot determine if job needs to be started: too many missed start time (> 100).",
      "cronjob-missed-schedules"
    ),
    (
      "Warning  ProvisioningFailed  3s (x14 over 3m)  persistentvolume-controller  storageclass.storage.k8s.io \"fast\" not found",
      "storage-class-not-found"
    ),
    (
      "Warning  Failed  5s  kubelet, n3  Failed to pull image \"r.example.com/a:1\": rpc error: code = Unknown desc = Error response from daemon: Get https://r.example.com/v2/: x509: certificate signed by unknown authority",
      "registry-tls-failure"
    ),
  ])
  func aRowWithoutItsObject(_ row: String, _ id: String) throws {
    #expect(try causes(("events.txt", row + "\n")) == [id])
    // Beside an earlier success of the same step nothing is claimed twice.
    #expect(try causes(("events.txt", row + "\n" + row + "\n")) == [id])
  }

  /// A kubelet that comes up says so for seconds.
  @Test func aKubeletThatStarts() throws {
    let line =
      "2024-05-06T10:00:01.000200+0000 n1 kubelet[9]: E0506 10:00:01.000100       9 kubelet.go:2187] Container runtime network not ready: NetworkReady=false reason:NetworkPluginNotReady message:docker: network plugin is not ready: cni config uninitialized\n"
    let later =
      "2024-05-06T10:20:01.000200+0000 n1 kubelet[9]: I0506 10:20:01.000100       9 setters.go:86] Using node IP\n"
    #expect(try causes(("kubelet.log", line + line.replacing("10:00:01", with: "10:00:06"))) == ["cni-not-initialized"])
    #expect(try causes(("kubelet.log", line + line.replacing("10:00:01", with: "10:00:06") + later)) == [])
    #expect(try causes(("kubelet.log", line)) == [])
  }

  /// What has been got over is no cause of anything, however often it failed before and whatever else is shown.
  @Test(arguments: ["", "  Normal   Started      21m                 kubelet, n4        Started container sql\n"])
  func aStartThatCameAbout(started: String) throws {
    let text = """
      Events:
        Type     Reason       Age                 From               Message
        ----     ------       ----                ----               -------
        Normal   Scheduled    29m                 default-scheduler  Successfully assigned db/sql-0 to n4
        Warning  FailedMount  23m (x10 over 27m)  kubelet, n4        MountVolume.WaitForAttach failed for volume "pvc-1" : Cannot find Lun for disk d1

      """
    #expect(
      try causes(("describe.txt", text + started)) == (started.isEmpty ? ["volume-attach-failed"] : []))
  }

  /// Whose log it is nobody says: it may be another's.
  @Test(arguments: [("kubectl-logs.txt", Diagnosis.Confidence.likely), ("logs/ledger-0.log", .proven)])
  func theLogBesideWhatFails(_ path: String, _ confidence: Diagnosis.Confidence) throws {
    let text = """
      Name:         ledger-0
      Namespace:    shop
      Node:         n1/10.0.0.7
      Status:       Running
      Containers:
        ledger:
          Container ID:  containerd://1
          Image:         registry.example.com/ledger:1
          State:          Waiting
            Reason:       CrashLoopBackOff
          Last State:     Terminated
            Reason:       Error
            Exit Code:    1
          Ready:          False
          Restart Count:  7

      """
    let incident = try BundleReader.read(
      .memory([("describe.txt", text), (path, "starting\nmkdir /data/journal: permission denied\n")]),
      keeping: LogInterests.ofAllModes, limits: ReadLimits())
    let causes = DiagnosticEngine.diagnose(incident).rootCauses
    #expect(causes.map(\.id) == ["app-permission-denied"] && causes.map(\.confidence) == [confidence])
  }

  @Test func answersOfKubectl() throws {
    let refusal =
      "Error from server (InternalError): error when creating \"a.yaml\": Internal error occurred: failed calling webhook \"v.example.com\": Post https://v.tools.svc:443/: x509: certificate signed by unknown authority\n"
    #expect(try causes(("apply.txt", "$ kubectl apply -f a.yaml\n" + refusal)) == ["webhook-unavailable"])
  }
}
