import Model
import Testing

@testable import Reporting

struct JSONReportTests {
  @Test(arguments: Samples.all.map(\.name))
  func `Each verdict has its report`(_ name: String) throws {
    let sample = try #require(Samples.all.first { $0.name == name })
    let report = JSONReport.render(sample.diagnosis)
    _ = try #require(JSONChecker.parse(report))
    try expectSnapshot(report, "\(name).json")
  }

  @Test func `Keys stand as in the schema`() throws {
    let report = try #require(JSONChecker.parse(JSONReport.render(Samples.rootCause)))
    #expect(
      report.keys == [
        "schemaVersion", "tool", "bundle", "verdict", "rootCauses", "symptoms", "findings", "changes", "coverage",
        "evidence",
      ])
    #expect(report["bundle"]?.keys == ["name", "sha256", "artifacts", "bytes", "capturedAt"])
    let cause = try #require(report["rootCauses"]?[0])
    #expect(
      cause.keys == [
        "id", "title", "confidence", "subject", "subjects", "time", "affected", "chain", "edges", "ruledOut",
        "undecided", "remedies", "references",
      ])
    #expect(cause["subject"]?.keys == ["kind", "namespace", "name", "container"])
    #expect(cause["affected"]?[0]?.keys.prefix(6) == ["kind", "namespace", "name", "role", "effect", "count"])
    #expect(cause["chain"]?[0]?.keys == ["id", "role", "subject", "text", "time", "confidence", "evidence"])
    #expect(cause["edges"]?[0]?.keys == ["from", "to", "mechanism", "verdict", "evidence"])
    #expect(cause["ruledOut"]?[0]?.keys == ["id", "reason", "evidence"])
    #expect(cause["undecided"]?[0]?.keys == ["id", "artifact", "collect"])
    #expect(cause["remedies"]?[0]?.keys == ["when", "text", "commands"])
    #expect(
      report["symptoms"]?[0]?.keys == [
        "id", "subject", "time", "text", "evidence", "explainedBy", "ruledOut", "undecided",
      ])
    #expect(report["findings"]?[0]?.keys == ["id", "role", "subject", "text", "evidence"])
    #expect(
      report["coverage"]?.keys.prefix(8) == [
        "sources", "missing", "forbidden", "cut", "redacted", "unrecognised", "limits", "clockOffsets",
      ])
    #expect(report["coverage"]?["sources"]?[0]?.keys.prefix(2) == ["source", "spans"])
    #expect(report["evidence"]?[0]?.keys == ["path", "line", "text", "object", "field", "time", "cut"])
  }

  @Test func `Evidence stands once, in the order of its first use`() throws {
    let report = try #require(JSONChecker.parse(JSONReport.render(Samples.rootCause)))
    let evidence = try #require(report["evidence"]).items
    #expect(!evidence.isEmpty)
    for (offset, entry) in evidence.enumerated() { #expect(!evidence[..<offset].contains(entry)) }
    var highest = -1
    for offset in offsets(in: report) {
      #expect(offset <= highest + 1)
      highest = max(highest, offset)
    }
    #expect(highest == evidence.count - 1)
  }

  @Test func `What is not known is empty, not absent`() throws {
    let report = try #require(JSONChecker.parse(JSONReport.render(Samples.noProblemFound)))
    #expect(report["bundle"]?["sha256"] == .null)
    #expect(report["bundle"]?["capturedAt"] == .object([]))
    #expect(report["rootCauses"] == .array([]))
  }

  @Test(arguments: ["\u{0}\u{1}\u{1f}", "\"\\/", "\u{7f}\u{9b}", "\u{2028}\u{202e}", "\u{e0001}x", "日本語 🙂", "\r\n\t"])
  func `Any text comes back as it was`(_ text: String) throws {
    var diagnosis = Samples.undetermined
    diagnosis.bundle.name = text
    diagnosis.symptoms[0].subject.name = text
    let report = try #require(JSONChecker.parse(JSONReport.render(diagnosis)))
    #expect(report["bundle"]?["name"] == .string(text))
    #expect(report["symptoms"]?[0]?["subject"]?["name"] == .string(text))
  }

  /// All offsets of evidence in document order.
  private func offsets(in document: JSONChecker.Document) -> [Int] {
    switch document {
    case .array(let items): items.flatMap(offsets)
    case .object(let members):
      members.flatMap { member in
        guard member.key == "evidence", case .array(let items) = member.value else { return offsets(in: member.value) }
        return items.compactMap { item in
          if case .number(let text) = item { Int(text) } else { nil }
        }
      }
    default: []
    }
  }
}
