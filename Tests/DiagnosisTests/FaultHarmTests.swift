import Model
import Testing

@testable import BundleReading
@testable import Diagnosis

/// A fault that no symptom hangs on would never be named: each one's own example must make it a root cause.
struct FaultHarmTests {
  static let faults = FailureModes.all.filter { $0.card.role == .fault }.map(\.card.id)

  @Test("Its own example makes it a root cause, and nothing else", arguments: faults)
  func isNamed(id: String) throws {
    let mode = try #require(FailureModes.all.first { $0.card.id == id })
    let incident = try BundleReader.read(
      .memory(mode.fires.artifacts), keeping: LogInterests.ofAllModes, limits: ReadLimits())
    #expect(DiagnosticEngine.diagnose(incident).rootCauses.map(\.id) == [id])
  }
}
