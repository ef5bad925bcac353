/// How a text report is drawn. It changes looks only: what is said does not depend on it.
public struct Style: Hashable, Sendable {
  /// Columns to fill, at least 60.
  public var width: Int
  /// Whether to use ANSI colors. They only repeat what words and symbols say.
  public var isColored: Bool
  /// Whether symbols and rules may be other than ASCII.
  public var isUnicode: Bool

  /// A style, e.g. `Style()` for a file: 100 columns, no color, UTF-8.
  public init(width: Int = 100, isColored: Bool = false, isUnicode: Bool = true) {
    self.width = max(60, width)
    self.isColored = isColored
    self.isUnicode = isUnicode
  }

  /// Stands before each mechanism between two steps.
  var link: String { isUnicode ? "│" : "|" }
  /// Stands for text left out.
  var ellipsis: String { isUnicode ? "…" : "..." }
  /// Between a count and what is counted.
  var times: String { isUnicode ? "×" : "x" }
  /// Between the ends of a span.
  var until: String { isUnicode ? "–" : "-" }
}

/// What a piece of a line is, for its color.
enum Paint: Hashable, Sendable {
  case plain, strong, fault, state, symptom, faint

  /// The ANSI sequence that begins it; empty for plain text.
  var sequence: String {
    switch self {
    case .plain: ""
    case .strong: "\u{1b}[1m"
    case .fault: "\u{1b}[31m"
    case .state: "\u{1b}[33m"
    case .symptom: "\u{1b}[35m"
    case .faint: "\u{1b}[2m"
    }
  }
}
