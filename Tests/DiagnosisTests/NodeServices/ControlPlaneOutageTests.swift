import Model
import Testing

@testable import BundleReading
@testable import Diagnosis

struct ControlPlaneOutageTests {
  /// Deployments without pods while no controller manager runs; what is left unexplained.
  private func unexplained(observed: Int?) throws -> [String] {
    let deployment = """
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: cart, namespace: shop, uid: d1, generation: 2, creationTimestamp: "2024-05-06T09:00:00Z"}
      spec: {replicas: 2, selector: {matchLabels: {app: cart}}}
      status: {\(observed.map { "observedGeneration: \($0)" } ?? "")}

      """
    let journal = ServiceOutageMode.systemd(
      ("09:50:00", "Stopped kube-controller-manager.service - Kubernetes Controller Manager."))
    let incident = try BundleReader.read(
      .memory([
        ("deployments.yaml", deployment), ("nodes/n1/journal/systemd.log", journal),
        ("date.txt", "Mon May  6 10:00:00 UTC 2024\n"),
      ]), keeping: LogInterests.ofAllModes, limits: ReadLimits())
    let diagnosis = DiagnosticEngine.diagnose(incident)
    #expect(diagnosis.rootCauses.map(\.id) == ["controller-manager-down"])
    return diagnosis.symptoms.filter(\.explainedBy.isEmpty).map(\.id)
  }

  @Test func `A change that no controller has seen waits for one`() throws {
    #expect(try unexplained(observed: nil) == [])
    #expect(try unexplained(observed: 1) == [])
  }

  @Test func `A change that was seen lacks its pods for another reason`() throws {
    #expect(try unexplained(observed: 2) == ["pod-not-ready"])
  }
}
