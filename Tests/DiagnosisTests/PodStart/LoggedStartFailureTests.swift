import Model
import Testing

@testable import BundleReading
@testable import Diagnosis

@Suite struct LoggedStartFailureTests {
  private func causes(_ artifacts: [(path: String, text: String)]) throws -> [String] {
    let incident = try BundleReader.read(.memory(artifacts), keeping: LogInterests.ofAllModes, limits: ReadLimits())
    return DiagnosticEngine.diagnose(incident).rootCauses.map { "\($0.id) \($0.confidence) \($0.subject.name)" }
  }

  private static let stale =
    "Operation for \"{volumeName:kubernetes.io/nfs/u1-data podName:u1 nodeName:}\" failed. Error: \"MountVolume.SetUp failed for volume \\\"data\\\" (UniqueName: \\\"kubernetes.io/nfs/u1-data\\\") pod \\\"web-0\\\" (UID: \\\"4ec492d2-0b1c-4a1e-9a1e-0123456789ab\\\") : stat /var/lib/kubelet/pods/u1/volumes: stale NFS file handle\""

  private static func kubelet(_ lines: (time: String, site: String, message: String)...) -> String {
    lines.map { line in
      "2024-05-06T\(line.time).000200+0000 n1 kubelet[9]: E0506 \(line.time).000100       9 \(line.site)] \(line.message)\n"
    }.joined()
  }

  @Test func aLogAloneNamesPodAndFault() throws {
    let log = Self.kubelet(("10:00:00", "nestedpendingoperations.go:301", Self.stale))
    #expect(try causes([("kubelet.log", log)]) == ["nfs-mount-failed likely web-0"])
  }

  /// The kubelet tries again at least every few minutes.
  @Test func whatIsNotRepeatedIsOver() throws {
    let log = Self.kubelet(
      ("10:00:00", "nestedpendingoperations.go:301", Self.stale), ("10:30:00", "setters.go:86", "Using node IP"))
    #expect(try causes([("kubelet.log", log)]) == [])
  }

  /// Where pods are listed whole, they tell of themselves.
  @Test func aListOfPodsSaysMore() throws {
    let log = Self.kubelet(("10:00:00", "nestedpendingoperations.go:301", Self.stale))
    let pods =
      "apiVersion: v1\nkind: PodList\nmetadata: {resourceVersion: \"9\"}\nitems:\n- metadata: {name: web-0, namespace: shop, uid: u1}\n"
      + "  status: {phase: Running, conditions: [{type: Ready, status: \"True\"}]}\n"
    #expect(try causes([("kubelet.log", log), ("pods.yaml", pods)]) == [])
  }

  /// Docker's and containerd's own words for what others say otherwise.
  @Test(arguments: [
    (
      "NetworkPlugin cni failed to set up pod \\\"web-0_shop\\\" network: failed to run CNI IPAM ADD: no IP addresses available in network: cbr0",
      "pod-ip-exhaustion likely n1"
    ),
    (
      "failed to create shim: failed to mount rootfs component &{overlay overlay [index=off workdir=/w]}: invalid argument",
      "overlay-or-snapshotter-failure likely n1"
    ),
    (
      "failed to inspect sandbox image \\\"r.example.com/pause:3\\\": Error response from daemon: no such image: r.example.com/pause:3",
      "sandbox-image-unavailable likely n1"
    ),
    ("failed to inspect sandbox image \\\"r.example.com/pause:3\\\": operation timeout: context deadline exceeded", ""),
  ])
  func sandboxes(_ error: String, _ cause: String) throws {
    let log = Self.kubelet(
      (
        "10:00:00", "pod_workers.go:190",
        "\"Error syncing pod, skipping\" err=\"failed to \\\"CreatePodSandbox\\\" for \\\"web-0_shop\\\": \(error)\" pod=\"shop/web-0\""
      ))
    #expect(try causes([("kubelet.log", log)]) == (cause.isEmpty ? [] : [cause]))
  }

  /// A runtime that complains of its own plugins speaks of no pod.
  @Test func aRuntimeOfItself() throws {
    let log =
      "time=\"2024-05-06T10:00:00.1Z\" level=info msg=\"skip loading plugin\" error=\"aufs is not supported: exec: \\\"modprobe\\\": executable file not found in $PATH\"\n"
    #expect(try causes([("containerd.log", log)]) == [])
  }

  /// The second try meets the first: what made that one late says more.
  @Test(arguments: [true, false])
  func aReservedNameIsNoCauseBesideOne(hasCause: Bool) throws {
    let text = """
      Events:
        Type     Reason                  Age                 From         Message
        ----     ------                  ----                ----         -------
        Normal   Scheduled               9m                  default-scheduler  Successfully assigned shop/web-0 to n1
        Warning  FailedCreatePodSandBox  8m                  kubelet, n1  Failed to create pod sandbox: rpc error: code = Unknown desc = \(hasCause ? "failed to get sandbox image \"pause:3.6\": not found" : "context deadline exceeded")
        Warning  FailedCreatePodSandBox  3s (x46 over 7m)    kubelet, n1  Failed to create pod sandbox: rpc error: code = Unknown desc = failed to reserve sandbox name "web-0_shop_u1_0": name is reserved for "3f80"

      """
    #expect(
      try causes([("describe.txt", text)]) == [
        hasCause ? "sandbox-image-unavailable proven n1" : "containerd-hung-or-slow likely n1"
      ])
  }
}
