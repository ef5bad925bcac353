/// Finds which of many literals occur in a text, in one pass over it (Aho–Corasick, compiled to a flat table).
///
/// Bytes that no literal holds share one column of the table, so that it stays small. Accepting states come last, so that
/// the inner loop needs one comparison a byte.
struct LiteralAutomaton: Sendable {
  private let columnOfByte: [UInt8]
  private let columns: Int
  /// Row start of the next state, by row start of the state plus column.
  private let next: [UInt32]
  /// Row start of the first accepting state.
  private let firstAccepting: UInt32
  /// Literals that end in a state, by number of the accepting state.
  private let accepted: [[Int]]

  /// Whether there is nothing to find.
  var isEmpty: Bool { accepted.isEmpty }

  /// Compiles literals; they are reported by their index. Empty ones are never found. `ignoringCase` takes literals in
  /// lower case and finds them in any.
  init(_ literals: [[UInt8]], ignoringCase: Bool = false) {
    var (columnOfByte, columns) = Self.columns(literals)
    if ignoringCase {
      for upper in 65...90 { columnOfByte[upper] = columnOfByte[upper + 32] }
    }
    var trie = Trie(columns: columns)
    for (index, literal) in literals.enumerated() where !literal.isEmpty {
      trie.insert(literal.map { Int(columnOfByte[Int($0)]) }, index)
    }
    trie.linkFailures()
    let order = trie.statesWithAcceptingLast()
    var newNumber = [Int](repeating: 0, count: order.count)
    for (position, state) in order.enumerated() { newNumber[state] = position }
    var table: [UInt32] = []
    table.reserveCapacity(order.count * columns)
    for state in order {
      for column in 0..<columns { table.append(UInt32(newNumber[trie.next[state * columns + column]] * columns)) }
    }
    next = table
    self.columnOfByte = columnOfByte
    self.columns = columns
    let accepting = order.filter { !trie.accepted[$0].isEmpty }
    accepted = accepting.map { trie.accepted[$0] }
    firstAccepting = UInt32((order.count - accepting.count) * columns)
  }

  /// Appends the indices of the literals that occur in `text`, each once, to `found`.
  func find(in text: LineBytes, _ found: inout [Int]) {
    guard !accepted.isEmpty else { return }
    next.withUnsafeBufferPointer { next in
      columnOfByte.withUnsafeBufferPointer { columnOfByte in
        var state: UInt32 = 0
        for byte in text {
          state = next[Int(state) + Int(columnOfByte[Int(byte)])]
          if state >= firstAccepting { report(state, &found) }
        }
      }
    }
  }

  /// Whether any literal occurs in `text`.
  func isFound(in text: LineBytes) -> Bool {
    guard !accepted.isEmpty else { return false }
    return next.withUnsafeBufferPointer { next in
      columnOfByte.withUnsafeBufferPointer { columnOfByte in
        var state: UInt32 = 0
        for byte in text {
          state = next[Int(state) + Int(columnOfByte[Int(byte)])]
          if state >= firstAccepting { return true }
        }
        return false
      }
    }
  }

  @inline(never)
  private func report(_ state: UInt32, _ found: inout [Int]) {
    for literal in accepted[Int(state - firstAccepting) / columns] where !found.contains(literal) {
      found.append(literal)
    }
  }

  private static func columns(_ literals: [[UInt8]]) -> (columnOfByte: [UInt8], columns: Int) {
    var isUsed = [Bool](repeating: false, count: 256)
    for literal in literals {
      for byte in literal { isUsed[Int(byte)] = true }
    }
    var columnOfByte = [UInt8](repeating: 0, count: 256)
    var columns = isUsed.contains(false) ? 1 : 0
    for byte in 0..<256 where isUsed[byte] {
      columnOfByte[byte] = UInt8(columns)
      columns += 1
    }
    return (columnOfByte, columns)
  }
}

/// The states while the automaton is built.
private struct Trie {
  let columns: Int
  var next: [Int]
  var accepted: [[Int]] = [[]]

  private static let none = -1

  init(columns: Int) {
    self.columns = columns
    next = [Int](repeating: Self.none, count: columns)
  }

  mutating func insert(_ literal: [Int], _ index: Int) {
    var state = 0
    for column in literal {
      let slot = state * columns + column
      if next[slot] == Self.none {
        next[slot] = accepted.count
        accepted.append([])
        next.append(contentsOf: repeatElement(Self.none, count: columns))
      }
      state = next[slot]
    }
    accepted[state].append(index)
  }

  /// Completes the transitions breadth first, so that each state's failure state is complete before it is needed.
  mutating func linkFailures() {
    var failure = [Int](repeating: 0, count: accepted.count)
    var queue: [Int] = []
    for column in 0..<columns {
      if next[column] == Self.none { next[column] = 0 } else { queue.append(next[column]) }
    }
    var position = 0
    while position < queue.count {
      let state = queue[position]
      position += 1
      accepted[state] += accepted[failure[state]]
      for column in 0..<columns {
        let slot = state * columns + column
        let fallback = next[failure[state] * columns + column]
        if next[slot] == Self.none {
          next[slot] = fallback
        } else {
          failure[next[slot]] = fallback
          queue.append(next[slot])
        }
      }
    }
  }

  func statesWithAcceptingLast() -> [Int] {
    let states = accepted.indices
    return states.filter { accepted[$0].isEmpty } + states.filter { !accepted[$0].isEmpty }
  }
}
