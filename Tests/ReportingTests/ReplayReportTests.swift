import Model
import Testing

@testable import Reporting

struct ReplayReportTests {
  static let outcomes = [
    ReplayOutcome(incident: "healthy-baseline", verdict: .noProblemFound, differences: []),
    ReplayOutcome(
      incident: "oom<killed>&\"co\"", verdict: .undetermined,
      differences: ["verdict is undetermined, expected root-cause", "a \u{1b}[31m <&> \u{0} difference"]),
    ReplayOutcome(incident: "gone", verdict: nil, differences: ["bundle.tar.gz: No such file or directory"]),
  ]

  @Test func `The table names what differs`() throws {
    try expectSnapshot(ReplayReport.text(Self.outcomes), "replay.txt")
    #expect(ReplayReport.text([Self.outcomes[0]]).hasSuffix("\n1 incident, all as expected\n"))
  }

  @Test func `JUnit is escaped and has no times`() throws {
    let report = ReplayReport.junit(Self.outcomes)
    try expectSnapshot(report, "replay.xml")
    #expect(!report.contains("time="))
    #expect(!report.unicodeScalars.contains { $0.isSteering && $0 != "\n" })
  }

  @Test func `JSON is valid`() throws {
    let document = try #require(JSONChecker.parse(ReplayReport.json(Self.outcomes)))
    #expect(document.items.map { $0["asExpected"] } == [.boolean(true), .boolean(false), .boolean(false)])
    #expect(document[2]?["verdict"] == .null)
  }
}
