import Model
import Testing

@testable import BundleReading
@testable import Diagnosis

/// Events that nobody kept but the log of who made them.
struct LoggedEventsTests {
  private func diagnosis(_ path: String, _ text: String) throws -> Diagnosis {
    DiagnosticEngine.diagnose(
      try BundleReader.read(.memory([(path, text)]), keeping: LogInterests.ofAllModes, limits: ReadLimits()))
  }

  private static let printed =
    "I0506 10:00:01.000100       1 event.go:218] Event(v1.ObjectReference{Kind:\"Pod\", Namespace:\"shop\", "
    + "Name:\"db-0\", UID:\"4b1f\", APIVersion:\"v1\", ResourceVersion:\"7\", FieldPath:\"\"}): type: 'Warning' reason: "
    + "'FailedAttachVolume' Multi-Attach error for volume \"pvc-1\" Volume is already exclusively attached to one node "
    + "and can't be attached to another\n"
  private static let structured =
    "I0506 10:00:01.000100       1 event.go:291] \"Event occurred\" object=\"shop/db-0\" kind=\"Pod\" apiVersion=\"v1\" "
    + "type=\"Warning\" reason=\"FailedAttachVolume\" message=\"Multi-Attach error for volume \\\"pvc-1\\\" Volume is "
    + "already exclusively attached to one node and can't be attached to another\"\n"
  private static let ordinary =
    "I0506 10:20:01.000100       1 replica_set.go:454] Too few \"shop\"/\"web-6b7f\" replicas, need 2, creating 1\n"

  @Test("Both wordings name the pod", arguments: [printed, structured])
  func wordings(_ line: String) throws {
    let causes = try diagnosis("kube-controller-manager.log", line).rootCauses
    #expect(causes.map(\.id) == ["multi-attach-error"])
    #expect(causes.first?.subject.name == "db-0")
  }

  @Test("What is not repeated while the log goes on is over", arguments: [printed, structured])
  func over(_ line: String) throws {
    #expect(try diagnosis("kube-controller-manager.log", line + Self.ordinary).rootCauses.isEmpty)
  }

  @Test("A success that followed", arguments: [("'", "reason: "), ("\"", "reason=")])
  func attached(_ quote: String, _ key: String) throws {
    let success = (quote == "'" ? Self.printed : Self.structured)
      .replacing("10:00:01", with: "10:00:21").replacing("FailedAttachVolume", with: "SuccessfulAttachVolume")
      .replacing("Warning", with: "Normal")
    let text = (quote == "'" ? Self.printed : Self.structured) + success
    #expect(text.contains("\(key)\(quote)SuccessfulAttachVolume"))
    #expect(try diagnosis("kube-controller-manager.log", text).rootCauses.isEmpty)
  }

  @Test(
    "What the scheduler says of a pod",
    arguments: [
      "I0506 10:00:01.000100       1 factory.go:445] Unable to schedule shop/api-0: no fit: 0/3 nodes are available: 3 Insufficient memory.; waiting\n",
      "I0506 10:00:01.000100       1 schedule_one.go:826] \"Unable to schedule pod; no fit; waiting\" pod=\"shop/api-0\" err=\"0/3 nodes are available: 3 Insufficient memory.\"\n",
      "E0506 10:00:01.000100       1 factory.go:660] Error scheduling shop/api-0: 0/3 nodes are available: 3 Insufficient memory.; retrying\n",
    ])
  func scheduler(_ line: String) throws {
    let causes = try diagnosis("kube-scheduler.log", line).rootCauses
    #expect(causes.map(\.id) == ["insufficient-memory"])
    #expect(causes.first?.subject.name == "api-0")
    #expect(try diagnosis("kube-scheduler.log", line + Self.ordinary).rootCauses.isEmpty)
  }

  @Test("Cut lines", arguments: 1..<30)
  func cut(_ part: Int) throws {
    for line in [Self.printed, Self.structured] {
      let text = String(line.prefix(line.count * part / 30)) + "\n"
      #expect(try diagnosis("kube-controller-manager.log", text).rootCauses.count <= 1)
    }
  }
}
