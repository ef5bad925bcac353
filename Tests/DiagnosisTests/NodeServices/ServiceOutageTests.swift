import Model
import Testing

@testable import BundleReading
@testable import Diagnosis

struct ServiceOutageTests {
  /// A scheduler whose log, without a year, shows three failed starts and then a start.
  private func causes(after last: String) throws -> [String] {
    let failures = ["11", "21", "31"].flatMap { second in
      [
        "\(second).811 worker-1 systemd[1]: kube-scheduler.service: Main process exited, code=exited, status=203/EXEC",
        "\(second).812 worker-1 systemd[1]: kube-scheduler.service: Failed with result 'exit-code'.",
        "\(second).899 worker-1 systemd[1]: Started kube-scheduler.service - Kubernetes Scheduler.",
      ]
    }
    let log = failures.map { "Nov 21 03:53:\($0)\n" }.joined() + last
    let incident = try BundleReader.read(
      .memory([("kube-scheduler.log", log)]), keeping: LogInterests.ofAllModes, limits: ReadLimits())
    return DiagnosticEngine.diagnose(incident).rootCauses.map(\.id)
  }

  @Test func `What a log shows to run on is over, though nobody asked for its lines`() throws {
    let bound =
      "Nov 21 04:00:04.335 worker-1 kube-scheduler[158]: I1121 04:00:04.334763     158 scheduler.go:592] \"Successfully bound pod to node\" pod=\"shop/a\" node=\"worker-1\"\n"
    #expect(try causes(after: bound) == [])
  }

  @Test func `What has not run longer than before is caught between two failures`() throws {
    #expect(try causes(after: "") == ["scheduler-not-running"])
  }
}
