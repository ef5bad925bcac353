import Model

/// Reads the rows of the tables of an artifact.
///
/// A row is held back until the next line shows whether it goes on there, as it does where a terminal broke it.
struct TableLines: LineConsumer {
  /// A table as far as it has been read.
  private struct Section {
    var columns: TableColumns
    var kind: String?
    var context: TableContext
    var hasHeader = true
    var isWhole = true
    var rows = 0
    /// Longest line: where a terminal broke lines, its width.
    var longest = 0
    /// How many lines are as long.
    var longestCount = 0
    /// What a terminal broke at its width.
    var wrapped: WrappedRows?
    /// Length of the first part of a header that was broken; 0 for others.
    var brokenAt = 0

    /// Whether a line of a length was broken by a terminal: several that are equally long tell its width.
    func isFull(_ length: Int) -> Bool {
      brokenAt > 0 || length >= max(longest, TableLines.narrowestTerminal) && longestCount > 1
    }

    /// Takes note of the length of a line.
    mutating func measure(_ length: Int) {
      longestCount = length > longest ? 1 : length == longest ? longestCount + 1 : longestCount
      longest = max(longest, length)
    }
  }

  /// A row that may go on, or the beginning of one.
  private struct HeldRow {
    var text: TableText
    var line: Int
    var row: TableRow?
    var kind: String?
    var parts = 1
    /// The last line as it stands.
    var end = LineEnd()
  }

  /// What a line's end tells of whether a terminal broke it there.
  private struct LineEnd {
    /// Characters, with the blanks at its end.
    var width = 0
    var isBlank = false

    init() {}

    init(_ line: LineBytes) {
      width = line.reduce(0) { $1 & 0xC0 == 0x80 ? $0 : $0 + 1 }
      isBlank = line.last?.isBlank == true
    }
  }

  /// Most lines that make up one row, those of a message aside.
  private static let mostParts = 4
  /// Most lines of the message of an Event.
  private static let mostMessageLines = 200
  /// Narrowest terminal whose breaks are undone.
  private static let narrowestTerminal = 60
  /// Most lines that are named in notes one by one.
  private static let mostNotes = 3

  private var facts: ArtifactFacts
  /// Where a terminal broke the lines; nil where none did.
  private let terminalWidth: Int?
  private let pathContext: TableContext
  private var context: TableContext
  private var section: Section?
  private var held: HeldRow?
  private var dropped = 0
  /// Whether the last line has no line end.
  private var endsOpen = false

  init(path: String, terminalWidth: Int? = nil) {
    self.terminalWidth = terminalWidth
    facts = ArtifactFacts(path: path, format: KubectlTable.name)
    pathContext = TableContext(path: path)
    context = pathContext
  }

  mutating func take(_ line: TextLine) {
    endsOpen = !line.hasEnd
    guard !line.isCut else {
      endWrapped()
      flush()
      section?.isWhole = false
      return
    }
    if section?.wrapped?.isOpen == true { return takeWrapped(line) }
    let text = TableText(line.bytes)
    guard !text.characters.isEmpty, !KubectlTable.isRemark(line.bytes) else { return flush() }
    if var command = TableContext(command: text) {
      close()
      command.namespace = command.namespace ?? pathContext.namespace
      context = command
    } else if section?.rows == 0, held == nil, let columns = section?.columns,
      let joined = section?.wrapped?.columns(with: line.bytes, after: columns)
    {
      section?.columns = joined
      if let kind = TableKind.kind(of: joined, hint: context.kind) { section?.kind = kind }
    } else if let columns = TableColumns(text) {
      if columns != section?.columns { open(columns, line.bytes) } else { flush() }
    } else if section?.wrapped?.isBroken == true {
      takeWrapped(line)
    } else if section?.rows == 0, held == nil, let columns = section?.columns,
      let joined = columns.continued(by: text, joined: header(columns).joined(text))
    {
      section?.columns = joined
      section?.brokenAt = columns.width
    } else {
      takeRow(text, line)
    }
  }

  mutating func finish(lineCount: Int) -> ArtifactFacts {
    if endsOpen { cutLastRow(at: lineCount) }
    close()
    if dropped > Self.mostNotes {
      facts.cut.append(
        Coverage.Note(path: facts.path, text: "\(dropped - Self.mostNotes) more lines are no whole rows"))
    }
    return facts
  }
}

// MARK: - Rows

extension TableLines {
  /// Takes a line of a row that a terminal broke.
  private mutating func takeWrapped(_ line: TextLine) {
    guard let row = section?.wrapped?.take(line) else { return }
    row.bytes.withUnsafeBytes { takeRow(TableText($0), TextLine(bytes: $0, number: row.line, isCut: false)) }
  }

  /// Takes what has been read of a row that a terminal broke.
  private mutating func endWrapped() {
    guard let row = section?.wrapped?.end() else { return }
    row.bytes.withUnsafeBytes { takeRow(TableText($0), TextLine(bytes: $0, number: row.line, isCut: false)) }
  }

  private mutating func takeRow(_ text: TableText, _ line: TextLine) {
    if section == nil {
      guard let (row, kind) = HeadlessLayout.row(text, line: line.number) else {
        if let answer = CommandAnswer(line.bytes) { take(answer, line) }
        return
      }
      section = Section(columns: TableColumns(titles: row.titles), kind: kind, context: context, hasHeader: false)
    }
    if let (row, kind) = row(text, line.number) {
      flush()
      held = HeldRow(text: text, line: line.number, row: row, kind: kind)
    } else if let answer = CommandAnswer(line.bytes) {
      return take(answer, line)
    } else if !join(text, line.bytes) {
      flush()
      held = HeldRow(text: text, line: line.number)
    }
    if terminalWidth != nil { held?.end = LineEnd(line.bytes) }
    section?.measure(text.characters.count)
  }

  /// The line as a row of the table, or of one that needs no header.
  private func row(_ text: TableText, _ line: Int) -> (TableRow, String?)? {
    guard let section else { return nil }
    for cells in TableCells(text, columns: section.columns).candidates {
      let row = TableRow(titles: section.columns.titles, cells: cells, line: line)
      if RowCheck.isRow(row, kind: section.kind) { return (row, section.kind) }
    }
    return HeadlessLayout.row(text, line: line)
  }

  /// Adds a line that is no row to the one before it; false where it is no part of that one.
  private mutating func join(_ text: TableText, _ line: LineBytes) -> Bool {
    guard var whole = held, let section else { return false }
    let isFull = section.isFull(whole.text.characters.count)
    if whole.parts < Self.mostParts, isFull || whole.row == nil {
      let joined = whole.text.joined(text, width: section.brokenAt * whole.parts)
      let spaced = whole.text.joined(text, width: whole.text.characters.count + 3)
      let isMessage = whole.kind == "Event" && section.brokenAt == 0 && !isFull
      for candidate in isMessage ? [] : [joined, spaced] {
        guard let (row, kind) = row(candidate, whole.line) else { continue }
        whole.text = candidate
        whole.row = row
        whole.kind = kind
        whole.parts += 1
        held = whole
        return true
      }
    }
    // Of a table that a terminal broke nothing tells a message's next line from a row.
    guard whole.kind == "Event", section.brokenAt == 0, section.wrapped?.isBroken != true, whole.row != nil,
      whole.parts < Self.mostMessageLines
    else { return false }
    let isBroken = whole.end.width > 0 && whole.end.width == terminalWidth
    let isParted = whole.end.isBlank || line.first?.isBlank == true
    whole.row?.append(
      text.text(0..<text.characters.count), to: "MESSAGE", behind: !isBroken ? "\n" : isParted ? " " : "")
    whole.parts += 1
    held = whole
    return true
  }

  /// Takes from a last row without line end what may be half: `app=d` may have been `app=db`.
  private mutating func cutLastRow(at line: Int) {
    endWrapped()
    guard var whole = held, whole.row != nil, let section, section.hasHeader else { return }
    whole.row = whole.row?.withoutOpenEnd
    held = whole
    self.section?.isWhole = false
    guard whole.row != nil else { return }
    facts.cut.append(
      Coverage.Note(
        path: facts.path, line: line,
        text: "ends without a line end: its last cell may be cut, and rows may be missing"))
  }

  /// Gives out the row held back.
  private mutating func flush() {
    guard let whole = held else { return }
    held = nil
    guard let row = whole.row else {
      section?.isWhole = false
      dropped += 1
      if dropped <= Self.mostNotes {
        facts.cut.append(
          Coverage.Note(path: facts.path, line: whole.line, text: "is no whole row of the table above"))
      }
      return
    }
    section?.rows += 1
    guard let object = RowObject.object(row, kind: whole.kind, namespace: section?.context.namespace, facts.path) else {
      return
    }
    if section?.kind == nil { section?.kind = object.kind }
    facts.objects.append(object)
  }
}

// MARK: - Tables

extension TableLines {
  private mutating func open(_ columns: TableColumns, _ line: LineBytes) {
    close()
    let kind = TableKind.kind(of: columns, hint: context.kind)
    section = Section(columns: columns, kind: kind, context: context, longest: columns.width, longestCount: 1)
    section?.wrapped = WrappedRows(header: line)
  }

  /// Ends the table: what it was asked for is a list.
  private mutating func close() {
    endWrapped()
    flush()
    guard let ended = section else { return }
    section = nil
    guard let kind = ended.kind else { return }
    addList(kind, ended.context, isComplete: ended.hasHeader && ended.isWhole && ended.context.isWhole)
  }

  private mutating func addList(_ kind: String, _ context: TableContext, isComplete: Bool) {
    let namespace = ResourceNames.isClusterScoped(kind) ? "" : context.namespace ?? ""
    add(Coverage.List(kind: kind, namespace: namespace, isComplete: isComplete, artifact: facts.path))
  }

  private mutating func add(_ list: Coverage.List) {
    if let known = facts.lists.firstIndex(where: { $0.kind == list.kind && $0.namespace == list.namespace }) {
      // Of two lists alike the whole one holds all.
      facts.lists[known].isComplete = facts.lists[known].isComplete || list.isComplete
    } else {
      facts.lists.append(list)
    }
  }

  private mutating func take(_ answer: CommandAnswer, _ line: TextLine) {
    flush()
    let text = Evidence(path: facts.path, line: line.number, text: line.bytes.part(0, 2048).trimmed.text).text
    let note = Coverage.Note(path: facts.path, line: line.number, text: text)
    switch answer {
    case .forbidden: facts.forbidden.append(note)
    case .failed: facts.cut.append(note)
    case .empty:
      close()
      if let list = EmptyList.list(line.bytes.trimmed, in: context, facts.path) { add(list) }
      return
    }
    section?.isWhole = false
    if section == nil, let kind = context.kind { addList(kind, context, isComplete: false) }
  }

  private func header(_ columns: TableColumns) -> TableText {
    var text = ""
    for (title, start) in zip(columns.titles, columns.starts) {
      while text.unicodeScalars.count < start { text += " " }
      text += title
    }
    return TableText(text)
  }
}
