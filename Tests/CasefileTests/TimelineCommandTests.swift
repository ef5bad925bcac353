import ArgumentParser
import BundleReading
import Model
import Reporting
import Testing

@testable import casefile

struct TimelineCommandTests {
  @Test func `All options are understood`() throws {
    let timeline: TimelineCommand = try command(
      "timeline", "b", "--follow", "po/shop/db-0/main", "--node", "a", "--node", "b", "-n", "shop", "--pod", "db-*",
      "--component", "kubelet", "--component", "event", "--severity", "warning", "--since", "-2h30m", "--until",
      "2026-11-21T04:01:20Z", "--at", "2026-11-21T04:01:00Z", "-o", "json=t.jsonl", "--all")
    let request = try timeline.request()
    #expect(request.followed == EntityReference(kind: "Pod", namespace: "shop", name: "db-0"))
    #expect(request.filter.nodes == ["a", "b"] && request.filter.namespaces == ["shop"])
    #expect(request.filter.pods == ["db-*"])
    #expect(request.components == ["kubelet"])
    #expect(request.filter.severity == .warning)
    #expect(request.since == .before(9_000_000_000_000))
    #expect(request.mark?.rfc3339 == "2026-11-21T04:01:00Z")
    #expect(request.outputs == [.init(format: .json, output: .file("t.jsonl"))])
    #expect(timeline.all)
  }

  @Test(arguments: [
    ([], "<bundle>"), ([""], "empty"), (["b", "-o", "markdown"], "there are text, json"),
    (["b", "--since", "yesterday"], "-30m"), (["b", "--until", "2026-11-21T04:01:20"], "--until"),
    (["b", "--severity", "bad"], "debug, info"), (["b", "--follow", "db-0"], "'--follow db-0'"),
    (["b", "--at", "noon"], "with its zone"), (["b", "--color", "red"], "auto, always or never"),
  ])
  func `Wrong use is told`(_ arguments: [String], _ says: String) throws {
    #expect(try usageError(["timeline"] + arguments).contains(says))
  }

  @Test(arguments: [("-30m", 1800), ("30m", 1800), ("-1d", 86_400), ("45s", 45), ("2h30m", 9000)] as [(String, Int64)])
  func `Distances count back from the capture`(_ text: String, _ seconds: Int64) throws {
    let argument = try TimeArgument.parse(text, option: "--since")
    #expect(argument == .before(seconds * 1_000_000_000))
    let captured = Moment(Instant(nanoseconds: 1_000_000_000_000_000), precision: .second)
    #expect(
      argument.instant(end: captured)?.nanoseconds == 1_000_000_000_000_000 - seconds * 1_000_000_000)
    #expect(argument.instant(end: nil) == nil)
  }

  @Test(arguments: ["", "-", "m", "30", "5x", "--30m", "1.5h", "99999999999999999999s", "999999999d", "３0m"])
  func `Other distances are refused`(_ text: String) {
    #expect(throws: ValidationError.self) { try TimeArgument.parse(text, option: "--since") }
  }
}
