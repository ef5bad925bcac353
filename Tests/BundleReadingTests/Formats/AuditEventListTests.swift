import Model
import Testing

@testable import BundleReading

@Suite struct AuditEventListTests {
  private func lines(_ text: String, chunk: Int = .max) throws -> [LogLine] {
    let facts = try #require(read(text, path: "audit.json", everything: true, chunk: chunk))
    #expect(facts.format == "audit-event-list" && facts.cut.isEmpty && facts.objects.isEmpty)
    return facts.log?.lines ?? []
  }

  /// The same as the line that the API server's own file would have.
  @Test(arguments: [Int.max, 1, 7])
  func eachItemIsAnEventOfTheAudit(_ chunk: Int) throws {
    let line = try #require(try lines(AuditEventList.samples[0], chunk: chunk).first)
    #expect(line.component == "audit" && line.message.hasPrefix("delete pods shop/web-0 by jane: 200"))
    #expect(line.time == (try Sample.absolute("2026-11-21T04:01:20.005000Z")) && line.evidence.line == 1)
    #expect(line.fields.contains(LogRecord.Field(key: "user", value: "jane")))
  }

  @Test func severalListsAndIndentedOnes() throws {
    let found = try lines(AuditEventList.samples[1] + AuditEventList.samples[0] + AuditEventList.samples[0])
    #expect(found.map(\.evidence.line) == [6, 14, 15])
  }

  @Test func bracketsInTextsEndNothing() throws {
    let text = AuditEventList.samples[0].replacing("\"jane\"", with: #""}]}\" {[""#)
    #expect(try lines(text).count == 1)
  }

  @Test func aListThatDoesNotEndIsTold() throws {
    let facts = try #require(
      read(String(AuditEventList.samples[0].prefix(200)), path: "audit.json", everything: true))
    #expect(facts.cut.map(\.line) == [1] && facts.log?.lines.isEmpty == true)
  }

  @Test func anEventThatIsTooLongIsLeftOut() throws {
    var reader = AuditListReader(path: "a", keeping: LogInterests([], keepsEverything: true))
    var limits = ReadLimits()
    limits.lineBytes = 100
    reader.keep(within: limits)
    Array(AuditEventList.samples[0].utf8).withUnsafeBytes { reader.consume($0) }
    let facts = reader.finish(isCut: false)
    #expect(facts.limits.map(\.line) == [1] && facts.log?.lines.isEmpty == true)
  }
}
