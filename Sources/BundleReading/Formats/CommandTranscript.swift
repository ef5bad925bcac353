import Model

/// The outputs of several commands in one file: what a script wrote with `>>`, or a terminal's copy. Each is read by its
/// own format.
///
/// Where all outputs are of one format, that reads the file itself: tables and descriptions may follow each other.
enum CommandTranscript: ArtifactFormat {
  static let name = "command-transcript"
  static let what =
    "Outputs of several commands one after another, each led by its prompt or a comment; each is read by its own format."
  static let sources = ["script(1)", "for … >> file", "a copied terminal", "supportconfig"]
  static let samples = [
    """
    $ kubectl get pods -n shop
    NAME    READY   STATUS    RESTARTS   AGE
    web-0   1/1     Running   0          5d
    $ kubectl get pod web-0 -n shop -o yaml
    apiVersion: v1
    kind: Pod
    metadata:
      name: web-0
      namespace: shop
      uid: u-1

    """,
    """
    # df -h
    Filesystem      Size  Used Avail Use% Mounted on
    /dev/sda1        20G   12G  7.2G  64% /
    # free -m
                  total        used        free      shared  buff/cache   available
    Mem:          24011        2011       20000          12        2000       21500
    # journalctl -u kubelet
    Nov 21 04:01:20.042890 worker-1 kubelet[59]: E1121 04:01:20.042700      59 kubelet.go:2448] "Error getting node"

    """,
    """
    NAME    READY   STATUS    RESTARTS   AGE
    web-0   1/1     Running   0          5d

    Name:         web-0
    Namespace:    shop
    Status:       Running

    """,
  ]

  /// Lines of other words that may stand before the first command.
  private static let longestPreface = 4
  /// Most outputs looked at for a claim.
  private static let mostOutputs = 12

  static func claim(_ head: ArtifactHead) -> Int {
    guard !head.isBinary else { return 0 }
    // Places in the beginning: most artifacts hold one output, of which nothing need be copied.
    var outputs: [(bytes: Range<Int>, command: Range<Int>?)] = []
    var borders = OutputBorders()
    var preface = 0
    head.bytes.withUnsafeBytes { whole in
      for line in head.lines {
        switch borders.look(at: whole.part(line.lowerBound, line.upperBound)) {
        case .command: outputs.append((line.upperBound..<line.upperBound, line))
        case .output: outputs.append((line, nil))
        case .none where outputs.isEmpty: preface += 1
        case .mark: break
        case .none, .words:
          let from = outputs[outputs.count - 1].bytes
          outputs[outputs.count - 1].bytes = (from.isEmpty ? line : from).lowerBound..<line.upperBound
        }
        if outputs.count > mostOutputs || preface > longestPreface { return }
      }
    }
    guard preface <= longestPreface, outputs.count > 1 else { return 0 }
    if preface > 0, head.container != nil { return 0 }
    var formats: Set<String> = []
    for (place, output) in outputs.enumerated() where !output.bytes.isEmpty {
      let isWhole = head.isWhole || place + 1 < outputs.count
      let section = TranscriptSection.head(
        command: output.command.map { Array(head.bytes[$0]) }, output: Array(head.bytes[output.bytes]) + [10],
        path: head.path, isWhole: isWhole)
      // An answer in place of an output is read by the format of the outputs around it, which knows what was asked for.
      if let format = FormatRegistry.format(of: section, among: FormatRegistry.single), format != CommandError.self {
        formats.insert(format.name)
      }
      if formats.count > 1 { return 95 }
    }
    // What follows beyond the beginning may be anything.
    return !head.isWhole && outputs.count { $0.command != nil } > 1 ? 95 : 0
  }

  static func makeReader(for head: ArtifactHead, keeping interests: LogInterests) -> any ArtifactReader {
    TranscriptReader(path: head.path, format: name, borders: OutputBorders(), interests: interests)
  }
}

/// What a line is among the outputs of an artifact.
enum OutputBorder {
  /// A command; its output follows.
  case command
  /// The first line of another output, without a command before it.
  case output
  /// It belongs to the output before it.
  case none
  /// It belongs to no output.
  case words
  /// It sets apart what follows and ends nothing: a fence behind a command.
  case mark
}

/// Finds where one output of an artifact ends and another begins.
protocol BorderFinder {
  /// Judges the next line.
  mutating func look(at line: LineBytes) -> OutputBorder
  /// The next line without what only the text around the outputs puts before it.
  func content(of line: LineBytes) -> LineBytes
  /// Whether lines may have come by way of a web page.
  static var isFromPages: Bool { get }
}

extension BorderFinder {
  func content(of line: LineBytes) -> LineBytes { line }
  static var isFromPages: Bool { false }
}

/// Finds where the output of one command ends and that of the next begins.
struct OutputBorders: BorderFinder {
  private var shape: OutputShape?
  private var isInData = false
  private var isInLog = false
  private var isFirst = true

  /// A log that follows a document without a word between.
  private func logBehindDocument(_ line: LineBytes) -> OutputShape? {
    guard shape == .yaml || shape == .json, OutputShape.isLogLine(line) else { return nil }
    return .log
  }

  /// Judges the next line.
  mutating func look(at line: LineBytes) -> OutputBorder {
    if isInLog {
      isInLog = !line.has("==== END logs for container ")
      return .none
    }
    isInLog = line.has("==== START logs for container ")
    // `#==[ Log File ]====#`: a heading of supportconfig.
    if line.has("#==[ ") || ShellCommand.command(in: line) != nil {
      shape = nil
      isInData = false
      isFirst = false
      return .command
    }
    if shape == .description {
      if line.has("Data"), line.trimmed.count == 4 { isInData = true }
      if line.has("Events:") || line.has("Name:  ") { isInData = false }
    }
    guard let next = OutputShape(line) ?? logBehindDocument(line) else { return .none }
    defer { isFirst = false }
    guard let shape else {
      // The first line of a command's output, or of the artifact.
      self.shape = next
      return isFirst ? .output : .none
    }
    guard next != shape, !shape.mayHold(next, isInData: isInData) else { return .none }
    self.shape = next
    isInData = false
    return .output
  }
}
