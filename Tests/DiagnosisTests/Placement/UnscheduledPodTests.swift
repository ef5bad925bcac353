import Model
import Testing

@testable import BundleReading
@testable import Diagnosis

struct UnscheduledPodTests {
  private func roots(_ artifacts: [(path: String, text: String)]) throws -> [String] {
    let incident = try BundleReader.read(.memory(artifacts), keeping: LogInterests.ofAllModes, limits: ReadLimits())
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

  private func nodes(_ taints: [String]) -> String {
    taints.enumerated().map { number, taint in
      "Name:               m\(number)\nRoles:              master\nLabels:             <none>\n"
        + "CreationTimestamp:  Mon, 09 Dec 2019 18:32:05 +0800\nTaints:             \(taint)\nUnschedulable:      false\n"
    }.joined(separator: "\n\n")
  }

  /// What the scheduler of older versions says, which does not name the taint.
  private func unnamed(of total: Int) -> String {
    "Events:\n  Type     Reason            Age  From               Message\n"
      + "  ----     ------            ---- ----               -------\n  Warning  FailedScheduling  20s  default-scheduler  "
      + "0/\(total) nodes are available: \(total) node(s) had taints that the pod didn't tolerate.\n"
  }

  @Test func `The taint that all nodes have is meant where none is named`() throws {
    let master = "node-role.kubernetes.io/master:NoSchedule"
    #expect(
      try roots([("describe-node.txt", nodes([master])), ("describe-pod.txt", unnamed(of: 1))])
        .map { $0.prefix(17) } == ["untolerated-taint"])
    #expect(try roots([("describe-node.txt", nodes([master])), ("describe-pod.txt", unnamed(of: 3))]) == [])
    let unready = "node.kubernetes.io/not-ready:NoSchedule"
    #expect(
      try roots([("describe-node.txt", nodes([unready])), ("describe-pod.txt", unnamed(of: 1))])
        .contains { $0.hasPrefix("untolerated-taint") } == false)
  }
}
