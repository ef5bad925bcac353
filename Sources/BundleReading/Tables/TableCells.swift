/// Ways to cut a row into the cells of its columns, the surest first. Which one holds shows when the cells are read:
/// an age that is no age tells that the cut was wrong.
struct TableCells {
  private let columns: TableColumns
  private let row: TableText

  init(_ row: TableText, columns: TableColumns) {
    self.row = row
    self.columns = columns
  }

  /// The cuts to try, each with one text a column, empty where nothing stands.
  var candidates: [[String]] {
    var candidates: [[String]] = []
    if let cells = byOffset { candidates.append(cells) }
    let gaps = row.cells
    if gaps.count > 1 {
      candidates += fitted(gaps)
    }
    let words = joiningParentheses(row.words)
    if words.count != gaps.count { candidates += fitted(words) }
    return candidates
  }

  /// Where the header's columns begin. A value wider than its column, as in later pages of a long list, breaks the rule.
  private var byOffset: [String]? {
    guard !columns.isFolded else { return nil }
    let characters = row.characters
    for start in columns.starts.dropFirst() where start < characters.count {
      guard start >= 2, characters[start - 1] == " ", characters[start - 2] == " " else { return nil }
    }
    return columns.starts.enumerated().map { index, start in
      let end = index + 1 < columns.starts.count ? columns.starts[index + 1] : characters.count
      return start < characters.count ? row.text(start..<max(start, end)) : ""
    }
  }

  /// The parts as they come, where there is one a column; else with the surplus in the column of free text, or with a
  /// column that is often empty left out.
  private func fitted(_ parts: [Range<Int>]) -> [[String]] {
    let count = columns.titles.count
    if parts.count == count { return [parts.map(row.text)] }
    if parts.count > count, let free = columns.index(of: "MESSAGE") {
      let behind = count - free - 1
      let from = parts[free].lowerBound
      let to = parts[parts.count - behind - 1].upperBound
      return [
        parts[..<free].map(row.text) + [row.text(from..<to)] + parts[(parts.count - behind)...].map(row.text)
      ]
    }
    guard parts.count + 1 == count, let empty = columns.index(of: "SUBOBJECT") else { return [] }
    return [parts[..<empty].map(row.text) + [""] + parts[empty...].map(row.text)]
  }

  /// `5 (3m ago)` is one cell.
  private func joiningParentheses(_ words: [Range<Int>]) -> [Range<Int>] {
    var joined: [Range<Int>] = []
    var isOpen = false
    for word in words {
      let text = row.text(word)
      if let last = joined.last, isOpen || text.hasPrefix("(") {
        joined[joined.count - 1] = last.lowerBound..<word.upperBound
        isOpen = !text.hasSuffix(")")
      } else {
        joined.append(word)
      }
    }
    return joined
  }
}
