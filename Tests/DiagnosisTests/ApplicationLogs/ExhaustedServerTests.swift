import Model
import Testing

@testable import BundleReading
@testable import Diagnosis

/// A database that complains itself while its clients say nothing.
struct ExhaustedServerTests {
  private func culprits(port: Int, log: String, events: String = "") throws -> [String] {
    let pod = """
      apiVersion: v1
      kind: Pod
      metadata: {name: orders-db-0, namespace: shop, uid: u1}
      spec: {containers: [{name: main, image: a, ports: [{containerPort: \(port)}]}]}
      status:
        phase: Running
        containerStatuses: [{name: main, ready: true, restartCount: 0, state: {running: {startedAt: "2024-05-06T09:00:00Z"}}}]

      """
    let artifacts = [
      ("pods.yaml", pod), ("namespaces/shop/logs/orders-db-0/main.log", log), ("events.yaml", events),
      StartExample.date,
    ]
    let incident = try BundleReader.read(
      .memory(artifacts.filter { !$0.1.isEmpty }), keeping: LogInterests.ofAllModes, limits: ReadLimits())
    return Investigation(incident).applicationFailures.filter { $0.mode == "dependency-connections-exhausted" }
      .compactMap { $0.culprit?.name }
  }

  private func complaints(_ count: Int, at hour: String) -> String {
    (0..<count).map { "2024-05-06T\(hour):1\($0)Z 1\($0) [Warning] Too many connections\n" }.joined()
  }

  @Test func itsLogTells() throws {
    #expect(try culprits(port: 3306, log: complaints(3, at: "09:59")) == ["orders-db-0"])
    #expect(try culprits(port: 3306, log: complaints(2, at: "09:59")).isEmpty)
    #expect(try culprits(port: 3306, log: complaints(3, at: "08:59")).isEmpty)
    #expect(try culprits(port: 8080, log: complaints(3, at: "09:59")).isEmpty)
  }

  @Test func itsProbeTells() throws {
    func event(at time: String) -> String {
      StartExample.event(
        "Unhealthy", "Readiness probe failed: ERROR 1040 (HY000): Too many connections", "orders-db-0", at: time)
    }
    #expect(try culprits(port: 3306, log: "ready\n", events: event(at: "2024-05-06T09:58:00Z")) == ["orders-db-0"])
    #expect(try culprits(port: 3306, log: "ready\n", events: event(at: "2024-05-06T09:10:00Z")).isEmpty)
  }
}
