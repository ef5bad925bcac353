import Model

/// `redaction.txt` of our own collector: where it replaced secrets, and how often.
enum RedactionReport: ArtifactFormat {
  static let name = "casefile-redaction"
  static let what = "Where casefile's own collector replaced secrets, and which names are pseudonyms."
  static let sources = ["casefile collect"]
  static let samples = [
    "casefile redaction report\nfile\ttimes\twhat\nnodes/worker-1/processes.txt\t1\tcommand line\n"
  ]

  private static let title: StaticString = "casefile redaction report"

  static func claim(_ head: ArtifactHead) -> Int {
    var isFound = false
    head.withLines(atMost: 1) { isFound = $0.count == title.utf8CodeUnitCount && $0.has(title) }
    return isFound ? 95 : 0
  }

  static func makeReader(for head: ArtifactHead, keeping interests: LogInterests) -> any ArtifactReader {
    LineReader(path: head.path, consumer: RedactionReportLines(path: head.path))
  }
}

/// Reads rows `nodes/worker-1/processes.txt 1 command line`, tabs between.
struct RedactionReportLines: LineConsumer {
  private var facts: ArtifactFacts
  private let folder: String

  init(path: String) {
    facts = ArtifactFacts(path: path, format: RedactionReport.name)
    let name = path.split(separator: "/").last ?? ""
    folder = String(path.dropLast(name.count))
  }

  mutating func take(_ line: TextLine) {
    let cells = line.bytes.part(0, 4096).text.split(separator: "\t", omittingEmptySubsequences: false)
    guard cells.count == 3, let count = Int(cells[1]), count > 0 else { return }
    let times = count == 1 ? "once" : "\(count) times"
    facts.redacted.append(
      Coverage.Note(path: folder + cells[0], text: "the collector replaced secrets \(times): \(cells[2])"))
  }

  mutating func finish(lineCount: Int) -> ArtifactFacts { facts }
}
