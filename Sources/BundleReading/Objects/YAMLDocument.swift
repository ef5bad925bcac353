import Model

/// Reads a YAML artifact to trees, whatever state it is in.
///
/// One malformed item costs only itself: reading goes on at the next item of its list, else at the next document.
struct YAMLDocument {
  /// Most places at which reading is taken up again after a failure.
  private static let mostResumptions = 1000

  private let bytes: UnsafeMutableRawBufferPointer
  private let isCut: Bool
  private var hasOddBreaks = false
  private var artifact = ParsedArtifact()
  private var builder = TreeBuilder()
  private var resumptions = 0
  private var consumed = 0

  /// Reads a whole artifact. `isCut` when bytes are missing at its end. The bytes are changed where they are no YAML.
  static func read(_ bytes: UnsafeMutableRawBufferPointer, isCut: Bool) -> ParsedArtifact {
    var document = YAMLDocument(bytes: bytes, isCut: isCut)
    document.readSegments()
    return document.artifact
  }

  private init(bytes: UnsafeMutableRawBufferPointer, isCut: Bool) {
    self.bytes = bytes
    self.isCut = isCut
  }

  private mutating func readSegments() {
    RedactionMarks.quote(bytes)
    let repair = TextRepair(bytes)
    hasOddBreaks = repair.hasOddBreaks
    if repair.count > 0 {
      let text = "\(repair.count) bytes are no text and were replaced by `?`"
      artifact.cut.append(.init(line: repair.firstLine, text: text))
    }
    let segments = YAMLSegments(bytes, into: &artifact).segments
    for (index, segment) in segments.enumerated() {
      let known = artifact.documents.count
      let endsWell = readSegment(segment)
      let isLast = index == segments.count - 1
      for document in known..<artifact.documents.count {
        let isFinal = document == artifact.documents.count - 1
        judgeEnd(of: document, isCut: isCut && isLast && isFinal, endsWell: endsWell || !isFinal)
      }
    }
    artifact.redactions = builder.redactions
  }

  /// False where the segment ends in a failure.
  private mutating func readSegment(_ segment: YAMLSegments.Segment) -> Bool {
    var range = segment.range
    var line = segment.line
    var continues = false
    if !hasOddBreaks, readFast(segment) { return true }
    while true {
      let part = UnsafeRawBufferPointer(bytes).part(range)
      let lines = LineNumbers(of: part, first: line, hasOddBreaks: hasOddBreaks)
      guard let failure = YAMLEvents.read(part, lines: lines, into: &builder) else {
        keepRoots(isComplete: true, continues: continues)
        return true
      }
      consumed += failure.consumed
      guard let resume = recover(from: failure, in: range, line: line, &continues) else { return false }
      resumptions += 1
      // A file of nothing but broken items must not cost its length for each of them.
      guard resumptions <= Self.mostResumptions, consumed <= 8 * bytes.count + 1 << 20 else {
        artifact.cut.append(.init(line: failure.line, text: "too many malformed items; the rest is not read"))
        return false
      }
      range = resume.offset..<range.upperBound
      line = resume.line
    }
  }

  /// Reads a document that is written as kubectl writes; false, and nothing kept, where it is not.
  private mutating func readFast(_ segment: YAMLSegments.Segment) -> Bool {
    let redactions = builder.redactions
    let part = UnsafeRawBufferPointer(bytes).part(segment.range)
    guard KubectlYAML.read(part, firstLine: segment.line, into: &builder) else {
      builder.abandonAll(redactions: redactions)
      return false
    }
    keepRoots(isComplete: true, continues: false)
    return true
  }

  /// Keeps what is whole and tells where to go on; nil where there is no such place.
  private mutating func recover(
    from failure: YAMLFailure, in range: Range<Int>, line: Int, _ continues: inout Bool
  ) -> (offset: Int, line: Int)? {
    guard failure.kind != .aliases else {
      note(failure.line, "the document is not read: \(failure.problem)")
      builder.abandon(to: 0)
      keepRoots(isComplete: false, continues: continues)
      return nil
    }
    guard let list = builder.openList else {
      return recoverOutsideList(failure, in: range, line: line, &continues)
    }
    let column = builder.frames[list].column
    var brokenLine = failure.line
    if builder.frames.count > list + 1 {
      let item = builder.frames[list + 1]
      // What fails left of the item's first column is what follows a whole item.
      if failure.kind == .lexical, failure.column < item.column, failure.line > item.line {
        builder.close(to: list + 1)
      } else {
        brokenLine = item.line
        builder.abandon(to: list + 1)
      }
    }
    builder.close(to: 0)
    keepRoots(isComplete: false, continues: continues)
    continues = true
    return goOn(after: brokenLine, failure, in: range, line: line, column: column, isItems: list == 1)
  }

  private mutating func recoverOutsideList(
    _ failure: YAMLFailure, in range: Range<Int>, line: Int, _ continues: inout Bool
  ) -> (offset: Int, line: Int)? {
    let isPastObject =
      failure.kind == .lexical && failure.column == 0 && builder.rootHas("kind") && builder.rootHas("metadata")
    let column = builder.endedListColumn
    guard builder.rootHas("items") || (isPastObject && failure.line < lastLine(of: range, first: line)) else {
      let isObject = !builder.frames.isEmpty
      builder.abandon(to: 0)
      note(failure.line, isObject ? "YAML ends in the middle of an object" : "malformed YAML: \(failure.problem)")
      keepRoots(isComplete: false, continues: continues)
      return nil
    }
    builder.close(to: 0)
    keepRoots(isComplete: false, continues: continues)
    guard let column, failure.kind == .syntactic, let last = artifact.documents.indices.last else {
      note(failure.line, "a line that is no YAML")
      return nil
    }
    // A line indented less than its item and more than the list ends both, yet it can only be the item's.
    let broken = failure.column > column ? artifact.documents[last].root.dropLastItem() : nil
    continues = true
    let from = max(broken?.line ?? 0, failure.line)
    return goOn(after: from, failure, in: range, line: line, column: column, isItems: true)
  }

  /// Goes on with the items that follow a broken one, if there are any.
  private mutating func goOn(
    after broken: Int, _ failure: YAMLFailure, in range: Range<Int>, line: Int, column: Int, isItems: Bool
  ) -> (offset: Int, line: Int)? {
    guard let next = nextItem(after: broken, in: range, line: line, column: column, orMember: isItems) else {
      note(broken, "YAML ends in the middle of an item")
      return nil
    }
    note(failure.line, "an item that begins on line \(broken) is malformed: \(failure.problem)")
    let header = "items:\n".utf8
    guard isItems, next.isItem, next.offset - header.count >= range.lowerBound else { return (next.offset, next.line) }
    // The rest of a list is no document without its head. What stood here has been read.
    for (index, byte) in header.enumerated() { bytes[next.offset - header.count + index] = byte }
    return (next.offset - header.count, next.line - 1)
  }

  /// Number of the last line of a part that begins on line `first`.
  private func lastLine(of range: Range<Int>, first: Int) -> Int {
    let text = UnsafeRawBufferPointer(bytes)
    var line = first
    var at = text.lineEnd(from: range.lowerBound) + 1
    while at < range.upperBound {
      line += 1
      at = text.lineEnd(from: at) + 1
    }
    return line
  }

  /// The next line after `broken` that begins an item of the list, or a member of the root.
  private func nextItem(
    after broken: Int, in range: Range<Int>, line first: Int, column: Int, orMember: Bool
  ) -> (offset: Int, line: Int, isItem: Bool)? {
    let text = UnsafeRawBufferPointer(bytes)
    var line = first
    var at = range.lowerBound
    while at < range.upperBound {
      let end = text.lineEnd(from: at)
      if line > broken, end > at + column {
        let dash = at + column
        if text[dash] == UInt8(ascii: "-"), dash + 1 == end || text[dash + 1] <= 32,
          text[at..<dash].allSatisfy({ $0 == 32 })
        {
          return (at, line, true)
        }
        if orMember, (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(text[at]) { return (at, line, false) }
      }
      at = end + 1
      line += 1
    }
    return nil
  }

  private mutating func note(_ line: Int, _ text: String) {
    artifact.cut.append(.init(line: line, text: text))
  }

  /// Takes ended documents from the builder. The rest of a broken list joins what was kept of it.
  private mutating func keepRoots(isComplete: Bool, continues: Bool) {
    for (index, root) in builder.takeRoots().enumerated() where !root.isNull {
      if continues, index == 0, let last = artifact.documents.indices.last {
        artifact.documents[last].root.join(root)
        artifact.documents[last].isComplete = false
      } else {
        artifact.documents.append(.init(root: root, isComplete: isComplete))
      }
    }
  }

  /// Sees to a document that may have been cut where YAML still reads well: between two lines, or within a word.
  ///
  /// kubectl writes the members of a list by name, so that `kind` follows `items`. Without it the last item is suspect.
  private mutating func judgeEnd(of index: Int, isCut: Bool, endsWell: Bool) {
    let root = artifact.documents[index].root
    let lacksKind = root["apiVersion"] != nil && root["kind"] == nil
    guard isCut || lacksKind else { return }
    artifact.documents[index].isComplete = false
    guard root.isListOfObjects else {
      if endsWell { note(root.line, "YAML ends in the middle of an object") }
      if isCut { artifact.documents.remove(at: index) }
      return
    }
    guard root["kind"] == nil, endsWell else { return }
    if let last = artifact.documents[index].root.dropLastItem() {
      note(last.line, "YAML ends in the middle of an item")
    } else {
      note(root.line, "YAML ends in the middle of a list")
    }
  }
}
