import Model

/// The documents of a YAML or JSON artifact and what is wrong with it.
struct ParsedArtifact {
  /// One document.
  struct Document {
    /// The tree; of a broken document what could be kept whole.
    var root: Value
    /// Whether it was read to its end.
    var isComplete: Bool
  }

  /// Something that is wrong at a line.
  struct Note {
    var line: Int
    var text: String
  }

  /// In the order of the artifact.
  var documents: [Document] = []
  /// What is cut, malformed or was answered with an error.
  var cut: [Note] = []
  /// Refusals of the API.
  var forbidden: [Note] = []
  /// Values that were taken out before the bundle was sent.
  var redactions = Redactions()
  /// Whether an error text stands beside the documents: then even an empty list that ends well is no answer.
  var hasErrorText = false

  /// Takes a line that is no part of a document, e.g. an error that went to the same file. `isAfterDocument` where a
  /// document stands above it: there even unknown words are worth a note.
  mutating func takeText(_ text: CommandOutput, line: Int, isAfterDocument: Bool, syntax: String) {
    switch text {
    case .forbidden(let words):
      forbidden.append(Note(line: line, text: words))
      hasErrorText = true
    case .error(let words):
      cut.append(Note(line: line, text: words))
      hasErrorText = true
    case .unknown where isAfterDocument: cut.append(Note(line: line, text: "a line that is no \(syntax)"))
    case .unknown, .warning, .command: break
    }
  }
}

/// Counts values such as `***HIDDEN***`.
struct Redactions {
  /// How many.
  private(set) var count = 0
  /// Line of the first.
  private(set) var firstLine = 0
  /// The first.
  private(set) var firstText = ""

  private static let words: [StaticString] = [
    "***HIDDEN***", "**HIDDEN**", "<redacted>", "[REDACTED]", "REDACTED", "********",
  ]

  /// Counts the value if it stands in the place of another.
  @inline(__always)
  mutating func look(at bytes: UnsafeRawBufferPointer, line: Int) {
    guard (8...12).contains(bytes.count) else { return lookAtOtherMark(bytes, line: line) }
    switch bytes[0] {
    case UInt8(ascii: "*"), UInt8(ascii: "<"), UInt8(ascii: "["), UInt8(ascii: "R"): compare(bytes, line: line)
    default: return
    }
  }

  /// Ends of what must-gather leaves of a Secret's value: `12 bytes long`, encoded as such values are.
  private static let sizes: [StaticString] = ["IGJ5dGVzIGxvbmc=", "ieXRlcyBsb25n", "gYnl0ZXMgbG9uZw=="]
  /// Whole values in the place of others: support-bundle-kit's, crust-gather's.
  private static let shortWords: [StaticString] = ["***", "xxx"]

  /// Counts marks of other lengths.
  @inline(__always)
  private mutating func lookAtOtherMark(_ bytes: UnsafeRawBufferPointer, line: Int) {
    guard bytes.count == 3 || bytes.count == 16 || bytes.count == 20 else { return }
    let marks = bytes.count == 3 ? Self.shortWords : Self.sizes
    guard let last = bytes.last, "*x=n".utf8.contains(last), marks.contains(where: { bytes.ends(with: $0) }) else {
      return
    }
    note(bytes.text, line: line)
  }

  /// Counts the last word of a line of text if it stands in the place of a value.
  mutating func look(atLastWordOf line: TextLine) {
    let text = line.bytes.trimmed
    guard let last = text.last, "*>]D".utf8.contains(last) else { return }
    let start = text.lastIndex(of: UInt8(ascii: " ")).map { $0 + 1 } ?? 0
    look(at: text.part(from: start - text.startIndex), line: line.number)
  }

  /// One note of them all; none where there are none.
  func notes(path: String) -> [Coverage.Note] {
    guard count > 0 else { return [] }
    let text = count == 1 ? "a redacted value: \(firstText)" : "\(count) redacted values, the first is \(firstText)"
    return [Coverage.Note(path: path, line: firstLine, text: text)]
  }

  private mutating func compare(_ bytes: UnsafeRawBufferPointer, line: Int) {
    guard let word = Self.words.first(where: { word in word.withUTF8Buffer { $0.elementsEqual(bytes) } }) else {
      return
    }
    // Outside of quotes it has one more on either side.
    note(word.description == "**HIDDEN**" ? "***HIDDEN***" : word.description, line: line)
  }

  private mutating func note(_ text: String, line: Int) {
    if count == 0 {
      firstLine = line
      firstText = text
    }
    count += 1
  }
}

extension Value {
  /// Whether this is a `List`, a `PodList` or a bare sequence of objects. What has a name of its own is none.
  var isListOfObjects: Bool {
    switch content {
    case .sequence: true
    case .mapping: self["items"].map { $0.isNull || !$0.isScalar } ?? false && value(at: "metadata.name") == nil
    case .null, .scalar: false
    }
  }

  private var isScalar: Bool { string != nil }

  /// The objects of a list.
  var listedObjects: [Value] {
    if case .sequence(let items) = content { return items }
    return self["items"]?.items ?? []
  }

  /// Adds the rest of a list that was read in two parts: its items, and members that are missing so far.
  mutating func join(_ rest: Value) {
    switch (content, rest.content) {
    case (.sequence(let items), .sequence(let more)): content = .sequence(items + more)
    case (.mapping(var members), .mapping(let more)):
      for member in more {
        guard let known = members.firstIndex(where: { $0.key == member.key }) else {
          members.append(member)
          continue
        }
        guard case .sequence(let added) = member.value.content else { continue }
        if case .sequence(let items) = members[known].value.content {
          members[known].value.content = .sequence(items + added)
        } else if members[known].value.isNull {
          members[known].value = member.value
        }
      }
      content = .mapping(members)
    default: break
    }
  }

  /// Takes a list's last object away; nil where there is none.
  mutating func dropLastItem() -> Value? {
    switch content {
    case .sequence(var items):
      guard let last = items.popLast() else { return nil }
      content = .sequence(items)
      return last
    case .mapping(var members):
      guard let index = members.firstIndex(where: { $0.key == "items" }),
        let last = members[index].value.dropLastItem()
      else { return nil }
      content = .mapping(members)
      return last
    case .null, .scalar: return nil
    }
  }
}
