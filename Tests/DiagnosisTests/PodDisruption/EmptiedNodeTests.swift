import Model
import Testing

@testable import BundleReading
@testable import Diagnosis

struct EmptiedNodeTests {
  private func roots(_ artifacts: [(path: String, text: String)]) throws -> [String] {
    let incident = try BundleReader.read(.memory(artifacts), keeping: LogInterests.ofAllModes, limits: ReadLimits())
    return DiagnosticEngine.diagnose(incident).rootCauses.map { "\($0.id) \($0.subjects[0].path) \($0.confidence)" }
  }

  /// A budget that lets none go, its pod on a cordoned node, and the end of another pod there.
  private func bundle(ended: String, goneStill: Bool = true, taint: Bool = true) -> [(path: String, text: String)] {
    let node = """
      apiVersion: v1
      kind: Node
      metadata: {name: n2, uid: node-2}
      spec:
        unschedulable: true
        taints: [{key: \(taint ? "node.kubernetes.io/unschedulable" : "team"), effect: NoSchedule, timeAdded: "2024-05-06T09:50:00Z"}]
      status: {conditions: [{type: Ready, status: "True", reason: KubeletReady}]}

      """
    func pod(_ name: String) -> String {
      """
      apiVersion: v1
      kind: Pod
      metadata: {name: \(name), namespace: shop, uid: u-\(name), creationTimestamp: "2024-05-06T08:00:00Z", labels: {app: \(name)}}
      spec: {nodeName: n2, containers: [{name: web, image: a}]}
      status: {phase: Running, conditions: [{type: Ready, status: "True"}]}

      """
    }
    let budget = """
      apiVersion: policy/v1
      kind: PodDisruptionBudget
      metadata: {name: web, namespace: shop, uid: b1, creationTimestamp: "2024-05-06T08:00:00Z"}
      spec: {minAvailable: 1, selector: {matchLabels: {app: web}}}
      status: {disruptionsAllowed: 0, expectedPods: 1, currentHealthy: 1, desiredHealthy: 1}

      """
    let event = """
      apiVersion: v1
      kind: Event
      metadata: {name: e1, namespace: shop, uid: e1}
      involvedObject: {kind: Pod, name: cart, namespace: shop, uid: u-cart}
      reason: Killing
      message: Stopping container web
      type: Normal
      count: 1
      firstTimestamp: "2024-05-06T\(ended)Z"
      lastTimestamp: "2024-05-06T\(ended)Z"
      source: {component: kubelet, host: n2}

      """
    let documents = [node, pod("web"), budget, event] + (goneStill ? [] : [pod("cart")])
    return [("all.yaml", documents.joined(separator: "---\n")), StartExample.date]
  }

  @Test func `Others went since it was cordoned, this one is kept`() throws {
    #expect(try roots(bundle(ended: "09:50:05")) == ["pdb-blocks-drain PodDisruptionBudget/shop/web likely"])
  }

  @Test func `Cordoned, and nobody went since`() throws {
    #expect(try roots(bundle(ended: "09:20:00")) == [])
    #expect(try roots(bundle(ended: "09:50:05", goneStill: false)) == [])
    #expect(try roots(bundle(ended: "09:50:05", taint: false)) == [])
  }
}
