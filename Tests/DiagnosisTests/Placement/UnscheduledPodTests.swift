import BundleReading
import Model
import Testing

@testable import Diagnosis

struct UnscheduledPodTests {
  private func roots(_ artifacts: [(path: String, text: String)]) throws -> [String] {
    let incident = try BundleReader.read(.memory(artifacts), keeping: FailureModes.signatures, limits: ReadLimits())
    return DiagnosticEngine.diagnose(incident).rootCauses.map { "\($0.id) \($0.subjects[0].path) \($0.confidence)" }
  }

  /// A pod for nodes of pool `gpu`, of which there is one; `taint` is that node's.
  private func bundle(_ message: String, taint: String) -> [(path: String, text: String)] {
    func node(_ name: String, _ pool: String, _ taints: String) -> String {
      """
      apiVersion: v1
      kind: Node
      metadata: {name: \(name), uid: \(name), labels: {pool: \(pool)}}
      spec: {taints: [\(taints)]}
      status: {conditions: [{type: Ready, status: "True", reason: KubeletReady}]}

      """
    }
    let pod = """
      apiVersion: v1
      kind: Pod
      metadata: {name: train-0, namespace: lab, uid: u1, creationTimestamp: "2024-05-06T09:00:00Z"}
      spec: {nodeSelector: {pool: gpu}, containers: [{name: train, image: a}]}
      status:
        phase: Pending
        conditions: [{type: PodScheduled, status: "False", reason: Unschedulable, message: "\(message)"}]

      """
    let documents = [node("n1", "general", ""), node("n2", "gpu", taint), pod]
    return [("all.yaml", documents.joined(separator: "---\n")), StartExample.date]
  }

  private static let message =
    "0/2 nodes are available: 1 node(s) didn't match Pod's node affinity/selector, 1 node(s) had untolerated taint {maintenance: }."

  @Test func `The nodes that it asks for are tainted: the others are none of its business`() throws {
    #expect(
      try roots(bundle(Self.message, taint: "{key: maintenance, effect: NoExecute}"))
        == ["untolerated-taint Pod/lab/train-0 proven"])
  }

  @Test func `Where the node that it asks for has no such taint, both stay possible`() throws {
    #expect(try roots(bundle(Self.message, taint: "")).allSatisfy { !$0.hasSuffix("proven") })
  }
}
