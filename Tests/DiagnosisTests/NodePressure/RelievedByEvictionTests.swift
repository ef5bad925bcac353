import Model
import Testing

@testable import BundleReading
@testable import Diagnosis

struct RelievedByEvictionTests {
  private func roots(_ artifacts: [(path: String, text: String)]) throws -> [String] {
    let incident = try BundleReader.read(.memory(artifacts), keeping: LogInterests.ofAllModes, limits: ReadLimits())
    return DiagnosticEngine.diagnose(incident).rootCauses.map { "\($0.id) \($0.subjects[0].path) \($0.confidence)" }
  }

  /// A pod of a Deployment that used `kibibytes` and was evicted, beside one that runs; `later` is a further pass.
  private func bundle(
    _ kibibytes: Int, started: String = "09:30:00", peerStarted: String = "08:00:00", later: Bool = false,
    ranked: String = "reports-6f5d9c7b8d-x2x9p_batch(uid-reports)"
  ) -> [(path: String, text: String)] {
    let message =
      "The node was low on resource: memory. Container main was using \(kibibytes)Ki, which exceeds its request of 0. "
    let evicted = NodePressureMode.evicted(message).split(separator: "09:00:05", omittingEmptySubsequences: false)
      .joined(separator: started)
    let peer = """
      apiVersion: v1
      kind: Pod
      metadata: {name: web-0, namespace: shop, uid: u1}
      spec: {nodeName: n1, priority: 0}
      status: {phase: Running, startTime: "2024-05-06T\(peerStarted)Z"}

      """
    let event = """
      apiVersion: v1
      kind: Event
      metadata: {name: e1, namespace: batch, uid: e1}
      involvedObject: {kind: Pod, name: reports-6f5d9c7b8d-x2x9p, namespace: batch, uid: uid-reports}
      reason: Evicted
      message: "\(message)"
      type: Warning
      count: 1
      firstTimestamp: "2024-05-06T10:00:01Z"
      lastTimestamp: "2024-05-06T10:00:01Z"
      source: {component: kubelet, host: n1}

      """
    var journal = DiskPressureExample.kubelet(
      ("10:00:00", "eviction_manager.go:344", "eviction manager: attempting to reclaim memory"),
      ("10:00:00", "eviction_manager.go:373", "eviction manager: pods ranked for eviction: \(ranked), web-0_shop(u1)"))
    if later {
      journal += DiskPressureExample.kubelet(
        ("10:00:40", "eviction_manager.go:344", "eviction manager: attempting to reclaim memory"))
    }
    journal += DiskPressureExample.kubelet(("10:02:00", "setters.go:86", "Using node IP: 10.0.0.1"))
    return [
      ("pods.yaml", evicted + "---\n" + peer + "---\n" + event), ("nodes/n1/journal/kubelet.log", journal),
      (
        "nodes.yaml",
        NodePressureMode.node(
          "{type: MemoryPressure, status: \"True\", reason: KubeletHasInsufficientMemory, "
            + "lastTransitionTime: \"2024-05-06T10:00:05Z\"}")
      ), ("nodes/n1/date.txt", "Mon May  6 10:02:30 UTC 2024\n"),
    ]
  }

  @Test func `Furthest beyond its request, and the pressure ended with it`() throws {
    #expect(try roots(bundle(622_180)).map { $0.prefix(29) } == ["node-pressure-eviction-memory"])
  }

  @Test func `What is smaller than the threshold itself is not the cause`() throws {
    #expect(try roots(bundle(61_516)) == [])
  }

  @Test func `The pressure goes on`() throws {
    #expect(try roots(bundle(622_180, later: true)) == [])
  }

  @Test func `Another pod was ranked first`() throws {
    #expect(try roots(bundle(622_180, ranked: "cache-0_shop(1788d98a-0700-426a-8701-2312e4cc2163)")) == [])
  }

  @Test func `Another pod had started after it, and it is small`() throws {
    #expect(try roots(bundle(322_180, peerStarted: "09:40:00")) == [])
    #expect(try roots(bundle(622_180, peerStarted: "09:40:00")).count == 1)
  }

  @Test func `It started when the node was short of memory already`() throws {
    #expect(try roots(bundle(622_180, started: "10:00:01")) == [])
  }
}
