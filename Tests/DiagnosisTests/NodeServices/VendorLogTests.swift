import Model
import Testing

@testable import BundleReading
@testable import Diagnosis

/// Pieces of journals as distributions write them, each by itself.
@Suite struct VendorLogTests {
  private func causes(_ text: String) throws -> [String] {
    let incident = try BundleReader.read(
      .memory([("journal.txt", text)]), keeping: LogInterests.ofAllModes, limits: ReadLimits())
    return DiagnosticEngine.diagnose(incident).rootCauses.map { "\($0.id) \($0.subject.name)" }
  }

  private static let rejected =
    "Nov 21 04:01:20 worker-2 k3s[59]: time=\"2026-11-21T04:01:20Z\" level=info msg=\"Waiting to retrieve agent configuration; server is not ready: Node password rejected, duplicate hostname or contents of '/etc/rancher/node/password' may not match server node-passwd entry\"\n"

  @Test func aNodeIsRefused() throws {
    let cause = ["node-not-registered-or-name-mismatch worker-2"]
    #expect(try causes(Self.rejected) == cause)
    #expect(
      try causes(
        "ERRO[2026-11-21T04:01:20.556246642Z] Node password validation failed for [worker-2]\n") == cause)
    let later =
      "Nov 21 04:31:20 worker-2 k3s[59]: time=\"2026-11-21T04:31:20Z\" level=info msg=\"Server 10.0.0.1:6443 is healthy\"\n"
    #expect(try causes(Self.rejected + later) == [])
  }

  @Test func aServerOfAnotherToken() throws {
    func line(_ message: String) -> String {
      "Nov 21 04:01:20 cp-1 k3s[59]: time=\"2026-11-21T04:01:20Z\" level=fatal msg=\"\(message)\"\n"
    }
    #expect(
      try causes(
        line("starting kubernetes: preparing server: bootstrap data already found and encrypted with different token"))
        == ["bootstrap-token-invalid kubernetes"])
    #expect(try causes(line("starting kubernetes: preparing server: token CA hash is not known yet")) == [])
  }

  private static func kubelet(_ site: String, _ message: String, tag: String = "kubelet") -> String {
    "Nov 21 04:01:20 worker-2 \(tag)[59]: F1121 04:01:20.042700      59 \(site)] \(message)\n"
  }

  @Test func anotherProcessHoldsThePort() throws {
    #expect(
      try causes(Self.kubelet("server.go:157", "listen tcp 0.0.0.0:10250: bind: address already in use"))
        == ["kubelet-stopped-or-crashing worker-2"])
    // The port of its health check alone does not end a kubelet.
    #expect(
      try causes(Self.kubelet("server.go:730", "listen tcp 127.0.0.1:10248: bind: address already in use")) == [])
  }

  /// The unit is OpenShift's; a kubelet that is refused with its token lost its certificate before, where it says so.
  @Test(arguments: [true, false])
  func aKubeletAsksForItsCertificate(hasExpired: Bool) throws {
    let expired = Self.kubelet(
      "bootstrap.go:195", "Part of the existing bootstrap client certificate is expired: 2026-06-15 11:22:08 +0000 UTC",
      tag: "origin-node")
    let refused = Self.kubelet(
      "server.go:262", "failed to run Kubelet: cannot create certificate signing request: Unauthorized",
      tag: "origin-node")
    let failed = "Nov 21 04:01:20 worker-2 systemd[1]: Unit origin-node.service entered failed state.\n"
    #expect(
      try causes((hasExpired ? expired : "") + refused + failed)
        == [(hasExpired ? "kubelet-client-cert-expired" : "bootstrap-token-invalid") + " worker-2"])
  }

  @Test func dockerDoesNotStart() throws {
    func line(_ message: String) -> String {
      "Nov 21 04:01:20 worker-2 dockerd[59]: \(message)\n"
    }
    let failed = line("failed to start daemon: Devices cgroup isn't mounted")
    #expect(try causes(failed) == ["docker-daemon-down-or-stuck worker-2"])
    #expect(
      try causes(failed + line("Daemon has completed initialization").replacing("04:01", with: "04:11")) == [])
    // A second daemon beside the first.
    #expect(
      try causes(
        line("failed to start daemon: pid file found, ensure docker is not running or delete /var/run/docker.pid"))
        == [])
  }

  /// One line that Docker does not answer may be a moment's; beside the kubelet's own word it is not.
  @Test func dockerDoesNotAnswer() throws {
    let call = Self.kubelet(
      "image_gc_manager.go:181",
      "[imageGCManager] Failed to monitor images: rpc error: code = Unknown desc = Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?"
    )
    let skipped = Self.kubelet(
      "kubelet.go:1775",
      "skipping pod synchronization - [container runtime is down PLEG is not healthy: pleg was last seen active 6m17.3s ago; threshold is 3m0s]"
    )
    #expect(try causes(call) == [])
    #expect(try causes(call + call.replacing("04:01:20", with: "04:01:50")) == ["docker-daemon-down-or-stuck worker-2"])
    #expect(try causes(call + skipped) == ["docker-daemon-down-or-stuck worker-2"])
  }

  @Test func aNodeCannotReadItsOwnFiles() throws {
    func line(_ path: String) -> String {
      Self.kubelet("kubelet.go:1300", "Container garbage collection failed: open \(path): input/output error")
        .replacing(" F1121", with: " E1121")
    }
    #expect(try causes(line("/var/log/pods")) == ["disk-io-error worker-2"])
    #expect(try causes(line("/var/lib/kubelet/pods/u1/volumes/kubernetes.io~nfs/data")) == [])
    #expect(try causes(line("/mnt/backup")) == [])
    // The kernel says which disk it is.
    let kernel =
      "Nov 21 04:01:20 worker-2 kernel: XFS (sdb1): Please unmount the filesystem and rectify the problem(s)\n"
    #expect(try causes(line("/var/log/pods") + kernel) == [])
  }

  /// What an earlier kubelet left is looked at once.
  @Test func aVolumeIsNotReconstructed() throws {
    let text =
      "for volume \"data\" err=no volume plugin matched"
    #expect(
      try causes(
        Self.kubelet(
          "reconciler.go:423",
          "Error occured during reconstruct volume from disk: failed to get Plugin from volumeSpec " + text)) == [])
    #expect(
      try causes(
        Self.kubelet("nestedpendingoperations.go:301", "MountVolume.SetUp failed to get Plugin from volumeSpec " + text)
      )
        == ["in-tree-volume-or-cloud-provider-removed data"])
  }
}
