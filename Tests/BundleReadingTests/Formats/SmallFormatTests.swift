import Model
import Testing

@testable import BundleReading

/// `date` and what failed commands print.
@Suite struct SmallFormatTests {
  @Test(arguments: [
    ("Sat Nov 21 04:02:14 UTC 2026", "2026-11-21T04:02:14Z"), ("Sat Nov  1 04:02:14 GMT 2026", "2026-11-01T04:02:14Z"),
    ("Sat 21 Nov 2026 12:02:14 AM UTC", "2026-11-21T00:02:14Z"),
    ("Sat Nov 21 01:02:14 PM UTC 2026", "2026-11-21T13:02:14Z"),
    ("Sat, 21 Nov 2026 04:02:14 +0900", "2026-11-20T19:02:14Z"), ("2026-11-21T04:02:14+00:00", "2026-11-21T04:02:14Z"),
    ("2026-11-21 04:02:14 +01", "2026-11-21T03:02:14Z"), ("1795233734", "2026-11-21T04:02:14Z"),
    ("1795233734.500000000", "2026-11-21T04:02:14.500000000Z"),
    ("2026-11-21 04:02:14.25 UTC", "2026-11-21T04:02:14.250Z"),
  ])
  func datesWithAZoneAreInstants(_ text: String, _ time: String) throws {
    let capture = try #require(read("\(text)\n", path: "nodes/w/date.txt")?.captureTimes.first)
    #expect(capture.reading == .absolute(try #require(Moment(rfc3339: time))))
    #expect(capture.node == "w" && capture.evidence.text == text)
  }

  @Test func aZoneThatIsNotKnownLeavesALocalTime() throws {
    let capture = try #require(read("Sat Nov 21 11:02:14 PM CST 2026\n")?.captureTimes.first)
    #expect(
      capture.reading
        == .local(
          LocalTime(
            year: 2026, month: 11, day: 21, hour: 23, minute: 2, second: 14, nanosecond: 0, precision: .second)))
  }

  @Test(arguments: [
    "Sat Nov 21 04:02:14 UTC 2026\nhello\n", "12345\n", "version 1.2\n", "May 5\n", "10:00:00\n",
    "Sat Nov 21 04:02:14 UTC 2026\nSat Nov 21 04:02:14 UTC 2026\nSat Nov 21 04:02:14 UTC 2026\nSat Nov 21 04:02:14 UTC 2026\n",
  ])
  func otherTextIsNoDate(_ text: String) {
    #expect(read(text)?.format != "date")
  }

  @Test(arguments: [
    ("bundle/logs/api.log", "mkdir: cannot create directory '/data': Permission denied\n", "kubectl-logs"),
    ("bundle/logs/api.log", "Error: connect ECONNREFUSED 10.96.0.7:5432\n", "kubectl-logs"),
    ("bundle/logs/api.log", "error: the server doesn't have a resource type \"podz\"\n", "command-error"),
    ("bundle/api.txt", "cat: /etc/api: Permission denied\n", "command-error"),
  ])
  func whatAProgramSaysInItsLogIsNoAnswer(_ path: String, _ text: String, _ format: String) {
    #expect(read(text, path: path)?.format == format)
  }

  @Test func aRefusalIsForbiddenAndAFailureIsCut() throws {
    let refused = try #require(read("Error from server (Forbidden): pods is forbidden: User \"jane\" cannot list\n"))
    #expect(refused.forbidden.map(\.line) == [1] && refused.cut.isEmpty)
    let failed = try #require(read("The connection to the server 10.0.0.1:6443 was refused - did you specify?\n"))
    #expect(failed.forbidden.isEmpty && failed.cut.map(\.line) == [1])
    let empty = try #require(read("No resources found in shop namespace.\n"))
    #expect(empty.format == "command-error" && empty.forbidden.isEmpty && empty.cut.isEmpty)
    let socket = try #require(read("# ctr -n k8s.io containers ls\nctr: failed to dial \"/run/x.sock\": timeout\n"))
    #expect(socket.cut.map(\.line) == [2])
  }

  @Test func anErrorAmongOtherTextIsNoCommandError() {
    #expect(read("Name: x\nError from server (Forbidden): pods is forbidden: User\n")?.format != "command-error")
  }
}
