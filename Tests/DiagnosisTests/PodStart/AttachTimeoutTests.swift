import Testing

@testable import Diagnosis

/// That attaching a volume takes too long names nobody who would have to change anything.
struct AttachTimeoutTests {
  @Test(
    "A timeout only",
    arguments: [
      "AttachVolume.Attach failed for volume \"pvc-1\" : attachment timeout for volume 0001-0009-ceph",
      "AttachVolume.Attach failed for volume \"pvc-1\" : rpc error: code = DeadlineExceeded desc = context deadline exceeded",
      "AttachVolume.Attach failed for volume \"pvc-1\" : timed out waiting for external-attacher of disk.example.com CSI driver to attach volume 17",
      "MountVolume.WaitForAttach failed for volume \"pvc-1\" : timeout expired waiting for volume pvc-1 to be attached",
    ])
  func timeout(_ text: String) { #expect(StartFaultText(text) == nil) }

  @Test(
    "What the storage system says",
    arguments: [
      (
        "AttachVolume.Attach failed for volume \"pvc-1\" : rpc error: code = NotFound desc = volume 17 not found",
        "volume-attach-failed"
      ),
      ("MountVolume.WaitForAttach failed for volume \"pvc-1\" : Cannot find Lun for disk d1", "volume-attach-failed"),
      (
        "AttachVolume.Attach failed for volume \"pvc-1\" : disk is currently attached to VM n2",
        "disk-deleted-or-attached-elsewhere"
      ),
    ])
  func said(_ text: String, _ id: String) { #expect(StartFaultText(text)?.id == id) }
}
