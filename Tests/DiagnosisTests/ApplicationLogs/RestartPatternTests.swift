import Model
import Testing

@testable import BundleReading
@testable import Diagnosis

/// A container that has failed once or twice: only with a word of a known kind, and only while it is not ready.
struct RestartPatternTests {
  private func modes(ready: Bool, log: String, finished: String = "2024-05-06T09:59:00Z") throws -> [String] {
    let pod = """
      apiVersion: v1
      kind: Pod
      metadata: {name: api-0, namespace: shop, uid: u1, creationTimestamp: "2024-05-06T09:50:00Z"}
      spec: {restartPolicy: Always, containers: [{name: main, image: a}]}
      status:
        phase: Running
        containerStatuses:
        - {name: main, ready: \(ready), restartCount: 1, state: {running: {startedAt: "2024-05-06T09:59:01Z"}}, \
      lastState: {terminated: {exitCode: 1, reason: Error, startedAt: "2024-05-06T09:58:30Z", finishedAt: "\(finished)"}}}

      """
    let incident = try BundleReader.read(
      .memory(ApplicationExample.pod(pod, log: log) + [StartExample.date]), keeping: LogInterests.ofAllModes,
      limits: ReadLimits())
    return Investigation(incident).applicationFailures.map(\.mode)
  }

  @Test func aKnownWordTellsAtOnce() throws {
    let denied = "java.sql.SQLException: Access denied for user 'api'@'10.1.2.3' (using password: YES)\n"
    #expect(try modes(ready: false, log: denied) == ["app-auth-failure"])
    #expect(try modes(ready: true, log: denied).isEmpty)
    #expect(try modes(ready: false, log: denied, finished: "2024-05-06T09:20:00Z").isEmpty)
  }

  @Test func anUnknownWordNeedsAHabit() throws {
    #expect(try modes(ready: false, log: "error: giving up\n").isEmpty)
  }
}
