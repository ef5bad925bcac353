import Testing

@testable import Diagnosis

struct SchedulerMessageTests {
  private typealias Reason = SchedulerMessage.Reason

  @Test(
    "Wordings of all versions",
    arguments: [
      ("1 node(s) were unschedulable", SchedulerMessage.Cause.cordoned),
      ("1 node(s) had untolerated taint {dedicated: gpu}", .taint(key: "dedicated")),
      ("1 node(s) had taint {dedicated: gpu}, that the pod didn't tolerate", .taint(key: "dedicated")),
      (
        "1 node(s) had untolerated taint {node.kubernetes.io/disk-pressure: }",
        .taint(key: "node.kubernetes.io/disk-pressure")
      ),
      ("1 node(s) had untolerated taint(s)", .taint(key: "")),
      ("1 node(s) didn't match Pod's node affinity/selector", .nodeSelection),
      ("1 node(s) didn't match node selector", .nodeSelection),
      ("1 node(s) didn't have free ports for the requested pod ports", .hostPort),
      ("1 Insufficient cpu", .insufficient(resource: "cpu")),
      ("1 Insufficient example.com/gpu", .insufficient(resource: "example.com/gpu")),
      ("1 Too many pods", .tooManyPods),
      ("1 node(s) had volume node affinity conflict", .volumeNode),
      ("1 node(s) had no available volume zone", .volumeNode),
      ("1 node(s) didn't find available persistent volumes to bind", .claim),
      ("pod has unbound immediate PersistentVolumeClaims", .claim),
      ("1 node(s) didn't match pod topology spread constraints", .topologySpread),
      ("1 node(s) didn't match pod affinity rules", .podAffinity),
      ("1 node(s) didn't match pod anti-affinity rules", .podAntiAffinity),
      ("1 node(s) didn't satisfy existing pods anti-affinity rules", .podAntiAffinity),
      ("1 node(s) had something new", .other),
    ])
  func readsReasons(_ wording: String, _ cause: SchedulerMessage.Cause) throws {
    let message = try #require(SchedulerMessage("0/1 nodes are available: \(wording)."))
    #expect(message.reasons == [Reason(count: 1, cause: cause)])
    #expect(message.total == 1)
  }

  @Test func countsNodesAndLeavesPreemptionOut() throws {
    let message = try #require(
      SchedulerMessage(
        "0/12 nodes are available: 1 node(s) had untolerated taint {a: b, c}, 2 Insufficient cpu, 9 Insufficient memory. "
          + "preemption: 0/12 nodes are available: 12 No preemption victims found for incoming pod."))
    #expect(message.total == 12)
    #expect(
      message.reasons == [
        Reason(count: 1, cause: .taint(key: "a")), Reason(count: 2, cause: .insufficient(resource: "cpu")),
        Reason(count: 9, cause: .insufficient(resource: "memory")),
      ])
  }

  @Test func addsUpTheSameCause() throws {
    let message = try #require(
      SchedulerMessage(
        "0/3 nodes are available: 1 node(s) didn't match node selector, 2 node(s) didn't match Pod's node affinity."))
    #expect(message.reasons == [Reason(count: 3, cause: .nodeSelection)])
  }

  @Test("Texts that are no account of a try", arguments: ["", "nodes", "0/1 nodes are unavailable", "available: 1"])
  func refusesOthers(_ text: String) { #expect(SchedulerMessage(text) == nil) }

  @Test func theControlPlaneTaintIsBackground() throws {
    let message = try #require(
      SchedulerMessage(
        "0/4 nodes are available: 3 Insufficient cpu, 1 node(s) had untolerated taint {node-role.kubernetes.io/master: }."
      ))
    let decisive = try #require(message.decisive)
    #expect(decisive.cause == .insufficient(resource: "cpu"))
    #expect(!decisive.isContested)
  }

  @Test func aStateOfTheNodesIsNotDecided() throws {
    let message = try #require(
      SchedulerMessage(
        "0/4 nodes are available: 2 Insufficient cpu, 2 node(s) had untolerated taint {node.kubernetes.io/not-ready: }."
      ))
    #expect(message.decisive == nil)
  }

  @Test func ofEqualReasonsTheLaterFilterCameNearer() throws {
    let message = try #require(
      SchedulerMessage("0/2 nodes are available: 1 node(s) were unschedulable, 1 Insufficient memory."))
    let decisive = try #require(message.decisive)
    #expect(decisive.cause == .insufficient(resource: "memory"))
    #expect(decisive.isContested)
  }

  @Test(
    "What holds for all nodes stood alone in older versions",
    arguments: [
      "persistentvolumeclaim \"data\" not found",
      "pod has unbound immediate PersistentVolumeClaims (repeated 2 times)",
      "running \"VolumeBinding\" filter plugin for pod \"web-0\": pod has unbound immediate PersistentVolumeClaims",
    ])
  func readsClaimsWithoutNodes(_ text: String) throws {
    #expect(try #require(SchedulerMessage(text)).decisive?.cause == .claim)
  }

  @Test func `What follows the reasons is no reason`() throws {
    let message = try #require(
      SchedulerMessage(
        "0/3 nodes are available: 1 node(s) had untolerated taint(s), 2 Insufficient memory. no new claims to deallocate, "
          + "preemption: 0/3 nodes are available: 3 Preemption is not helpful for scheduling."))
    #expect(message.reasons.last == Reason(count: 2, cause: .insufficient(resource: "memory")))
  }

  @Test func `A selection that some nodes passed is not the cause`() throws {
    let message = try #require(
      SchedulerMessage(
        "0/12 nodes are available: 10 node(s) didn't match Pod's node affinity/selector, 2 Insufficient cpu."))
    #expect(message.decisive?.cause == .insufficient(resource: "cpu"))
  }

  @Test func `Nothing is decided where an unknown reason holds for more nodes`() throws {
    let message = try #require(
      SchedulerMessage("0/4 nodes are available: 1 node(s) were unschedulable, 3 node(s) had something new."))
    #expect(message.decisive == nil)
  }

  @Test func `Taints beside a lack of room leave the cause open`() throws {
    let message = try #require(
      SchedulerMessage("0/4 nodes are available: 1 Insufficient cpu, 3 node(s) had untolerated taint {team: a}."))
    let decisive = try #require(message.decisive)
    #expect(decisive.cause == .taint(key: "team"))
    #expect(decisive.isContested)
  }

  @Test func anyCutIsReadWithoutHarm() {
    let text =
      "0/12 nodes are available: 1 node(s) had untolerated taint {a: b, c}, 2 Insufficient cpu. preemption: no."
    for length in 0...text.count {
      let message = SchedulerMessage(String(text.prefix(length)))
      #expect(message.map { $0.total == 12 } ?? true)
    }
  }

  @Test func `The control plane's taint is the cause where the cluster has no other nodes`() throws {
    let all = try #require(
      SchedulerMessage(
        "0/1 nodes are available: 1 node(s) had taint {node-role.kubernetes.io/master: }, that the pod didn't tolerate."
      ))
    #expect(all.decisive?.cause == .taint(key: "node-role.kubernetes.io/master"))
    let some = try #require(
      SchedulerMessage(
        "0/3 nodes are available: 1 node(s) had taint {node-role.kubernetes.io/master: }, that the pod didn't tolerate."
      ))
    #expect(some.decisive == nil)
  }
}
