import ArgumentParser
import BundleReading
import Diagnosis
import Glibc
import Model
import Synchronization
import Testing

@testable import casefile

/// A copy without secrets, under other names or of the evidence only, has the diagnosis of the bundle.
struct RedactTests {
  private func bundle(_ incident: String) -> String {
    let root = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    return "/\(root)/Bundles/\(incident)/bundle.tar.gz"
  }

  private func copy(_ incident: String, _ options: [String]) throws -> [UInt8] {
    let written = Mutex<[UInt8]>([])
    let command = try #require(try Redact.parseAsRoot([bundle(incident)] + options) as? Redact)
    try command.run(.live) { bytes in
      written.withLock { $0 += bytes }
      return true
    }
    return written.withLock { $0 }
  }

  private func diagnosis(_ location: BundleLocation) throws -> Diagnosis {
    try Pipeline.live.analyze(location, limits: ReadLimits(), about: nil, at: nil).diagnosis
  }

  private func outline(_ diagnosis: Diagnosis) -> [String] {
    ["\(diagnosis.verdict)"] + diagnosis.rootCauses.map { "\($0.id) \($0.confidence) \($0.chain.map(\.id))" }.sorted()
      + diagnosis.symptoms.map(\.id).sorted()
  }

  /// All kept incidents, by the names of their folders.
  private static var incidents: [String] {
    let root = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    guard let folder = opendir("/\(root)/Bundles") else { return [] }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
      if !name.contains(".") { names.append(name) }
    }
    return names.sorted()
  }

  @Test func thereAreIncidents() { #expect(Self.incidents.count > 10) }

  @Test(arguments: incidents)
  func withoutSecretsNothingElseChanges(_ incident: String) throws {
    let own = try diagnosis(.path(bundle(incident)))
    let copied = try withPackedFile(try copy(incident, [])) { try diagnosis($0) }
    #expect(outline(copied) == outline(own))
    #expect(copied.rootCauses.map(\.subject.path) == own.rootCauses.map(\.subject.path))
    #expect(copied.rootCauses.map { $0.chain.map(\.text) } == own.rootCauses.map { $0.chain.map(\.text) })
  }

  /// The last hour before the capture, in which all of an incident lies: of less, less can be said.
  private func window(_ incident: String) throws -> [String] {
    let read = try BundleReader.read(.path(bundle(incident)), keeping: [LogSignature]())
    let captured = try #require(read.bundle.captured?.to.instant)
    let hour: Int64 = 3_600_000_000_000
    return [
      "--since", captured.advanced(by: -hour).rfc3339(.second), "--until",
      captured.advanced(by: 1_000_000_000).rfc3339(.second),
    ]
  }

  @Test(arguments: incidents)
  func howeverItIsReducedTheCauseIsTheSame(_ incident: String) throws {
    let own = outline(try diagnosis(.path(bundle(incident))))
    let window = try window(incident)
    for options in [["--anonymize"], ["--evidence-only"], window, ["--anonymize", "--evidence-only"] + window] {
      let copied = try withPackedFile(try copy(incident, options)) { try diagnosis($0) }
      #expect(outline(copied) == own, "\(options)")
    }
  }

  @Test func namesAndAddressesAreGone() throws {
    let bytes = try copy("diskpressure-container-gc", ["--anonymize"])
    let incident = try withPackedFile(bytes) { try BundleReader.read($0, keeping: [LogSignature]()) }
    let names = Set(incident.objects.flatMap { [$0.name, $0.namespace] })
    #expect(names.isDisjoint(with: ["worker-1", "batch-reports", "shop-prod", "report-export", "node-agent"]))
    #expect(names.contains("kube-system") || names.contains("default"))
    #expect(!incident.objects.contains { $0.string(at: "status.podIP")?.hasPrefix("10.") == true })
  }

  @Test func aWindowLeavesOutLinesOfJournals() throws {
    let window = ["--since", "2026-11-21T04:01:00Z", "--until", "2026-11-21T04:01:30Z"]
    let bytes = try copy("diskpressure-container-gc", window)
    let incident = try withPackedFile(bytes) { try BundleReader.read($0, keeping: [LogSignature]()) }
    let journals = incident.coverage.logs.filter { ["kubelet", "containerd"].contains($0.source.component) }
    #expect(!journals.isEmpty)
    for span in journals.flatMap(\.spans) {
      #expect(span.from.rfc3339 >= "2026-11-21T04:01:00" && span.to.rfc3339 < "2026-11-21T04:01:31")
    }
    #expect(incident.objects.contains { $0.kind == "Pod" })
  }

  @Test func valuesOfSecretsAreGone() throws {
    let written = Mutex<[UInt8]>([])
    let texts: [(path: String, text: String)] = [
      (
        "a.yaml",
        "apiVersion: v1\nkind: Secret\nmetadata: {name: a, uid: u}\nstringData:\n  note: |\n    first line\n    other line\n"
      ),
      ("b.json", #"{"apiVersion":"v1","kind":"Secret","metadata":{"name":"b","uid":"v"},"data":{"user":"YWRtaW4="}}"#),
    ]
    let incident = try BundleReader.read(.memory(texts), keeping: [LogSignature]())
    _ = try RedactedBundle(incident).write(from: .memory(texts)) { bytes in
      written.withLock { $0 += bytes }
      return true
    }
    let copied = try withPackedFile(written.withLock { $0 }) { try BundleReader.read($0, keeping: [LogSignature]()) }
    let values = copied.objects.map { $0.string(at: "stringData.note") ?? $0.string(at: "data.user") ?? "" }
    #expect(values == ["REDACTED\nREDACTED\n", "REDACTED"])
  }

  @Test func theSameBundleGivesTheSameBytes() throws {
    #expect(try copy("oomkilled", ["--anonymize"]) == (try copy("oomkilled", ["--anonymize"])))
  }
}
