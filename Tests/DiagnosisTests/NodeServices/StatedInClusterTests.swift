import Model
import Testing

@testable import BundleReading
@testable import Diagnosis

struct StatedInClusterTests {
  private static let expired =
    "x509: certificate has expired or is not yet valid: current time 2024-05-06T10:02:00Z is after 2024-05-05T08:11:04Z"

  private func causes(_ artifacts: (path: String, text: String)...) throws -> [String] {
    let incident = try BundleReader.read(
      .memory(artifacts), keeping: LogInterests.ofAllModes, limits: ReadLimits())
    return DiagnosticEngine.diagnose(incident).rootCauses.map(\.id)
  }

  private func kubelet(at time: String) -> (path: String, text: String) {
    (
      "nodes/n1/journal/kubelet.log",
      DiskPressureExample.kubelet((time, "controller.go:187", APICertificates.leaseError(Self.expired)))
    )
  }

  private func node(heartbeat: String) -> (path: String, text: String) {
    (
      "cluster/nodes.yaml",
      """
      apiVersion: v1
      kind: Node
      metadata: {name: n1, uid: node-1, creationTimestamp: "2024-03-01T00:00:00Z"}
      status:
        conditions:
        - {type: Ready, status: "True", reason: KubeletReady, lastHeartbeatTime: "2024-05-06T\(heartbeat)Z", lastTransitionTime: "2024-03-01T00:00:00Z"}

      """
    )
  }

  private let date: (path: String, text: String) = ("nodes/n1/date.txt", "Mon May  6 10:03:00 UTC 2024\n")

  @Test("What goes on at the capture is harm")
  func goesOn() throws {
    #expect(
      try causes(kubelet(at: "10:02:40"), node(heartbeat: "09:58:00"), date)
        == ["apiserver-or-control-plane-cert-expired"])
  }

  @Test("What ended minutes before the capture is over")
  func ended() throws {
    #expect(try causes(kubelet(at: "09:59:00"), node(heartbeat: "09:58:00"), date).isEmpty)
  }

  @Test("A node that has reported itself since gets through again")
  func healed() throws {
    #expect(try causes(kubelet(at: "10:02:00"), node(heartbeat: "10:02:30"), date).isEmpty)
  }

  @Test("A controller manager that ends for the API server's certificate is no fault of its own")
  func controllerManager() throws {
    let log =
      "2024-05-06T10:02:40.000200+0000 n1 kube-controller-manager[61]: unable to load configmap based request-header-client-ca-file: "
      + "Get \"https://10.0.0.1:6443/api/v1/namespaces/kube-system/configmaps/extension-apiserver-authentication?timeout=10s\": \(Self.expired)\n"
    let unit = ServiceOutageMode.systemd(
      ("10:02:40", "kube-controller-manager.service: Main process exited, code=exited, status=1/FAILURE"),
      ("10:02:40", "kube-controller-manager.service: Failed with result 'exit-code'."))
    #expect(
      try causes(
        ("nodes/n1/journal/kube-controller-manager.log", log), ("nodes/n1/journal/systemd.log", unit),
        node(heartbeat: "09:58:00"), date) == ["apiserver-or-control-plane-cert-expired"])
  }
}
