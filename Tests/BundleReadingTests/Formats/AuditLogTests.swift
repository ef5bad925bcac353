import Model
import Testing

@testable import BundleReading

@Suite struct AuditLogTests {
  @Test func aRequestIsAFactInWords() throws {
    let facts = try #require(read(AuditLog.samples[0], path: "var/log/audit.log", everything: true))
    #expect(facts.format == "audit-log" && facts.objects.isEmpty)
    let line = try #require(facts.log?.lines.first)
    #expect(
      line.message
        == "create pods/eviction shop/web-0 by system:serviceaccount:kube-system:autoscaler: 429 TooManyRequests")
    #expect(line.severity == .warning && line.component == "audit" && line.evidence.line == 1)
    #expect(line.time == .absolute(try #require(Moment(rfc3339: "2026-11-21T04:01:20.005000Z"))))
    #expect(line.fields.contains { $0.key == "verb" && $0.value == "create" })
    #expect(facts.log?.extents.map(\.component) == ["audit"])
  }

  @Test func signaturesAreSoughtInTheLine() throws {
    let signature = LogSignature("evicted", component: "audit", literals: ["\"subresource\":\"eviction\""])
    let facts = try #require(
      read(AuditLog.samples[0] + AuditLog.samples[0].replacing("eviction", with: "status"), signatures: [signature]))
    #expect(facts.log?.lines.map(\.signatures) == [["evicted"]])
  }

  @Test func theLogOfTheAPIServerIsNotCoveredByIt() throws {
    let facts = try #require(read(AuditLog.samples[0], path: "kube-apiserver/audit.log"))
    #expect(facts.log?.extents.contains { $0.component == "kube-apiserver" } == false)
  }

  @Test func aLineThatIsCutKeepsItsNeighbors() throws {
    let line = AuditLog.samples[0]
    let facts = try #require(read("\(line)\(line.prefix(300))\n\(line)", everything: true))
    #expect(facts.log?.lines.map(\.evidence.line) == [1, 2, 3])
    #expect(facts.log?.lines.map { $0.time == nil } == [false, true, false])
  }
}
