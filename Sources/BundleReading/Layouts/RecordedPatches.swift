import Model

/// What changed of an object while a recording ran, as crust-gather keeps it in `<name>.patch` beside `<name>.yaml`: a JSON
/// patch a line.
///
///     [{"op":"replace","path":"/status/phase","value":"Failed"}]
///
/// The patches are not applied: evidence names a line of one file, and a patched field would stand in another. What is
/// diagnosed is the beginning of the recording, and the coverage says so.
enum RecordedPatches: ArtifactFormat {
  static let name = "recorded-patches"
  static let what = "How an object changed during a recording. Told as missing: objects are read as they were before."
  static let sources = ["crust-gather record"]
  static let samples = [#"[{"op":"replace","path":"/status/phase","value":"Failed"}]"# + "\n"]

  static func claim(_ head: ArtifactHead) -> Int { head.firstLine(isPatch) ? 94 : 0 }

  static func makeReader(for head: ArtifactHead, keeping interests: LogInterests) -> any ArtifactReader {
    LineReader(path: head.path, consumer: RecordedPatchLines(path: head.path))
  }

  /// Whether a line is a list of operations.
  static func isPatch(_ line: LineBytes) -> Bool {
    guard line.has("[{\"op\":\"") else { return false }
    let operation = line.part(8, 20)
    return ["add\"", "remove\"", "replace\"", "move\"", "copy\"", "test\""].contains { operation.has($0) }
      && line.index(of: "\"path\":\"/") != nil
  }
}

/// Counts the changes.
struct RecordedPatchLines: LineConsumer {
  private let path: String
  private var changes = 0

  init(path: String) { self.path = path }

  mutating func take(_ line: TextLine) {
    if RecordedPatches.isPatch(line.bytes) { changes += 1 }
  }

  mutating func finish(lineCount: Int) -> ArtifactFacts {
    var facts = ArtifactFacts(path: path, format: RecordedPatches.name)
    if changes > 0 {
      let times = changes == 1 ? "one change" : "\(changes) changes"
      facts.missing.append(
        Coverage.Note(
          path: path, line: 1,
          text: "\(times) of the object during the recording: not applied, it is read as it was before"))
    }
    return facts
  }
}
