import Model
import Testing

@testable import BundleReading

@Suite struct KernelRingBufferJSONTests {
  @Test func theMessagesAreThoseOfThePlainForm() throws {
    let signature = LogSignature("oom", component: "kernel", literals: ["Out of memory: Killed process"])
    let facts = try #require(
      read(KernelRingBufferJSON.samples[0], path: "nodes/w/dmesg.json", signatures: [signature], chunk: 5))
    let line = try #require(facts.log?.lines.first)
    #expect(facts.format == "dmesg-json" && facts.cut.isEmpty && line.signatures == ["oom"] && line.host == "w")
    #expect(line.message == "Out of memory: Killed process 4242 (java)" && line.time == nil && line.evidence.line == 6)
  }

  @Test func timesOfTheCalendar() throws {
    let iso = try #require(read(KernelRingBufferJSON.samples[1], path: "a.txt", everything: true)?.log?.lines.first)
    #expect(iso.time == (try Sample.absolute("2026-11-21T03:56:12.123456Z")) && iso.component == "kernel")
    let local = KernelRingBufferJSON.samples[1].replacing(
      "2026-11-21T03:56:12,123456+00:00", with: "Sat Nov 21 03:56:12 2026")
    let line = try #require(read(local, path: "a.txt", everything: true)?.log?.lines.first)
    #expect(line.time == .local(Sample.local(11, 21, 3, 56, 12, year: 2026, precision: .second)))
  }

  @Test func aDocumentThatDoesNotEndIsTold() throws {
    let text = KernelRingBufferJSON.samples[0].split(separator: "\n").prefix(9).joined(separator: "\n")
    let facts = try #require(read(text, path: "a.txt", everything: true))
    #expect(facts.cut.map(\.line) == [9] && facts.log?.lines.count == 1)
  }
}
