import Diagnosis
import Model
import Reporting
import Testing

@testable import BundleReading
@testable import casefile

/// What people send is often one file. Each artifact of each kept incident, alone, must not name another cause than the
/// whole bundle: what an excerpt cannot know, it must not claim.
struct ArtifactAloneTests {
  private static let root = "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
  private static let incidents = (try? KeptIncident.find(in: "\(root)/Bundles")) ?? []

  private static let interests = LogInterests(FailureModes.signatures)

  /// Larger ones are logs in one more rendering; the whole bundle replays them.
  private static let mostBytes = 200_000

  /// Causes of the incident before in the same cluster: logs reach back into it, and some end before it was over, or do
  /// not tell that the pod was deleted. Of such a piece they are the truth.
  private static let incidentBefore = [
    "apiserver-down": ["apiserver-or-control-plane-cert-expired"],
    "imagepullbackoff": ["oom-container-limit"],
    "init-container-failing": ["wrong-command-or-args"],
    "permission-denied": ["wrong-command-or-args"],
  ]

  @Test func `Incidents are there`() {
    #expect(Self.incidents.count > 10)
  }

  @Test(arguments: incidents.map(\.name))
  func `An artifact alone names no wrong cause`(_ name: String) throws {
    let file = "\(Self.root)/Bundles/\(name)/\(KeptIncident.expectation)"
    let expected = try ExpectedDiagnosis(decoding: Pipeline.live.parseYAML(contents(ofFile: file), file), file: file)
    let causes = Set(expected.rootCauses.flatMap(\.ids))
    var seen: Set<[UInt8]> = []
    var analyzed = 0
    for artifact in try BundleForms.files(ofIncident: name) {
      guard !artifact.bytes.isEmpty, artifact.bytes.count <= Self.mostBytes else { continue }
      guard seen.insert(Self.shape(artifact.bytes)).inserted, let alone = try Self.diagnosis(of: artifact) else {
        continue
      }
      analyzed += 1
      let before = artifact.path.hasPrefix("nodes/") ? Self.incidentBefore[name] ?? [] : []
      let wrong = alone.rootCauses.filter { !causes.contains($0.id) && !before.contains($0.id) }
      #expect(wrong.map { "\($0.id) \($0.subject.path)" } == [], "\(artifact.path)")
    }
    #expect(analyzed > 20)
  }

  /// Nil where nothing in it is recognized.
  private static func diagnosis(of artifact: BundleFile) throws -> Diagnosis? {
    let name = artifact.path.split(separator: "/").last.map(String.init) ?? artifact.path
    let location = BundleForms.location([artifact.at(name)])
    let read = Result { () throws(ReadError) in try BundleReader.read(location, keeping: interests) }
    switch read {
    case .success(let incident): return DiagnosticEngine.diagnose(incident)
    case .failure(.nothingRecognised): return nil
    case .failure(let error): throw error
    }
  }

  /// The text without digits and hexadecimal letters: of logs that differ in times and ids one is enough.
  private static func shape(_ bytes: [UInt8]) -> [UInt8] {
    bytes.filter { byte in
      !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) && !(UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
    }
  }
}
