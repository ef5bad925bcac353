import BundleReading
import Model
import Reporting

/// The program from left to right: read, diagnose. Commands get it as a value, so that tests can give them another.
struct Pipeline: Sendable {
  /// Reads a bundle.
  var read: @Sendable (BundleLocation, ReadLimits) throws(ReadError) -> Incident
  /// Answers why it happened, or what explains one object at one time.
  var diagnose: @Sendable (Incident, EntityReference?, Moment?) -> Diagnosis
  /// Parses an `expect.yaml`.
  var parseYAML: @Sendable ([UInt8]) throws -> Value
  /// All failure modes, sorted by id.
  var catalog: @Sendable () -> [CatalogEntry]

  /// Reads and diagnoses.
  func analyze(
    _ location: BundleLocation, limits: ReadLimits, about: EntityReference?, at moment: Moment?
  ) throws(ReadError) -> (incident: Incident, diagnosis: Diagnosis) {
    let incident = try read(location, limits)
    return (incident, diagnose(incident, about, moment))
  }
}

extension Pipeline {
  /// The real one. The reader and the engine are joined here once both are merged.
  static let live = Pipeline(
    read: { location, _ throws(ReadError) in
      throw .unreadable(path: location.name, reason: "this build has no reader")
    },
    diagnose: { incident, _, _ in
      Diagnosis(
        verdict: .undetermined, rootCauses: [], symptoms: [], findings: [], bundle: incident.bundle,
        coverage: incident.coverage)
    },
    parseYAML: { _ in Value(.null, line: 1) },
    catalog: { [] })
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
