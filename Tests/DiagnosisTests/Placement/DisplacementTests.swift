import Model
import Testing

@testable import BundleReading
@testable import Diagnosis

struct DisplacementTests {
  private func text(preempted: String) throws -> String {
    let pod = """
      apiVersion: v1
      kind: Pod
      metadata:
        name: batch-7d9f-bbbbb
        namespace: shop
        uid: u2
        creationTimestamp: "2024-05-06T09:50:00Z"
        ownerReferences: [{apiVersion: apps/v1, kind: ReplicaSet, name: batch-7d9f, uid: rs, controller: true}]
      spec: {containers: [{name: main, image: a, resources: {requests: {cpu: 800m}}}]}
      status:
        phase: Pending
        conditions: [{type: PodScheduled, status: "False", reason: Unschedulable, message: "0/1 nodes are available: 1 Insufficient cpu."}]

      """
    let event = """
      apiVersion: v1
      kind: Event
      metadata: {name: e1, namespace: shop, uid: e1}
      involvedObject: {kind: Pod, name: \(preempted), namespace: shop, uid: u1}
      reason: Preempted
      message: Preempted by shop/checkout-5f6c-x2x9p on node n1
      type: Normal
      count: 1
      firstTimestamp: "2024-05-06T09:49:59Z"
      lastTimestamp: "2024-05-06T09:49:59Z"
      source: {component: default-scheduler}

      """
    let incident = try BundleReader.read(
      .memory([("all.yaml", pod + "---\n" + event), ("date.txt", "Mon May  6 10:00:00 UTC 2024\n")]),
      keeping: LogInterests.ofAllModes, limits: ReadLimits())
    return try #require(DiagnosticEngine.diagnose(incident).rootCauses.first?.chain.first?.text)
  }

  @Test func `Who lost its place is told for whom`() throws {
    let told = try text(preempted: "batch-7d9f-aaaaa")
    #expect(
      told.hasSuffix("the scheduler deleted a pod of it for Pod/shop/checkout-5f6c-x2x9p of higher priority"), "\(told)"
    )
  }

  @Test func `Another workload's loss is not its own`() throws {
    #expect(try !text(preempted: "mailer-7d9f-aaaaa").contains("higher priority"))
  }

  @Test func `Newer Events name a uid only`() {
    #expect(Displacement.successor(in: "Preempted by pod 7a1f0c2e-0000-4000-8000-000000000001 on node n1") == nil)
    #expect(Displacement.successor(in: "Preempted by shop/a-b on node n1") == "shop/a-b")
  }
}
