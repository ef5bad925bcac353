import Model
import Testing

@testable import BundleReading
@testable import Diagnosis

/// A description of a Job shows no conditions: its controller's Event says that it gave up.
@Suite struct FailedJobTextTests {
  private func symptoms(completed: String = "", event: String) throws -> [String] {
    let text = """
      Name:           load
      Namespace:      etl
      Parallelism:    1
      Completions:    1
      Start Time:     Mon, 06 May 2024 10:00:00 +0000
      \(completed)Pods Statuses:  0 Active / 0 Succeeded / 3 Failed
      Events:
        Type     Reason                Age   From            Message
        ----     ------                ----  ----            -------
        Normal   SuccessfulCreate      75s   job-controller  Created pod: load-9dmt4
      \(event)
      """
    let incident = try BundleReader.read(.memory([("job.txt", text)]), keeping: LogInterests.ofAllModes)
    return DiagnosticEngine.diagnose(incident).symptoms.map { "\($0.id) \($0.subject.name)" }
  }

  private static let gaveUp =
    "  Warning  BackoffLimitExceeded  45s   job-controller  Job has reached the specified backoff limit"

  @Test func itsEventSaysThatItGaveUp() throws {
    #expect(try symptoms(event: Self.gaveUp) == ["job-backoff-limit-exceeded load"])
    let late = "  Warning  DeadlineExceeded      45s   job-controller  Job was active longer than specified deadline"
    #expect(try symptoms(event: late) == ["job-deadline-exceeded load"])
  }

  @Test func withoutTheEventOrCompletedItDidNot() throws {
    #expect(try symptoms(event: "") == [])
    let completed = "Completed At:   Mon, 06 May 2024 10:01:00 +0000\n"
    #expect(try symptoms(completed: completed, event: Self.gaveUp) == [])
  }
}
