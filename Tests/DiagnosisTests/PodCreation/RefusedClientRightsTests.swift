import Model
import Testing

@testable import BundleReading
@testable import Diagnosis

struct RefusedClientRightsTests {
  private func roots(_ artifacts: [(path: String, text: String)]) throws -> [String] {
    let incident = try BundleReader.read(.memory(artifacts), keeping: LogInterests.ofAllModes, limits: ReadLimits())
    return DiagnosticEngine.diagnose(incident).rootCauses.map { "\($0.id) \($0.subjects[0].path) \($0.confidence)" }
  }

  private static let refusal = """
    E0206 11:02:03.000001       1 reflector.go:201] watcher.go:17: Failed to list *v1.Pod: pods is forbidden: User \
    "system:serviceaccount:tools:watcher" cannot list pods at the cluster scope

    """
  private static let noise = "I0206 11:02:03.000000       1 main.go:21] watching namespace tools for changes of pods\n"

  @Test func `A line that somebody took out of a log is what it is about`() throws {
    #expect(try roots([("kubectl-logs.txt", Self.refusal)]) == ["rbac-forbidden ServiceAccount/tools/watcher likely"])
  }

  @Test func `One line of a long log may be a role that came a moment later`() throws {
    let log = Self.refusal + String(repeating: Self.noise, count: 60)
    #expect(try roots([("kubectl-logs.txt", log)]) == [])
  }

  @Test func `An attacher without rights keeps volumes from being attached`() throws {
    let log = """
      I0206 11:02:03.000001       1 csi_handler.go:261] Attached "csi-1f0c"
      I0206 11:02:03.100001       1 csi_handler.go:231] Error processing "csi-1f0c": failed to mark as attached: \
      volumeattachments.storage.k8s.io "csi-1f0c" is forbidden: User "system:serviceaccount:kube-system:disk-controller" \
      cannot patch resource "volumeattachments/status" in API group "storage.k8s.io" at the cluster scope

      """
    let event = """
      AttachVolume.Attach failed for volume "pvc-1f0c" : timed out waiting for external-attacher of disk.example.com CSI \
      driver to attach volume 17

      """
    #expect(
      try roots([("csi-attacher.log", log), ("error.txt", event)])
        == ["rbac-forbidden ServiceAccount/kube-system/disk-controller likely"])
  }
}
