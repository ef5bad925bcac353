/// The header of a table: its columns' titles, and where each begins.
///
///     NAME       STATUS   ROLES    AGE     VERSION
struct TableColumns: Equatable {
  /// The titles, e.g. `LAST SEEN`.
  private(set) var titles: [String]
  /// The offset at which each column begins, in characters.
  private(set) var starts: [Int]
  /// Whether the blanks between columns were folded, so that offsets tell nothing.
  private(set) var isFolded: Bool
  /// Length of the header line.
  private(set) var width: Int

  /// Most columns of a table; a line with more is no header.
  private static let mostColumns = 64

  /// Titles with which tables of kubectl begin.
  private static let firstTitles: Set<String> = [
    "NAME", "NAMESPACE", "LAST SEEN", "LASTSEEN", "FIRST SEEN", "FIRSTSEEN",
  ]

  /// Titles of several words, which folded blanks would take apart.
  private static let longTitles: Set<String> = [
    "LAST SEEN", "FIRST SEEN", "NOMINATED NODE", "READINESS GATES", "ACCESS MODES", "RECLAIM POLICY", "NODE SELECTOR",
    "LAST SCHEDULE", "CREATED AT", "MIN AVAILABLE", "MAX UNAVAILABLE", "ALLOWED DISRUPTIONS",
  ]

  /// Columns with given titles whose offsets are not known.
  init(titles: [String]) {
    self.titles = titles
    starts = []
    isFolded = true
    width = 0
  }

  /// Reads a header; nil for any other line.
  init?(_ line: TableText) {
    let words = line.words
    guard words.count >= 2, words.count <= 2 * Self.mostColumns, words.allSatisfy({ Self.isTitle(line.text($0)) })
    else { return nil }
    let gaps = zip(words, words.dropFirst()).map { $1.lowerBound - $0.upperBound }
    let isFolded = gaps.allSatisfy { $0 == 1 }
    var titles: [String] = []
    var starts: [Int] = []
    for (index, word) in words.enumerated() {
      let text = line.text(word)
      if index > 0, gaps[index - 1] == 1, let last = titles.last,
        !isFolded || Self.longTitles.contains("\(last) \(text)")
      {
        titles[titles.count - 1] = "\(last) \(text)"
      } else {
        titles.append(text)
        starts.append(word.lowerBound)
      }
    }
    guard let first = titles.first, Self.firstTitles.contains(first), titles.count >= 2,
      Set(titles).count == titles.count
    else { return nil }
    self.titles = titles
    self.starts = starts
    self.isFolded = isFolded
    width = line.characters.count
  }

  /// The header with the part that a terminal moved to the next line; nil where that is no part of it.
  func continued(by line: TableText, joined: TableText) -> TableColumns? {
    let words = line.words
    guard !words.isEmpty, words.allSatisfy({ Self.isTitle(line.text($0)) }), TableColumns(line) == nil else {
      return nil
    }
    return TableColumns(joined)
  }

  /// The offset of a title.
  func index(of title: String) -> Int? { titles.firstIndex(of: title) }

  /// `NAME`, `UP-TO-DATE`, `PORT(S)`; no lower case.
  private static func isTitle(_ word: String) -> Bool {
    word.utf8.contains { (65...90).contains($0) }
      && word.utf8.allSatisfy { (65...90).contains($0) || $0.isDigit || "-()/:_%.".utf8.contains($0) }
  }
}
