import BundleReading
import Model
import Testing

@testable import Reporting

struct InspectReportTests {
  @Test func `A bundle has its inventory`() throws {
    let incident = try BundleSamples.incident()
    try expectSnapshot(InspectReport.text(incident), "inspect.txt")
    try expectSnapshot(InspectReport.json(incident), "inspect.json")
  }

  @Test func `Every artifact is listed once`() throws {
    let incident = try BundleSamples.incident()
    let paths = incident.artifacts.map(\.path) + incident.coverage.unrecognised.map(\.path)
    #expect(paths.sorted() == BundleSamples.artifacts.map(\.path).sorted())
  }

  @Test func `A hundred percent means all`() throws {
    var incident = Incident(bundle: BundleDescription(name: "b", artifacts: 1000, bytes: 1_000_000))
    incident.artifacts = (0..<999).map { ArtifactDescription(path: "\($0)", format: "f", bytes: 1000) }
    #expect(RecognizedShare(incident).artifactPercent == 99)
    #expect(RecognizedShare(incident).bytePercent == 99)
    incident.artifacts.append(ArtifactDescription(path: "last", format: "f", bytes: 1000))
    #expect(RecognizedShare(incident).artifactPercent == 100)
    #expect(RecognizedShare(incident).bytePercent == 100)
  }

  @Test(arguments: [
    ("Pod", "Pods"), ("Ingress", "Ingresses"), ("NetworkPolicy", "NetworkPolicies"), ("Endpoints", "Endpoints"),
    ("Gateway", "Gateways"), ("PodMetrics", "PodMetrics"), ("StorageClass", "StorageClasses"),
  ])
  func `Kinds have their plural`(_ kind: String, _ expected: String) {
    #expect(plural(kind) == expected)
  }

  @Test func `Hostile names are written out`() {
    let text = "\u{1b}[31m\u{202e}\n"
    var artifact = ArtifactDescription(path: text, format: text, bytes: 1)
    artifact.objects = [.init(kind: text, namespace: text, rendering: .api, count: 1)]
    artifact.logs = [.init(source: LogSource(node: text, component: text), span: nil)]
    artifact.containerLogs = [.init(container: nil, isPrevious: false, lines: 1, answer: .other(message: text))]
    let incident = Incident(bundle: BundleDescription(name: text), artifacts: [artifact])
    for report in [InspectReport.text(incident), InspectReport.json(incident)] {
      #expect(!report.unicodeScalars.contains { $0.isSteering && $0 != "\n" })
    }
  }
}
