import BundleReading
import Model
import Reporting

/// An incident of the repository: a bundle with its expected diagnosis.
struct KeptIncident: Equatable {
  /// The folder's name.
  var name: String
  /// The folder.
  var folder: String
  /// The bundle's path.
  var bundle: String

  /// The file that says what is expected.
  static let expectation = "expect.yaml"

  /// The incident in a folder, else those in its subfolders, sorted by name.
  static func find(in folder: String) throws(FileError) -> [KeptIncident] {
    let names = try names(inFolder: folder)
    if names.contains(expectation) { return [try incident(folder, names)] }
    var incidents: [KeptIncident] = []
    for name in names where isFolder("\(folder)/\(name)") {
      let subfolder = folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
      let inside = try casefile.names(inFolder: subfolder)
      if inside.contains(expectation) { incidents.append(try incident(subfolder, inside)) }
    }
    guard !incidents.isEmpty else { throw FileError(path: folder, reason: "no incident in it: no \(expectation)") }
    return incidents
  }

  private static func incident(_ folder: String, _ names: [String]) throws(FileError) -> KeptIncident {
    let candidates = names.filter { $0 == "bundle" || $0.hasPrefix("bundle.") }
    guard let bundle = candidates.first(where: { $0 == "bundle.tar.gz" }) ?? candidates.first else {
      throw FileError(path: folder, reason: "no bundle in it (bundle.tar.gz, bundle/ or another bundle.*)")
    }
    let name = folder.split(separator: "/").last.map(String.init) ?? folder
    return KeptIncident(name: name, folder: folder, bundle: "\(folder)/\(bundle)")
  }

  /// Diagnoses the bundle and compares.
  func replay(_ pipeline: Pipeline, limits: ReadLimits) throws -> ReplayOutcome {
    let file = "\(folder)/\(Self.expectation)"
    let document = try pipeline.parseYAML(try contents(ofFile: file), file)
    let expected = try ExpectedDiagnosis(decoding: document, file: file)
    let (incident, diagnosis) = try pipeline.analyze(.path(bundle), limits: limits, about: nil, at: nil)
    let differences = expected.differences(from: diagnosis, ownership: Ownership(incident))
    return ReplayOutcome(incident: name, verdict: diagnosis.verdict, differences: differences)
  }
}
