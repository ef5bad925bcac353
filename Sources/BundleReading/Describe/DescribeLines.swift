import Model

/// Parts a describe text into its objects and reads each.
struct DescribeLines: LineConsumer {
  /// Most bytes of one object; what lies beyond is told as cut.
  static let longestObject = 64 << 20

  private var facts: ArtifactFacts
  private var lines: [DescribeLine] = []
  private var size = 0
  private var isOpen = false
  private var isGeneric = false
  private var isInData = false
  private var isInEvents = false
  private var blanks = 0
  /// The last line, where it has no end.
  private var openLine: DescribeLine?
  private var command: DescribeCommand?
  private var redactions = Redactions()
  private let pathKind: String?
  private let pathNamespace: String?

  init(path: String) {
    facts = ArtifactFacts(path: path, format: KubectlDescribe.name)
    pathKind = DescribedPath.kind(path)
    pathNamespace = ResourceNames.namespace(ofPath: path)
  }

  mutating func take(_ line: TextLine) {
    // Half a value is no value: `Exit Code:  13` may have been 137.
    if line.isCut, line.bytes.count < ReadLimits().lineBytes { return }
    redactions.look(atLastWordOf: line)
    var described = DescribeLine(line.bytes, number: line.number)
    openLine = line.hasEnd ? nil : described
    if described.text.isEmpty {
      blanks += 1
      if isOpen { append(described) }
      return
    }
    defer { blanks = 0 }
    if isInData, !endsData(described) {
      described.text = line.bytes.text
      described.indentation = DescribeLine.continuation
      append(described)
    } else if described.indentation == 0 {
      takeAtMargin(described, line)
    } else if isOpen {
      append(described)
    } else if DescribedEvents.isRow(described.text) {
      open(eventsAt: described)
    }
  }

  mutating func finish(lineCount: Int) -> ArtifactFacts {
    let isBeforeEvents = isOpen && !isInEvents
    close()
    noteOpenEnd(isBeforeEvents: isBeforeEvents)
    facts.redacted += redactions.notes(path: facts.path)
    // One object and its Events are no list: neither is a kind covered by them, nor is a list of it less complete.
    return facts
  }

  /// Kinds whose description ends with Events, if only with `Events:  <none>`.
  private static let endingInEvents: Set<String> = [
    "CronJob", "DaemonSet", "Deployment", "Job", "Node", "PersistentVolume", "PersistentVolumeClaim", "Pod",
    "ReplicaSet", "Service", "StatefulSet",
  ]

  /// Tells where a description stops at a place where kubectl does not. A last line without its end alone tells nothing: what
  /// people paste rarely has one.
  private mutating func noteOpenEnd(isBeforeEvents: Bool) {
    guard let last = openLine, !last.text.isEmpty else { return }
    let isHalfRow = last.indentation > 0 && DescribedEvents.isHalfRow(last.text)
    let described = facts.objects.last { $0.kind != "Event" }
    let endsInEvents = described.map { Self.endingInEvents.contains($0.kind) } ?? false
    guard isHalfRow || isBeforeEvents && endsInEvents else { return }
    facts.cut.append(
      Coverage.Note(
        path: facts.path, line: last.number,
        text: isHalfRow
          ? "ends within this Event: its message and later ones are missing"
          : "ends without a line end before its Events: what follows is missing"))
  }

  /// A line of a description that stands for one of the artifact: what was cut out, without what it was cut out of.
  mutating func take(_ text: String, at line: TextLine) {
    Array(text.utf8).withUnsafeBytes { bytes in
      take(TextLine(bytes: LineBytes(bytes), number: line.number, isCut: line.isCut, hasEnd: line.hasEnd))
    }
  }

  private mutating func takeAtMargin(_ line: DescribeLine, _ raw: TextLine) {
    if let next = DescribeCommand(line.text) {
      close()
      command = next
      return
    }
    if line.text == "..." { return }
    if line.key == "Name" {
      close()
      isOpen = true
      append(line)
      return
    }
    if DescribedEvents.isRow(line.text) {
      if !isInEvents {
        close()
        open(eventsAt: line)
      } else {
        var row = line
        row.indentation = 2
        append(row)
      }
      return
    }
    if DescribeKeys.isTopLevel(line, isGeneric: isGeneric) {
      if !isOpen, command?.name == nil, line.key != "Events" { return }
      isOpen = true
      append(line)
      if line.key == "API Version" || line.key == "Kind" { isGeneric = true }
      isInEvents = line.key == "Events"
      isInData = line.text == "Data" || line.text == "BinaryData"
      return
    }
    if !isOpen || blanks > 0, let answer = CommandAnswer(raw.bytes) {
      takeAnswer(answer, line)
    } else if isOpen, !isOtherCommand(line) {
      var rest = line
      rest.indentation = DescribeLine.continuation
      append(rest)
    } else {
      close()
    }
  }

  /// A prompt with another command: what follows is not of this object.
  private func isOtherCommand(_ line: DescribeLine) -> Bool {
    line.text.contains("kubectl ") && (line.text.contains("$ ") || line.text.contains("# "))
  }

  private func endsData(_ line: DescribeLine) -> Bool {
    guard line.indentation == 0 else { return false }
    return line.key == "Events" || line.text == "BinaryData" || line.key == "Name" && blanks > 1
  }

  private mutating func takeAnswer(_ answer: CommandAnswer, _ line: DescribeLine) {
    close()
    let note = Coverage.Note(path: facts.path, line: line.number, text: String(line.text.prefix(300)))
    switch answer {
    case .forbidden: facts.forbidden.append(note)
    case .failed: facts.cut.append(note)
    case .empty: break
    }
  }

  private mutating func open(eventsAt row: DescribeLine) {
    isOpen = true
    isInEvents = true
    var head = row
    head.text = "Events:"
    head.indentation = 0
    append(head)
    var row = row
    row.indentation = 2
    append(row)
  }

  private mutating func append(_ line: DescribeLine) {
    let isWithin = size <= Self.longestObject
    size += line.text.utf8.count + MemoryLayout<DescribeLine>.stride
    if size <= Self.longestObject {
      lines.append(line)
    } else if isWithin {
      facts.cut.append(
        Coverage.Note(path: facts.path, line: line.number, text: "object too long: its beginning was kept"))
    }
  }

  private mutating func close() {
    defer {
      lines = []
      size = 0
      isOpen = false
      isGeneric = false
      isInData = false
      isInEvents = false
    }
    guard let first = lines.first else { return }
    let object = DescribedObject(
      outline: DescribeOutline(WrappedLines.rejoined(lines)[...]), line: first.number, command: command,
      pathKind: pathKind,
      pathNamespace: pathNamespace)
    let (objects, events) = object.objects(artifact: facts.path)
    facts.objects += objects + events
  }
}
