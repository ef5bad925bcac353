import Model
import Testing

@testable import BundleReading
@testable import Diagnosis

/// A finished container that somebody at the node's shell removed, told from one that the kubelet collected.
struct RemovalByHandTests {
  private func diagnose(kubelet: String, removedAt time: String = "10:00:00") throws -> Diagnosis {
    let id = DiskPressureExample.id("a")
    return DiagnosticEngine.diagnose(
      try BundleReader.read(
        .memory([
          ("cluster/nodes.yaml", DiskPressureExample.node(pressure: false)),
          (
            "namespaces/batch/pods.yaml",
            DiskPressureExample.list(
              DiskPressureExample.pod("old", status: DiskPressureExample.finished(at: "09:30:00", id: id)))
          ),
          ("nodes/n1/journal/kubelet.log", kubelet),
          ("nodes/n1/journal/containerd.log", DiskPressureExample.removed(id, at: time)),
          ("namespaces/batch/logs/old-x/main.log", "unable to retrieve container logs for containerd://\(id)"),
          ("nodes/n1/date.txt", "Mon May  6 11:00:00 UTC 2024\n"),
        ]), keeping: LogInterests.ofAllModes, limits: ReadLimits()))
  }

  private func journal(removing id: String) -> String {
    DiskPressureExample.kubelet(
      ("09:20:00", "scope.go:110", "\"RemoveContainer\" containerID=\"\(id)\""),
      ("09:59:58", "setters.go:86", "\"Using node IP\" ip=\"10.0.0.1\""),
      ("10:30:00", "setters.go:86", "\"Using node IP\" ip=\"10.0.0.1\""))
  }

  private func isByHand(_ diagnosis: Diagnosis) -> Bool {
    let texts =
      diagnosis.symptoms.map(\.text) + diagnosis.findings.map(\.text)
      + diagnosis.rootCauses.flatMap { $0.chain.map(\.text) }
    return texts.contains { $0.contains("pruned by hand") }
  }

  @Test func aKubeletThatDidNotAskLeavesAHand() throws {
    #expect(isByHand(try diagnose(kubelet: journal(removing: DiskPressureExample.id("b")))))
  }

  @Test func aKubeletThatAskedDoesNot() throws {
    let asked =
      journal(removing: DiskPressureExample.id("b"))
      + DiskPressureExample.kubelet(
        ("10:00:00", "scope.go:110", "\"RemoveContainer\" containerID=\"\(DiskPressureExample.id("a"))\""))
    #expect(!isByHand(try diagnose(kubelet: asked)))
  }

  @Test func aKubeletThatNeverWritesItsRemovalsProvesNothing() throws {
    let silent = DiskPressureExample.kubelet(
      ("09:20:00", "setters.go:86", "\"Using node IP\" ip=\"10.0.0.1\""),
      ("10:30:00", "setters.go:86", "\"Using node IP\" ip=\"10.0.0.1\""))
    #expect(!isByHand(try diagnose(kubelet: silent)))
  }

  @Test func aRemovalAtTheContainersEndIsOrdinary() throws {
    #expect(
      !isByHand(try diagnose(kubelet: journal(removing: DiskPressureExample.id("b")), removedAt: "09:30:01")))
  }
}
