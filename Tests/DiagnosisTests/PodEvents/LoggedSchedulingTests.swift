import Model
import Testing

@testable import BundleReading
@testable import Diagnosis

/// A scheduler's log alone: what it complained of and got over is no cause.
struct LoggedSchedulingTests {
  private func roots(_ lines: [String]) throws -> [String] {
    let log = lines.enumerated().map { offset, line in
      "Nov 21 04:10:\(10 + offset).300100 m1 kube-scheduler[158]: I1121 04:10:\(10 + offset).300000     158 \(line)\n"
    }.joined()
    let incident = try BundleReader.read(
      .memory([("kube-scheduler.log", log)]), keeping: LogInterests.ofAllModes)
    return DiagnosticEngine.diagnose(incident).rootCauses.map { "\($0.id) \($0.subject.path)" }
  }

  private static let refused =
    "factory.go:321] \"Unable to schedule pod; no fit; waiting\" pod=\"ml/train-0\" err=\"0/1 nodes are available: 1 Insufficient cpu.\""

  @Test func aPodThatStillWaits() throws {
    let other = "scheduler.go:592] \"Successfully bound pod to node\" pod=\"ml/train-1\" node=\"m2\" evaluatedNodes=1"
    #expect(try roots([Self.refused, Self.refused, other]) == ["insufficient-cpu Pod/ml/train-0"])
  }

  @Test(arguments: [
    "scheduler.go:592] \"Successfully bound pod to node\" pod=\"ml/train-0\" node=\"m2\" evaluatedNodes=1",
    "scheduler.go:722] pod ml/train-0 is bound successfully on node \"m2\", 3 nodes evaluated, 1 nodes were found feasible.",
    "scheduler.go:313] Skip schedule deleting pod: ml/train-0",
    "event_broadcaster.go:253] Server rejected event '&v1.Event{Note:\"skip schedule deleting pod: ml/train-0\", Type:\"Warning\"}': 'events is forbidden' (will not retry!)",
  ])
  func aPodThatWaitsNoMore(_ line: String) throws {
    #expect(try roots([Self.refused, Self.refused, line]).isEmpty)
    #expect(try roots([line, Self.refused]) == ["insufficient-cpu Pod/ml/train-0"])
  }
}
