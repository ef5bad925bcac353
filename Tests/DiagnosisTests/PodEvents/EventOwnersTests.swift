import Model
import Testing

@testable import BundleReading
@testable import Diagnosis

/// Events whose description lost its head, beside a table of pods.
struct EventOwnersTests {
  private func causes(_ rows: [String], _ event: String) throws -> [Diagnosis.RootCause] {
    let table =
      "NAMESPACE   NAME     READY   STATUS                       RESTARTS   AGE\n"
      + rows.map { $0 + "\n" }.joined()
    let incident = try BundleReader.read(
      .memory([("pods.txt", table), ("describe.txt", event + "\n")]), keeping: LogInterests.ofAllModes,
      limits: ReadLimits())
    return DiagnosticEngine.diagnose(incident).rootCauses
  }

  private static let refused =
    "  Warning  Failed  2m (x4 over 2m)  kubelet, n1  Error: failed to prepare subPath for volumeMount \"data\" of container \"web\""
  private static let web0 = "shop        web-0    0/1     CreateContainerConfigError   0          2m"
  private static let web1 = "shop        web-1    0/1     CreateContainerConfigError   0          2m"
  private static let fine = "shop        api-0    1/1     Running                      0          2m"

  @Test("The only pod that waits")
  func only() throws {
    let found = try causes([Self.web0, Self.fine], Self.refused)
    #expect(found.map(\.id) == ["subpath-prepare-failed"])
    #expect(found.first?.subject.name == "web-0")
  }

  @Test("Of two that wait none is meant")
  func two() throws {
    #expect(try causes([Self.web0, Self.web1], Self.refused).allSatisfy { $0.subject.name.isEmpty })
  }

  @Test("A name without its namespace, as the scheduler wrote it before 1.12")
  func named() throws {
    let assigned = "  Normal   Scheduled  2m  default-scheduler  Successfully assigned web-1 to n1\n"
    let found = try causes([Self.web0, Self.web1], "Events:\n" + assigned + Self.refused)
    #expect(found.map(\.subject.name) == ["web-1"])
    #expect(found.first?.subject.namespace == "shop")
  }

  @Test("A command that cannot be executed, beside a row that tells of restarts alone")
  func crashing() throws {
    let row = "shop        web-0    0/1     CrashLoopBackOff             7 (9s ago) 12m"
    let found = try causes([row, Self.fine], "container process: exec: \"/srv/web\": permission denied")
    #expect(found.map(\.id) == ["exec-permission-denied"])
    #expect(found.first?.subject.name == "web-0")
  }
}
