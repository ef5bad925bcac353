import Model
import Testing

@testable import BundleReading
@testable import Diagnosis

struct RefusedKubeletTests {
  private func roots(_ artifacts: [(path: String, text: String)]) throws -> [String] {
    let incident = try BundleReader.read(.memory(artifacts), keeping: LogInterests.ofAllModes, limits: ReadLimits())
    return DiagnosticEngine.diagnose(incident).rootCauses.map { "\($0.id) \($0.subjects[0].path) \($0.confidence)" }
  }

  private static let expired =
    "x509: certificate has expired or is not yet valid: current time 2024-05-06T10:00:00Z is after 2024-05-06T09:59:00Z"

  @Test func `The API server says why it refuses`() throws {
    #expect(
      try roots(RefusedKubelet.example("", Self.expired).artifacts) == ["kubelet-client-cert-expired Node/n1 likely"])
  }

  @Test func `Refused for another reason, the cause stays open`() throws {
    #expect(try roots(RefusedKubelet.example("", "x509: certificate signed by unknown authority").artifacts) == [])
  }

  @Test func `The kubelet itself tells when its certificate ends`() throws {
    var artifacts = RefusedKubelet.example("", "invalid bearer token").artifacts
    #expect(try roots(artifacts) == [])
    artifacts[1].text =
      DiskPressureExample.kubelet(
        (
          "09:00:00", "certificate_manager.go:356",
          "Certificate expiration is 2024-05-06 09:59:00 +0000 UTC, rotation deadline is 2024-05-05 11:01:02 +0000 UTC"
        )) + artifacts[1].text
    #expect(try roots(artifacts) == ["kubelet-client-cert-expired Node/n1 proven"])
  }

  @Test func `A kubelet that ends for want of a bootstrap file had an expired certificate before`() throws {
    let example = KubeletExit.example(
      "", error: "failed to run Kubelet: unable to load bootstrap kubeconfig: stat /etc/kubernetes/b.conf: no such file"
    )
    #expect(try roots(example.artifacts) == ["kubelet-config-or-bootstrap-missing Node/n1 proven"])
    var artifacts = example.artifacts
    artifacts[1].text +=
      DiskPressureExample.kubelet(
        (
          "10:00:11", "bootstrap.go:265",
          "part of the existing bootstrap client certificate is expired: 2024-05-06 09:50:00 +0000 UTC"
        ))
    #expect(try roots(artifacts) == ["kubelet-client-cert-expired Node/n1 proven"])
  }
}
