import ArgumentParser
import BundleReading
import Model

/// Work on the cluster that the user knows of, next to what the bundle tells.
struct ChangeOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Deployments and other work, one a line: time, perhaps kind/namespace/name, what. Repeatable.", valueName: "file")
  )
  var changes: [String] = []

  /// All markers in order of time. Lines that are none are complained of by file and line.
  func markers() throws(FileError) -> [Change] {
    var markers: [Change] = []
    for path in changes {
      let (found, notes) = ChangeMarkers.read(try contents(ofFile: path), path: path)
      markers += found
      for note in notes { Output.complain("\(note.path):\(note.line): \(note.text)") }
    }
    return markers.sorted()
  }
}
