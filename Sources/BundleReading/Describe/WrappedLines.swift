/// Rejoins lines that a terminal broke at its width before they were copied out of it.
enum WrappedLines {
  /// No terminal is narrower.
  private static let leastWidth = 60
  /// Broken lines that make a habit.
  private static let leastCount = 2

  /// The lines as kubectl printed them. A rest at the left margin joins the line before it if that is as long as the
  /// longest of all; texts in which that happens only once are left as they are.
  static func rejoined(_ lines: [DescribeLine]) -> [DescribeLine] {
    let width = lines.reduce(0) { max($0, $1.width) }
    guard width >= leastWidth else { return lines }
    var broken = 0
    for index in lines.indices.dropFirst() where isRest(lines[index], after: lines[index - 1], width) { broken += 1 }
    guard broken >= leastCount else { return lines }
    var joined: [DescribeLine] = []
    for (index, line) in lines.enumerated() {
      if index > 0, !joined.isEmpty, isRest(line, after: lines[index - 1], width) {
        joined[joined.count - 1].text += (lines[index - 1].endsWithBlank ? " " : "") + line.text
      } else {
        joined.append(line)
      }
    }
    return joined
  }

  private static func isRest(_ line: DescribeLine, after previous: DescribeLine, _ width: Int) -> Bool {
    previous.width == width && !line.text.isEmpty && line.indentation == DescribeLine.continuation
      // A table at the left margin is as wide as its rule.
      && !line.text.hasPrefix("--") && !previous.text.hasPrefix("--")
  }
}
