import Glibc
import Reporting

/// When to color.
enum ColorChoice: String, CaseIterable {
  case auto, always, never
}

/// What the environment says about looks. The only place that reads it.
struct Terminal {
  /// Whether standard output is one.
  var isInteractive: Bool
  /// `NO_COLOR` is set and not empty, or `TERM` is `dumb`.
  var refusesColor: Bool
  /// `COLUMNS`, else the window's width where there is one.
  var columns: Int?
  /// Whether the locale's character set is UTF-8.
  var isUTF8: Bool

  /// Standard output as it is.
  static var current: Terminal {
    let isInteractive = isatty(STDOUT_FILENO) == 1
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.map(variable).first { !$0.isEmpty } ?? ""
    let charset = locale.uppercased()
    return Terminal(
      isInteractive: isInteractive, refusesColor: !variable("NO_COLOR").isEmpty || variable("TERM") == "dumb",
      columns: Int(variable("COLUMNS")) ?? (isInteractive ? windowWidth : nil),
      isUTF8: charset.hasSuffix("UTF-8") || charset.hasSuffix("UTF8"))
  }

  /// How to draw on standard output. Into a pipe or file the locale does not count: the bytes are the same everywhere.
  func style(_ color: ColorChoice) -> Style {
    let isColored =
      switch color {
      case .always: true
      case .never: false
      case .auto: isInteractive && !refusesColor
      }
    return Style(width: min(columns ?? 100, 200), isColored: isColored, isUnicode: isUTF8 || !isInteractive)
  }

  private static func variable(_ name: String) -> String { getenv(name).map { String(cString: $0) } ?? "" }

  private static var windowWidth: Int? {
    var size = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return Int(size.ws_col)
  }
}
