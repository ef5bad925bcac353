import Model

/// Rows of a runtime's table without the header above them, as `| grep`, `| tail` and copied lines have them:
///
///     75a8c1d2e3f4   api:1.4   "/bin/api"   2 hours ago   Exited (137) 1 hour ago   k8s_api_web-0_shop_0f8b3a52_1
///     1cc6b5b27a3aa  9a2b8c7d6e5f4  2 hours ago  Exited  api  3  75a8c1d2e3f40  api-7c75c5f88c-x2x5j
///     75a8c1d2e3f40  2 hours ago  Ready  web-0  shop  0  (default)
///
/// An id, an age and a state, each in its place, leave no doubt.
extension RuntimeRow {
  /// Reads such a row; nil for any other line.
  init?(headless text: TableText, evidence: Evidence) {
    let words = text.words.map(text.text)
    guard words.count >= 6, ContainerID.isWritten(words[0]), let age = AgeWords(words) else { return nil }
    let rest = Array(words[age.end...])
    switch age.start {
    case 1:
      guard let cells = Self.sandboxCells(rest) else { return nil }
      self.init(cells: cells, kind: .sandboxes, id: words[0], evidence: evidence)
    case 2:
      guard var cells = Self.containerCells(rest) else { return nil }
      cells["IMAGE"] = words[1]
      self.init(cells: cells, kind: .containers, id: words[0], evidence: evidence)
    default:
      guard age.start > 2, words[2].hasPrefix("\""), words[age.start - 1].hasSuffix("\""),
        var cells = Self.dockerCells(rest)
      else { return nil }
      cells["IMAGE"] = words[1]
      self.init(cells: cells, kind: .containers, id: words[0], evidence: evidence)
    }
  }

  /// Whether a line is such a row.
  static func isHeadless(_ line: LineBytes) -> Bool {
    guard line.count < 2048, line.count > 40, line.index(of: " ago") != nil else { return false }
    return RuntimeRow(headless: TableText(line), evidence: Evidence(path: "", line: 0, text: "")) != nil
  }

  /// Where an age stands among the words of a row: `2 hours ago`, `About an hour ago`, `Less than a second ago`.
  private struct AgeWords {
    var start: Int
    var end: Int

    private static let units = ["second", "minute", "hour", "day", "week", "month", "year"]

    private static let others: Set<String> = ["a", "an", "About", "Less", "than", "ago"]

    /// Whether a word that is no number can be part of an age.
    static func isPart(_ word: String) -> Bool {
      others.contains(word) || units.contains { word == $0 || word == $0 + "s" }
    }

    init?(_ words: [String]) {
      guard let ago = words.firstIndex(of: "ago"), ago >= 3,
        Self.units.contains(where: { words[ago - 1] == $0 || words[ago - 1] == $0 + "s" })
      else { return nil }
      end = ago + 1
      switch words[ago - 2] {
      case "a" where ago >= 5 && words[ago - 3] == "than": start = ago - 4
      case "a", "an": start = ago - 3
      case let number where Int(number) != nil: start = ago - 2
      default: return nil
      }
      guard end < words.count else { return nil }
    }
  }

  private static func sandboxCells(_ rest: [String]) -> [String: String]? {
    guard rest.count >= 4, ["Ready", "NotReady"].contains(rest[0]), Int(rest[3]) != nil else { return nil }
    return ["STATE": rest[0], "NAME": rest[1], "NAMESPACE": rest[2], "ATTEMPT": rest[3]]
  }

  private static func containerCells(_ rest: [String]) -> [String: String]? {
    guard rest.count >= 4, ["Running", "Exited", "Created", "Unknown"].contains(rest[0]), Int(rest[2]) != nil,
      ContainerID.isWritten(rest[3])
    else { return nil }
    var cells = ["STATE": rest[0], "NAME": rest[1], "ATTEMPT": rest[2], "POD ID": rest[3]]
    if rest.count > 4 { cells["POD"] = rest[4] }
    if rest.count > 5 { cells["NAMESPACE"] = rest[5] }
    return cells
  }

  private static func dockerCells(_ rest: [String]) -> [String: String]? {
    guard let word = rest.first, ["Up", "Exited", "Created", "Restarting", "Dead", "Removal"].contains(word) else {
      return nil
    }
    var cells = ["STATUS": rest.joined(separator: " ")]
    // What follows the status are ports and, last, the name.
    let behind = rest.dropFirst().drop { word in
      Int(word) != nil || word.hasPrefix("(") || word.hasSuffix(")") || AgeWords.isPart(word)
    }
    if let name = behind.last { cells["NAMES"] = name }
    return cells
  }
}
