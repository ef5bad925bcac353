import Model

/// What `kubectl get` and `kubectl events` print without `-o yaml`: tables, also several in one file, with the commands
/// before them.
enum KubectlTable: ArtifactFormat {
  static let name = "kubectl-table"
  static let what = "Objects by row, with or without header, narrow or wide. Ages count from the capture time."
  static let sources = ["kubectl get", "kubectl get -o wide", "kubectl get events", "kubectl events"]
  static let samples = [
    "NAME       STATUS   ROLES    AGE     VERSION\nworker-1   Ready    <none>   8m29s   v1.20.2\n",
    "NAMESPACE       LAST SEEN   TYPE      REASON      OBJECT\nbatch-reports   5m44s       Normal    Scheduled   pod/a\n",
    "LAST SEEN   TYPE      REASON      OBJECT      MESSAGE\n5m44s       Normal    Scheduled   pod/a       assigned\n",
    "$ kubectl get po -n shop\nNAME    READY   STATUS    RESTARTS   AGE\nweb-0   1/1     Running   0          5d\n",
    "2m17s       Warning   BackOff      pod/web-0     Back-off restarting failed container\n",
  ]

  /// Lines of other text, prompts among them, that may stand before the first header.
  private static let longestPreface = 8

  static func claim(_ head: ArtifactHead) -> Int {
    guard !head.isBinary else { return 0 }
    var result = 0
    var lines = 0
    var rows = 0
    var hasCommand = false
    head.withLines(atMost: 24) { line in
      guard result == 0, !isRemark(line) else { return }
      lines += 1
      let text = TableText(line.part(0, 4096))
      if TableContext(command: text) != nil {
        hasCommand = true
      } else if lines <= longestPreface, TableColumns(text) != nil {
        // Words above a header may be anything; a command above it is what printed it.
        result = lines == 1 || hasCommand ? 81 : 60
      } else if HeadlessLayout.mayBeRow(line), HeadlessLayout.row(text, line: lines) != nil {
        rows += 1
      }
    }
    return result == 0 && rows > 0 && rows * 3 > lines ? 65 : result
  }

  /// A comment of the collector, or a warning of kubectl such as `Warning: v1 Endpoints is deprecated in v1.33+`.
  static func isRemark(_ line: LineBytes) -> Bool {
    (line.has("#") && line.index(of: " kubectl ") == nil) || line.has("Warning: ")
  }

  static func makeReader(for head: ArtifactHead, keeping interests: LogInterests) -> any ArtifactReader {
    TableReader(path: head.path, terminalWidth: TerminalWidth.width(of: head))
  }
}

/// Reads the tables of an artifact; one that is cut holds no complete list.
struct TableReader: ArtifactReader {
  private var lines: LineReader<TableLines>

  init(path: String, terminalWidth: Int? = nil) {
    lines = LineReader(path: path, consumer: TableLines(path: path, terminalWidth: terminalWidth))
  }

  mutating func consume(_ bytes: UnsafeRawBufferPointer) { lines.consume(bytes) }

  mutating func finish(isCut: Bool) -> ArtifactFacts {
    var facts = lines.finish(isCut: isCut)
    if isCut { for place in facts.lists.indices { facts.lists[place].isComplete = false } }
    return facts
  }
}
