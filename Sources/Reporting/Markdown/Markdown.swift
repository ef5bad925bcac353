/// Text for Markdown as issue trackers render it. Names and log lines come from strangers: none of it may become markup,
/// a link, a mention of a person or a reference to another issue.
enum Markdown {
  /// Prose: what stands between backticks becomes code, all else is escaped.
  ///
  ///     Markdown.prose("The condition `DiskPressure` is <True> | ask @ops")
  ///     // The condition `DiskPressure` is \<True\> \| ask `@ops`
  static func prose(_ text: String, inTable: Bool = false) -> String {
    let parts = text.split(separator: "`", omittingEmptySubsequences: false)
    // Backticks that do not pair mean no code.
    guard parts.count % 2 == 1 else { return words(text, inTable) }
    return parts.enumerated().map { offset, part in
      offset % 2 == 1 ? code(String(part), inTable: inTable) : words(String(part), inTable)
    }.joined()
  }

  /// The text as it is, as code within a line. Within a table (`inTable`) pipes are escaped even in code.
  static func code(_ text: String, inTable: Bool = false) -> String {
    guard !text.isEmpty else { return "" }
    let inert = inTable ? withEscapedPipes(text.inert) : text.inert
    let ticks = String(repeating: "`", count: longestRun(of: "`", in: inert) + 1)
    let isPadded = inert.hasPrefix("`") || inert.hasSuffix("`")
    return isPadded ? "\(ticks) \(inert) \(ticks)" : ticks + inert + ticks
  }

  /// Lines as a code block, e.g. of `sh`; `indent` places it within a list.
  static func block(_ lines: [String], language: String, indent: String = "") -> String {
    let inert = lines.map(inertKeepingTabs)
    let fence = String(repeating: "`", count: max(3, (inert.map { longestRun(of: "`", in: $0) }.max() ?? 0) + 1))
    let body = inert.map { $0.isEmpty ? "\n" : "\(indent)\($0)\n" }.joined()
    return "\(indent)\(fence)\(language)\n\(body)\(indent)\(fence)\n"
  }

  /// A row of a table. The cells are Markdown already.
  static func row(_ cells: [String]) -> String { "| " + cells.joined(separator: " | ") + " |\n" }

  /// The head of a table.
  static func head(_ titles: [String]) -> String { row(titles) + row(titles.map { _ in "---" }) }

  private static func withEscapedPipes(_ text: String) -> String {
    var result = ""
    for character in text {
      // Readers differ in what two backslashes before a pipe mean.
      if character == "|" { result += result.hasSuffix("\\") ? " \\" : "\\" }
      result.append(character)
    }
    return result
  }

  private static func words(_ text: String, _ inTable: Bool) -> String {
    text.inert.split(separator: " ", omittingEmptySubsequences: false).map { word in
      isReference(word) ? code(String(word), inTable: inTable) : escaped(word)
    }.joined(separator: " ")
  }

  /// Whether a tracker would turn a word into a mention, a reference or a link.
  private static func isReference(_ word: Substring) -> Bool {
    if word.contains("@") || word.contains("://") { return true }
    guard let hash = word.utf8.firstIndex(of: UInt8(ascii: "#")) else { return false }
    return word[hash...].dropFirst().first?.isNumber == true
  }

  private static func escaped(_ word: Substring) -> String {
    var result = ""
    for character in word {
      if "\\`*_[]<>|~&#".contains(character) { result += "\\" }
      result.append(character)
    }
    return result
  }

  /// In a code block a tab does no harm, and tables of kubectl need it.
  private static func inertKeepingTabs(_ line: String) -> String {
    line.split(separator: "\t", omittingEmptySubsequences: false).map { String($0).inert }.joined(separator: "\t")
  }

  private static func longestRun(of mark: Character, in text: String) -> Int {
    var longest = 0
    var run = 0
    for character in text {
      run = character == mark ? run + 1 : 0
      longest = max(longest, run)
    }
    return longest
  }
}
