import Model
import Testing

@testable import BundleReading

@Suite struct EventMessagesTests {
  private func events(_ text: String) -> [(reason: String, subject: String, message: String, line: Int)] {
    (read(text, path: "error.txt")?.objects ?? []).filter { $0.kind == "Event" }.map {
      (
        $0.string(at: "reason") ?? "", $0.string(at: "involvedObject.kind") ?? "", $0.string(at: "message") ?? "",
        $0.value(at: "message")?.line ?? 0
      )
    }
  }

  @Test func `A mount's output goes on with its message`() throws {
    let found = events(
      """
      MountVolume.SetUp failed for volume "ledger" : mount failed: exit status 32
      Mounting command: mount
      Output: mount.nfs: No such device

      """)
    let event = try #require(found.first)
    #expect(found.count == 1 && event.reason == "FailedMount" && event.subject == "Pod" && event.line == 1)
    #expect(event.message.hasSuffix("Output: mount.nfs: No such device"))
  }

  @Test(arguments: [
    ("Reason:   Evicted\nMessage:  The node was low on resource: memory.\n", "Evicted"),
    ("\"reason\":\"OutOfcpu\",\n\"message\":\"Node didn't have enough resource: cpu, requested: 1\",\n", "OutOfcpu"),
    ("status:\n  message: 'Pod Node didn''t have enough resource: memory, requested: 5'\n", "OutOfmemory"),
    ("Failed to pull image \"a/b:1\": rpc error: code = NotFound\n", "Failed"),
  ])
  func `Labels and quotes are no part of it`(_ text: String, _ reason: String) throws {
    let event = try #require(events(text).first)
    #expect(event.reason == reason && !event.message.hasPrefix("\"") && !event.message.contains("''"))
  }

  @Test(arguments: [
    "2024-05-06 INFO Readiness probe failed: 3 times\n", "MountVolume\n",
  ])
  func `Words of somebody else are none`(_ text: String) {
    #expect(events(text).isEmpty)
  }
}
