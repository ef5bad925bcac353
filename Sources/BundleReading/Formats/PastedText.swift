import Model

/// A report in somebody's own words, with outputs pasted into it: an issue, a mail, a chat, in any language. Each output is
/// read by its own format; the words around them are left alone.
enum PastedText: ArtifactFormat {
  static let name = "pasted-text"
  static let what = """
    Somebody's own words with outputs between them, in Markdown fences or without; each output is read by its own \
    format, the words are not read.
    """
  static let sources = ["an issue", "a mail", "a chat"]
  static let samples = [
    """
    Pods hang since this morning.

    ```
    Events:
      Type     Reason       Age   From     Message
      ----     ------       ----  ----     -------
      Warning  FailedMount  8s    kubelet  MountVolume.SetUp failed for volume "data" : mount failed: exit status 32
    ```

    """
  ]

  /// Claims what holds fences at the left margin. Whatever else no format claims is held against `holdsOutputs`.
  static func claim(_ head: ArtifactHead) -> Int {
    guard !head.isBinary, head.container?.isCertain != true, hasFence(head) else { return 0 }
    return holdsOutputs(head) ? 96 : 0
  }

  static func makeReader(for head: ArtifactHead, keeping interests: LogInterests) -> any ArtifactReader {
    TranscriptReader(path: head.path, format: name, borders: PastedBorders(), interests: interests)
  }

  /// Whether some output stands between the words that a format claims; `other` where it must be more than a recognized text.
  static func holdsOutputs(_ head: ArtifactHead, other: Bool = false) -> Bool {
    var borders = PastedBorders()
    var command: [UInt8]?
    var output: [UInt8] = []
    var isOpen = false
    var found = false
    func close() {
      guard isOpen, !found else { return }
      isOpen = false
      let section = TranscriptSection.head(command: command, output: output, path: head.path, isWhole: true)
      guard !section.lines.isEmpty,
        let format = FormatRegistry.format(of: section, among: FormatRegistry.single)
      else { return }
      found = !other || !(format is any RecognizedText.Type)
    }
    Self.walk(head) { written in
      if found { return }
      let line = borders.content(of: written)
      switch borders.look(at: line) {
      case .command, .output:
        let isCommand = ShellCommand.command(in: line) != nil
        close()
        command = isCommand ? Array(line) : nil
        output = isCommand ? [] : Array(line) + [10]
        isOpen = true
      case .words: close()
      case .mark: break
      case .none where isOpen: output += Array(line) + [10]
      case .none: break
      }
    }
    close()
    return found
  }

  /// Most lines of the beginning that are looked at.
  private static let mostLines = 2000

  /// The lines of the beginning, with one blank line for any that stand between two others.
  private static func walk(_ head: ArtifactHead, _ body: (LineBytes) -> Void) {
    head.bytes.withUnsafeBytes { whole in
      var last = 0
      for line in head.lines.prefix(mostLines) {
        let gap = whole.part(last, line.lowerBound)
        last = line.upperBound
        if gap.count(where: { $0 == UInt8(ascii: "\n") }) > 1 { body(whole.part(0, 0)) }
        let bytes = whole.part(line.lowerBound, line.upperBound)
        if let repaired = PageText.repaired(bytes) {
          repaired.withUnsafeBytes(body)
        } else {
          body(bytes)
        }
      }
    }
  }

  private static func hasFence(_ head: ArtifactHead) -> Bool {
    var found = false
    head.withLines(atMost: 400) { line in
      if line.has("```") || line.has("~~~") { found = true }
    }
    return found
  }
}

/// Finds outputs among somebody's words: by fences, by prompts, and by lines that only begin outputs.
struct PastedBorders: BorderFinder {
  private var shape: PastedShape?
  private var isOpen = false
  private var isBehindBlank = true
  /// Whether nothing has followed the last command yet.
  private var isBehindCommand = false
  /// Whether the last command prints a few lines about a version and no more.
  private var endsAtBlank = false

  static var isFromPages: Bool { true }

  /// Documents and descriptions keep what stands before their lines: it is theirs.
  func content(of line: LineBytes) -> LineBytes {
    let line = LineAdornment.unquoted(line)
    if let command = LineAdornment.command(in: line) { return command }
    guard !isOpen || shape == nil || shape == .log else { return line }
    return LineAdornment.content(of: line, where: PastedShape.isEntry) ?? line
  }

  mutating func look(at line: LineBytes) -> OutputBorder {
    let text = line.trimmed
    if text.isEmpty {
      isBehindBlank = true
      return .none
    }
    let isFirst = isBehindCommand
    isBehindCommand = false
    defer { isBehindBlank = false }
    if Self.isFence(text) {
      if isFirst { return .mark }
      isOpen = false
      return .words
    }
    if let command = ShellCommand.command(in: line) {
      isOpen = true
      isBehindCommand = true
      shape = nil
      endsAtBlank = command.ends(with: " version") || command.has("uname ") || command.ends(with: "/etc/os-release")
      return .command
    }
    if let next = PastedShape(line) {
      if isBehindBlank, endsAtBlank, shape == nil { isOpen = false }
      endsAtBlank = false
      guard isOpen, let shape else {
        // What follows a command is its output, whatever it looks like.
        let border: OutputBorder = isOpen ? .none : .output
        isOpen = true
        self.shape = next
        return border
      }
      if shape == next || shape.mayHold(next, isBehindBlank: isBehindBlank) { return .none }
      self.shape = next
      return .output
    }
    guard isOpen else { return .words }
    if isWords(line) {
      isOpen = false
      return .words
    }
    return .none
  }

  /// Lines at the margin behind a blank one, and those that begin with a letter of another script, are the reporter's own.
  private func isWords(_ line: LineBytes) -> Bool {
    guard let first = line.first, !first.isBlank else { return false }
    if first >= 0xE3, shape != nil { return true }
    return isBehindBlank && shape?.goesOn(with: line) != true
  }

  /// Marks that set outputs apart in Markdown, Jira and HTML.
  private static func isFence(_ text: LineBytes) -> Bool {
    if text.has("```") || text.has("~~~") { return true }
    guard text.count < 60, let first = text.first, first == UInt8(ascii: "{") || first == UInt8(ascii: "<") else {
      return false
    }
    let marks: [StaticString] = [
      "{code", "{noformat", "<pre", "</pre", "<code", "</code", "<details", "</details", "<summary",
    ]
    return marks.contains { text.has($0) }
  }
}

/// What a line shows of the output that it begins or belongs to.
enum PastedShape: Equatable {
  /// Lines of a component, by the form of their header.
  case log
  /// Rows of Events without an object.
  case events
  /// A table of etcdctl.
  case members
  /// What a failed command answers.
  case answer
  /// Others, by their first line.
  case output(OutputShape)

  init?(_ line: LineBytes) {
    let text = line.trimmed
    if Self.isLog(text) {
      self = .log
    } else if text.has("Events:") && text.count < 12 || text.has("Type ") && text.ends(with: "Message")
      || text.has("FirstSeen") && text.ends(with: "Message") || Self.isEvent(text)
    {
      self = .events
    } else if text.has("+--") && text.ends(with: "+") || text.has("| ") && text.index(of: " ENDPOINT ") != nil {
      self = .members
    } else if CommandAnswer.isOfKubectl(text), !JournalMarker.isMarker(text) {
      self = .answer
    } else if let shape = OutputShape(line) {
      self = .output(shape)
    } else if Self.isLooseEvent(text) {
      self = .events
    } else {
      return nil
    }
  }

  /// Whether an output of this shape can hold lines of another.
  func mayHold(_ other: PastedShape, isBehindBlank: Bool) -> Bool {
    switch (self, other) {
    case (.output(.description), .events), (.log, .answer), (.events, .answer): true
    // The tail of a unit's journal stands behind a blank line.
    case (.output(.units), .log): true
    // Messages of several lines quote logs; a log of its own stands apart.
    case (.output(.description), .log), (.events, .log), (.output(.description), .answer): !isBehindBlank
    case (.output(let mine), .output(let next)): mine.mayHold(next, isInData: !isBehindBlank)
    case (.output(.yaml), _), (.output(.json), _): !isBehindBlank
    default: false
    }
  }

  /// Whether a line at the margin behind a blank one still belongs to it.
  func goesOn(with line: LineBytes) -> Bool {
    switch self {
    case .output(.description): DescribeKeys.isTopLevel(DescribeLine(line.part(0, 4096), number: 0), isGeneric: false)
    case .output(.yaml):
      line.has("---") || line.has("- ")
        || line.index(of: UInt8(ascii: ":")).map { $0 < 40 && line.part(0, $0).index(of: " ") == nil } == true
    case .output(.json): line.first.map { "{}[]\"".utf8.contains($0) } == true
    default: false
    }
  }

  /// Whether a line begins an entry of a log, or is a row of Events.
  static func isEntry(_ line: LineBytes) -> Bool {
    isLog(line) || (line.has("Warning ") || line.has("Normal ")) && isLooseEvent(line)
  }

  private static func isLog(_ line: LineBytes) -> Bool {
    KlogHeader.read(line) != nil || SyslogHeader.hasFraction(line) != nil || JournalShort.isBareTag(line)
      || KernelHeader.header(of: line)?.stamp != nil || isBootTime(line) || InnerLine.isLogfmt(line)
      || IsoSyslogHeader.header(of: line) != nil || line.has("{\"level\":\"")
      || (TimestampHeader.header(of: line)?.message ?? 0) > 0 || Capnslog.decode(line) != nil
      || ComponentMessages.component(of: line) != nil || KubeadmOutput.isOfKubeadm(line)
  }

  /// `[8192812.135441] nf_conntrack: …`
  private static func isBootTime(_ line: LineBytes) -> Bool {
    guard line.first == UInt8(ascii: "["), let end = line.part(0, 24).index(of: UInt8(ascii: "]")), end > 3 else {
      return false
    }
    let inner = line.part(1, end).trimmed
    return inner.index(of: UInt8(ascii: ".")) != nil && inner.allSatisfy { $0.isDigit || $0 == UInt8(ascii: ".") }
  }

  /// A message of an Event, or a row of which only single blanks are left.
  private static func isLooseEvent(_ line: LineBytes) -> Bool {
    guard let first = line.first, "(ABEFLMNRSUW".utf8.contains(first) else { return false }
    return LooseEvent(line.part(0, 4096).text) != nil
  }

  private static func hasType(_ line: LineBytes) -> Bool {
    line.part(0, 300).index(of: "Warning") != nil || line.part(0, 300).index(of: "Normal") != nil
  }

  private static func isEvent(_ line: LineBytes) -> Bool {
    // `4h  1m  118  {kubelet worker-1}  Warning  FailedMount  …`
    guard line.has("Warning ") || line.has("Normal ") || line.first?.isDigit == true && hasType(line) else {
      return false
    }
    return DescribedEvents.isRow(line.part(0, 4096).text)
  }
}
