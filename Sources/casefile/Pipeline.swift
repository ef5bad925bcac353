import BundleReading
import Diagnosis
import Model
import Reporting

/// The program from left to right: read, diagnose. Commands get it as a value, so that tests can give them another.
struct Pipeline: Sendable {
  /// Reads a bundle.
  var read: @Sendable (BundleLocation, ReadLimits) throws(ReadError) -> Incident
  /// Reads a bundle and compares its files with the digests that its collector wrote.
  var readChecked: @Sendable (BundleLocation, ReadLimits) throws(ReadError) -> Incident
  /// Reads a bundle with all lines of these components' logs; of all where none is named.
  var readEverything: @Sendable (BundleLocation, Set<String>, ReadLimits) throws(ReadError) -> Incident
  /// Answers why it happened, or what explains one object at one time.
  var diagnose: @Sendable (Incident, EntityReference?, Moment?) -> Diagnosis
  /// Parses an `expect.yaml`.
  var parseYAML: @Sendable (_ bytes: [UInt8], _ path: String) throws -> Value
  /// The words of the messages that failure modes look for, in lower case.
  var messageWords: @Sendable () -> Set<String>
  /// All failure modes, sorted by id.
  var catalog: @Sendable () -> [CatalogEntry]

  /// Reads and diagnoses.
  func analyze(
    _ location: BundleLocation, limits: ReadLimits, markers: [Change] = [], about: EntityReference?, at moment: Moment?
  ) throws(ReadError) -> (incident: Incident, diagnosis: Diagnosis) {
    var incident = try read(location, limits)
    incident.markers = markers
    return (incident, diagnose(incident, about, moment))
  }
}

extension Pipeline {
  /// The real one.
  static let live = Pipeline(
    read: { location, limits throws(ReadError) in
      try BundleReader.read(location, keeping: FailureModes.signatures, limits: limits)
    },
    readChecked: { location, limits throws(ReadError) in
      try BundleReader.read(
        location, keeping: .signatures(FailureModes.signatures), limits: limits, checkingDigests: true)
    },
    readEverything: { location, components, limits throws(ReadError) in
      try BundleReader.read(
        location, keeping: .everything(FailureModes.signatures, components: components), limits: limits)
    },
    diagnose: { incident, about, moment in DiagnosticEngine.diagnose(incident, about: about, at: moment) },
    parseYAML: { bytes, path in
      let document = BundleReader.readYAML(bytes, path: path)
      if let note = document.notes.first {
        throw FileError(path: path, reason: "line \(note.line): \(note.text)")
      }
      return document.value
    },
    messageWords: {
      Set(
        FailureModes.signatures.flatMap(\.literals).flatMap { literal in
          literal.lowercased().split { !$0.isLetter && !$0.isNumber && $0 != "-" }.map(String.init)
        })
    },
    catalog: {
      FailureModes.cards.map { card in
        let examples = FailureModes.examples(of: card.id)
        func artifacts(_ example: Example?) -> [CatalogEntry.ExampleArtifact] {
          example?.artifacts.map { .init(path: $0.path, text: $0.text) } ?? []
        }
        return CatalogEntry(
          card: card, causes: FailureModes.causes(of: card.id), effects: FailureModes.effects(of: card.id),
          firing: artifacts(examples?.fires), nearMiss: artifacts(examples?.staysSilent))
      }
    })
}

extension BundleLocation {
  /// How messages name it.
  var name: String {
    switch self {
    case .path(let path): path
    case .standardInput: "standard input"
    case .memory: "memory"
    }
  }
}
