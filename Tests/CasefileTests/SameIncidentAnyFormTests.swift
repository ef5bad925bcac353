import BundleReading
import Diagnosis
import Model
import Testing

@testable import casefile

/// The same incident in the forms of other collectors gives the same root cause.
struct SameIncidentAnyFormTests {
  static let incident = "diskpressure-container-gc"

  private func expectCause(_ location: BundleLocation, _ form: String) throws {
    let (incident, diagnosis) = try Pipeline.live.analyze(location, limits: ReadLimits(), about: nil, at: nil)
    let causes = diagnosis.rootCauses.map { "\($0.id) \($0.subject.path)" }
    #expect(causes == ["pod-fills-node-disk Job/batch-reports/report-export"], "\(form)")
    #expect(diagnosis.symptoms.contains { $0.id == "container-logs-unavailable" }, "\(form)")
    #expect(incident.coverage.limits == [], "\(form)")
    #expect(
      incident.records.filter { $0.source.component == "kubelet" }.allSatisfy { $0.source.node == "worker-1" },
      "\(form)")
  }

  private func expectCause(packed bytes: [UInt8], _ form: String) throws {
    try withPackedFile(bytes) { try expectCause($0, form) }
  }

  @Test(arguments: [("zip", "none"), ("pax", "xz"), ("pax", "zstd"), ("pax", "bzip2"), ("pax", "lz4")])
  func `in another archive`(_ format: String, _ filter: String) throws {
    let files = try BundleForms.files(ofIncident: Self.incident)
    try expectCause(packed: BundleForms.pack(files, as: format, filter: filter), "\(format) \(filter)")
  }

  @Test func `with archives inside`() throws {
    let files = try BundleForms.files(ofIncident: Self.incident)
    try expectCause(packed: BundleForms.pack(BundleForms.nestedNodes(files), as: "zip"), "nested")
    for filter in ["gzip", "xz"] {
      let packed = BundleForms.packedLogs(files, filter: filter)
      try expectCause(packed: BundleForms.pack(packed, as: "pax"), "logs packed by \(filter)")
    }
  }

  @Test(
    arguments: [
      ("json", BundleForms.json), ("troubleshoot", BundleForms.troubleshoot), ("must-gather", BundleForms.mustGather),
      ("sos", BundleForms.sos), ("loose", BundleForms.loose),
      ("cluster-info dump", BundleForms.clusterInfoDump), ("text", BundleForms.text),
      ("Rancher logs-collector", BundleForms.rancherLogsCollector), ("crust-gather", BundleForms.crustGather),
    ] as [(String, @Sendable ([BundleFile]) -> [BundleFile])])
  func `in the layout of another collector`(_ name: String, _ form: @Sendable ([BundleFile]) -> [BundleFile]) throws {
    let files = form(try BundleForms.files(ofIncident: Self.incident))
    try expectCause(BundleForms.location(files), name)
  }

  private static let layouts: [(name: String, write: @Sendable ([BundleFile]) -> [BundleFile])] = [
    ("json", BundleForms.json), ("troubleshoot", BundleForms.troubleshoot), ("must-gather", BundleForms.mustGather),
    ("sos", BundleForms.sos), ("loose", BundleForms.loose), ("text", BundleForms.text),
  ]

  /// Causes that objects, Events and containers' logs show, whatever the layout, each with its subject.
  @Test(arguments: ["crashloop-app-error", "createcontainerconfigerror", "job-failures", "quota-exceeded"])
  func `Other incidents have the same causes in other layouts`(_ incident: String) throws {
    let files = try BundleForms.files(ofIncident: incident)
    let own = try Self.causes(files)
    #expect(!own.isEmpty)
    for layout in Self.layouts {
      #expect(try Self.causes(layout.write(files)) == own, "\(layout.name)")
    }
  }

  private static func causes(_ files: [BundleFile]) throws -> [String] {
    let location = BundleForms.location(files)
    let diagnosis = try Pipeline.live.analyze(location, limits: ReadLimits(), about: nil, at: nil).diagnosis
    return diagnosis.rootCauses.map { "\($0.id) \($0.subject.path)" }.sorted()
  }

  @Test func `in a zip with a zip for each node`() throws {
    let files = BundleForms.supportBundleKit(try BundleForms.files(ofIncident: Self.incident))
    try expectCause(packed: BundleForms.pack(files, as: "zip"), "support-bundle-kit")
  }

  /// Nothing of the API: who made the pods and what ran on the node before is not in it.
  @Test func `without the API what the node saw is told, and nothing else`() throws {
    let files = BundleForms.kind(try BundleForms.files(ofIncident: Self.incident))
    let (incident, diagnosis) = try Pipeline.live.analyze(
      BundleForms.location(files), limits: ReadLimits(), about: nil, at: nil)
    #expect(diagnosis.rootCauses.allSatisfy { $0.id == "pod-fills-node-disk" && $0.subject.name == "report-export" })
    #expect(diagnosis.symptoms.map(\.id).contains("pod-evicted"))
    #expect(incident.coverage.unrecognised == [])
  }
}
