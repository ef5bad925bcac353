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
  init(_ wanted: [(signature: Int, literals: [String])]) {
    var patterns: [[UInt8]] = []
    var signatures: [Int] = []
    for (signature, literals) in wanted {
      for literal in literals where !literal.isEmpty {
        for form in Self.forms(of: literal) {
          patterns.append(form)
          signatures.append(signature)
        }
      }
    }
    let areFew = patterns.count <= Self.fewPatterns
    few = areFew ? patterns.map { Needle(bytes: $0, rarest: Self.rarest($0)) } : []
    signatureOfPattern = signatures
    let long = areFew ? [] : patterns.map { $0.count < LiteralIndex.shortest ? [] : $0 }
    index = LiteralIndex(long)
    placesOfShort = areFew ? [] : patterns.indices.filter { patterns[$0].count < LiteralIndex.shortest }
    automaton = LiteralAutomaton(placesOfShort.map { patterns[$0] })
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

  /// A literal as written, and as it stands within one and two layers of quotes: lines are searched before they are
  /// decoded.
  private static func forms(of literal: String) -> [[UInt8]] {
    let plain = Array(literal.utf8)
    let quoted = quote(plain)
    return plain == quoted ? [plain] : [plain, quoted, quote(quoted)]
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
