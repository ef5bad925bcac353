/// Reads the YAML that kubectl prints, several times as fast as libyaml: block mappings and sequences, one-line keys,
/// plain, quoted and literal scalars, `{}` and `[]`.
///
/// It must build the very tree that libyaml's events build, and gives up on anything it is not sure of: comments,
/// anchors, tags, flows, folded blocks, a missing last line end, every error. Then libyaml reads the document.
struct KubectlYAML {
  /// A block collection that is open, with the column of its keys or dashes.
  private struct Block {
    var column: Int
    var isSequence: Bool
  }

  private let scalars: KubectlScalars
  private var at = 0
  private var line: Int
  private var open: [Block] = []
  /// Whether the last key, on `pendingLine`, or the document still waits for its value.
  private var isPending = true
  private var pendingLine = 0
  private var scratch: [UInt8] = []

  /// Puts the one document of `bytes` into `builder`; false where libyaml has to read it. Then `builder` holds a part.
  static func read(_ bytes: UnsafeRawBufferPointer, firstLine: Int, into builder: inout TreeBuilder) -> Bool {
    guard bytes.last == 10 else { return false }
    var reader = KubectlYAML(scalars: KubectlScalars(bytes), line: firstLine)
    return reader.readLines(bytes, into: &builder)
  }

  private init(scalars: KubectlScalars, line: Int) {
    self.scalars = scalars
    self.line = line
  }

  private mutating func readLines(_ bytes: UnsafeRawBufferPointer, into builder: inout TreeBuilder) -> Bool {
    if bytes.starts(with: "---\n".utf8) {
      at = 4
      line += 1
    }
    while at < bytes.count {
      let start = at
      // The last byte is a line feed, so this ends.
      while bytes[at] == 32 { at += 1 }
      if bytes[at] == 10 {
        at += 1
        line += 1
        continue
      }
      guard readLine(bytes, column: at - start, into: &builder) else { return false }
    }
    endBlocks(into: &builder)
    return true
  }

  /// A line that begins a key or an item.
  @inline(__always)
  private mutating func readLine(
    _ bytes: UnsafeRawBufferPointer, column first: Int, into builder: inout TreeBuilder
  ) -> Bool {
    var column = first
    let isItem = bytes[at] == UInt8(ascii: "-") && bytes[at + 1] == 32
    if isPending {
      let parent = open.last?.column ?? -1
      if column > parent || (column == parent && isItem && open.last?.isSequence == false) {
        if column > parent, open.isEmpty, column != 0 { return false }
      } else {
        builder.scalar(bytes.part(0..<0), isText: false, line: pendingLine)
        isPending = false
      }
    }
    if !isPending {
      while let block = open.last, block.column > column || (block.column == column && block.isSequence && !isItem) {
        builder.end()
        open.removeLast()
      }
      guard let block = open.last, block.column == column, block.isSequence == isItem else { return false }
    }
    while bytes[at] == UInt8(ascii: "-"), bytes[at + 1] == 32 {
      if isPending {
        guard builder.begin(.sequence, line: line, column: column) else { return false }
        open.append(Block(column: column, isSequence: true))
      }
      at += 2
      column += 2
      // What an item holds begins a block of its own.
      isPending = true
    }
    return readNode(bytes, column: column, isInItem: column > first, into: &builder)
  }

  /// A key with its value, or an item that is a scalar.
  @inline(__always)
  private mutating func readNode(
    _ bytes: UnsafeRawBufferPointer, column: Int, isInItem: Bool, into builder: inout TreeBuilder
  ) -> Bool {
    guard let key = scalars.key(at: at, into: &scratch) else {
      guard isInItem else { return false }
      isPending = false
      return readValue(parent: column - 2, into: &builder)
    }
    if isPending {
      guard builder.begin(.mapping, line: line, column: column) else { return false }
      open.append(Block(column: column, isSequence: false))
      isPending = false
    }
    if key.isDecoded {
      let line = line
      scratch.withUnsafeBytes { builder.scalar($0, isText: true, line: line) }
    } else {
      builder.scalar(bytes.part(key.text), isText: false, line: line)
    }
    at = key.next
    if bytes[at] == 10 {
      isPending = true
      pendingLine = line
      at += 1
      line += 1
      return true
    }
    guard bytes[at] == 32, bytes[at + 1] > 32 else { return false }
    at += 1
    return readValue(parent: column, into: &builder)
  }

  /// A scalar or an empty flow up to the end of its last line.
  @inline(__always)
  private mutating func readValue(parent: Int, into builder: inout TreeBuilder) -> Bool {
    let bytes = scalars.bytes
    let first = bytes[at]
    if first == UInt8(ascii: "{") || first == UInt8(ascii: "[") {
      let isMapping = first == UInt8(ascii: "{")
      guard at + 2 < bytes.count, bytes[at + 1] == (isMapping ? UInt8(ascii: "}") : UInt8(ascii: "]")),
        bytes[at + 2] == 10,
        builder.begin(isMapping ? .mapping : .sequence, line: line, column: 0)
      else { return false }
      builder.end()
      at += 3
      line += 1
      return true
    }
    guard let scalar = scalars.value(at: at, parent: parent, into: &scratch) else { return false }
    if scalar.isDecoded {
      let line = line
      scratch.withUnsafeBytes { builder.scalar($0, isText: scalar.isText, line: line) }
    } else {
      builder.scalar(bytes.part(scalar.text), isText: scalar.isText, line: line)
    }
    at = scalar.next
    line += scalar.lines
    return true
  }

  private mutating func endBlocks(into builder: inout TreeBuilder) {
    if isPending, !open.isEmpty { builder.scalar(scalars.bytes.part(0..<0), isText: false, line: pendingLine) }
    while !open.isEmpty {
      builder.end()
      open.removeLast()
    }
  }
}
