import Model
import Testing

@testable import BundleReading

@Suite struct AuditRecordsTests {
  private static let denial = LogSignature("denial", component: "", literals: ["avc:  denied"])

  @Test func aRecordHasItsTimeItsHostAndItsText() throws {
    let facts = try #require(read(AuditRecords.samples[1], path: "pasted.txt", signatures: [Self.denial]))
    let line = try #require(facts.log?.lines.first)
    #expect(facts.format == "audit-records" && facts.log?.lines.count == 1)
    #expect(
      line.host == "worker-1" && line.component == "auditd" && line.message == "avc:  denied  { read } for  pid=7")
    #expect(line.time == (try Sample.absolute("2026-11-21T04:01:20.967Z")) && line.signatures == ["denial"])
  }

  @Test func itSaysNothingOfWhatTheKernelLogCovers() throws {
    let facts = try #require(read(AuditRecords.samples[0], path: "nodes/w/audit.log", everything: true))
    #expect(facts.log?.extents.map { "\($0.host) \($0.component)" } == ["w auditd"])
    #expect(facts.log?.lines.map(\.message.isEmpty) == [false, false])
  }

  @Test(arguments: [
    "type=AVC msg=audit(1795233680.967): x", "type=AVC msg=audit(17952336801795233680.967:7): x", "node= type=AVC x",
    "type=AVC msg=audit(1795233680:7): x", "type=kubernetes.io/tls", "type=AVC",
  ])
  func otherLinesAreNoRecords(_ line: String) {
    Array(line.utf8).withUnsafeBytes { #expect(AuditRecordHeader.header(of: $0) == nil) }
  }
}
