/// The parts of a YAML artifact that are read on their own: documents, with what stands between them blanked.
///
/// Files hold more than one command's output: lists one after the other with no `---` between, prompts, errors, warnings.
struct YAMLSegments {
  /// A document's bytes.
  struct Segment {
    var range: Range<Int>
    /// Line of its first byte.
    var line: Int
  }

  /// In order; none of them overlap.
  private(set) var segments: [Segment] = []
  private var start: Int
  private var startLine = 1
  private var seenKeys: Set<Key> = []
  private var hasContent = false

  private enum Key {
    case apiVersion, kind, items, metadata, clientVersion
  }

  /// Finds them and overwrites lines that are no YAML with spaces, so that all others keep their place.
  init(_ bytes: UnsafeMutableRawBufferPointer, into artifact: inout ParsedArtifact) {
    let text = UnsafeRawBufferPointer(bytes)
    start = text.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    var at = start
    var line = 1
    while at < text.count {
      let end = text.lineEnd(from: at)
      switch text[at] {
      case UInt8(ascii: " "), 9, 10, 13, UInt8(ascii: "#"): break
      case UInt8(ascii: "-"):
        if text.part(at..<end).starts(with: "---".utf8), end - at == 3 || text[at + 3] <= 32 {
          split(at: at, line: line)
        } else {
          hasContent = true
        }
      default: takeLine(bytes, at..<end, line, &artifact)
      }
      at = end + 1
      line += 1
    }
    split(at: text.count, line: line)
  }

  private mutating func split(at offset: Int, line: Int) {
    if hasContent { segments.append(Segment(range: start..<offset, line: startLine)) }
    start = offset
    startLine = line
    seenKeys = []
    hasContent = false
  }

  /// A line that begins with something at its first column: a member of the root, a flow, or no YAML at all.
  private mutating func takeLine(
    _ bytes: UnsafeMutableRawBufferPointer, _ range: Range<Int>, _ line: Int, _ artifact: inout ParsedArtifact
  ) {
    let text = UnsafeRawBufferPointer(bytes).part(range)
    let message = CommandOutput.message(text)
    if message == nil {
      if let length = Self.keyLength(text) {
        if let key = Self.key(text.part(0..<length)), !seenKeys.insert(key).inserted {
          split(at: range.lowerBound, line: line)
          seenKeys.insert(key)
        }
        hasContent = true
        return
      }
      if "\"'{}[],&*!|>?@`.".utf8.contains(text[0]), !CommandOutput.isCommand(text) {
        hasContent = true
        return
      }
    }
    let output = message ?? CommandOutput(text)
    // The next command's output is a document of its own, though nothing else may say so.
    if output == .command { split(at: range.lowerBound, line: line) }
    let isAfterDocument = (hasContent || !segments.isEmpty) && text[0] != UInt8(ascii: "%")
    artifact.takeText(output, line: line, isAfterDocument: isAfterDocument, syntax: "YAML")
    for at in range where bytes[at] != 13 { bytes[at] = 32 }
  }

  /// Length of a plain key before `: ` or `:` at the end; nil where the line does not begin with one.
  private static func keyLength(_ text: UnsafeRawBufferPointer) -> Int? {
    for at in text.indices {
      switch text[at] {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"),
        UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "/"), UInt8(ascii: "-"):
        continue
      case UInt8(ascii: ":"): return at + 1 == text.count || text[at + 1] <= 32 ? at : nil
      default: return nil
      }
    }
    return nil
  }

  private static func key(_ text: UnsafeRawBufferPointer) -> Key? {
    switch text.count {
    case 4: text.elementsEqual("kind".utf8) ? .kind : nil
    case 5: text.elementsEqual("items".utf8) ? .items : nil
    case 8: text.elementsEqual("metadata".utf8) ? .metadata : nil
    case 10: text.elementsEqual("apiVersion".utf8) ? .apiVersion : nil
    case 13: text.elementsEqual("clientVersion".utf8) ? .clientVersion : nil
    default: nil
    }
  }
}
