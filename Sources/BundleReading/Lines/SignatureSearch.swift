import Model

/// Searches a text for the literals of several signatures.
///
/// A class, for a search is passed along with every line, and a value of so many arrays would be retained array by array.
final class SignatureSearch: Sendable {
  private let index: LiteralIndex
  /// The patterns that are too short for the index, and their places among all.
  private let automaton: LiteralAutomaton
  private let placesOfShort: [Int]
  /// The signature of each pattern.
  private let signatureOfPattern: [Int]
  /// The patterns themselves where they are so few that searching one by one is faster.
  private let few: [Needle]

  /// A pattern and where its rarest byte stands.
  private struct Needle {
    var bytes: [UInt8]
    var rarest: Int
  }

  /// Most patterns that are searched one by one.
  private static let fewPatterns = 3

  /// A search for signatures, each with the literals that may name it.
  init(_ wanted: [(signature: Int, literals: [SignatureLiteral])]) {
    var patterns: [LiteralPattern] = []
    var signatures: [Int] = []
    for (signature, literals) in wanted {
      for literal in literals {
        patterns += literal.forms
        signatures += literal.forms.map { _ in signature }
      }
    }
    signatureOfPattern = signatures
    if patterns.count <= Self.fewPatterns {
      few = patterns.map { Needle(bytes: $0.bytes, rarest: Self.rarest($0.bytes)) }
      index = LiteralIndex([])
      placesOfShort = []
    } else {
      few = []
      index = LiteralIndex(patterns)
      placesOfShort = patterns.indices.filter { patterns[$0].window == nil }
    }
    automaton = LiteralAutomaton(placesOfShort.map { patterns[$0].bytes })
  }

  /// Whether there is nothing to search for.
  var isEmpty: Bool { signatureOfPattern.isEmpty }

  /// Appends the signatures that a literal of theirs names in `text`, each once, to `found`. `scratch` saves allocations.
  @inline(__always)
  func find(in text: LineBytes, _ found: inout [Int], scratch: inout [Int]) {
    for place in few.indices {
      let isFound = few[place].bytes.withUnsafeBytes { text.index(of: $0, rarest: few[place].rarest) != nil }
      if isFound { add(place, &found) }
    }
    guard few.isEmpty else { return }
    scratch.removeAll(keepingCapacity: true)
    index.find(in: text, &scratch)
    for pattern in scratch { add(pattern, &found) }
    guard !automaton.isEmpty else { return }
    scratch.removeAll(keepingCapacity: true)
    automaton.find(in: text, &scratch)
    for short in scratch { add(placesOfShort[short], &found) }
  }

  private func add(_ pattern: Int, _ found: inout [Int]) {
    let signature = signatureOfPattern[pattern]
    if !found.contains(signature) { found.append(signature) }
  }

  /// Where the byte stands that is rarest in log lines.
  private static func rarest(_ pattern: [UInt8]) -> Int {
    let ranks = pattern.map(ByteRarity.rank)
    return ranks.indices.max { ranks[$0] < ranks[$1] } ?? 0
  }
}

/// A literal of a signature, in all forms in which lines may hold it.
///
/// Many searches share it: that of all components, those of single ones, those of call sites.
struct SignatureLiteral: Sendable {
  /// Bytes of the literal itself.
  let length: Int
  /// As written, and as it stands within one and two layers of quotes: lines are searched before they are decoded.
  let forms: [LiteralPattern]

  /// A literal that is not empty.
  init(_ literal: String) {
    let plain = Array(literal.utf8)
    length = plain.count
    let quoted = Self.quote(plain)
    forms = (plain == quoted ? [plain] : [plain, quoted, Self.quote(quoted)]).map(LiteralPattern.init)
  }

  private static func quote(_ bytes: [UInt8]) -> [UInt8] {
    var quoted: [UInt8] = []
    for byte in bytes {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): quoted += [UInt8(ascii: "\\"), byte]
      case UInt8(ascii: "\n"): quoted += [UInt8(ascii: "\\"), UInt8(ascii: "n")]
      case UInt8(ascii: "\t"): quoted += [UInt8(ascii: "\\"), UInt8(ascii: "t")]
      default: quoted.append(byte)
      }
    }
    return quoted
  }
}
