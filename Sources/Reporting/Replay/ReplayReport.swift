public import Model

/// How one incident's diagnosis compares with its expectation.
public struct ReplayOutcome: Sendable {
  /// The incident's name: its folder.
  public var incident: String
  /// The verdict; nil where nothing could be analyzed.
  public var verdict: Diagnosis.Verdict?
  /// What differs, one sentence each, or why it could not be replayed; empty when all is as expected.
  public var differences: [String]

  /// An incident replayed.
  public init(incident: String, verdict: Diagnosis.Verdict?, differences: [String]) {
    self.incident = incident
    self.verdict = verdict
    self.differences = differences
  }

  /// Whether the diagnosis is as expected.
  public var isAsExpected: Bool { differences.isEmpty }
}

/// What `replay` prints: all incidents, and what differs.
public enum ReplayReport {
  /// A table, one line an incident, differences below theirs.
  public static func text(_ outcomes: [ReplayOutcome], style: Style = Style()) -> String {
    var page = TextPage(style: style)
    let width = outcomes.map(\.incident.columns).max() ?? 0
    for outcome in outcomes {
      page.paragraph(
        [outcome.isAsExpected ? Piece("as expected") : Piece("DIFFERS", .fault)],
        cells: [
          Cell(text: outcome.incident, width: width),
          Cell(text: outcome.verdict?.rawValue ?? "not analyzed", width: 16),
        ])
      for difference in outcome.differences { page.paragraph("- " + difference, indent: 2, hanging: 4) }
    }
    let wrong = outcomes.filter { !$0.isAsExpected }.count
    page.gap()
    page.paragraph(
      counted(outcomes.count, "incident")
        + (wrong == 0 ? ", all as expected" : ", \(wrong) \(wrong == 1 ? "differs" : "differ")"))
    return page.text
  }

  /// An array, one object an incident.
  public static func json(_ outcomes: [ReplayOutcome]) -> String {
    JSON.array(
      outcomes.map { outcome in
        .object([
          ("incident", .string(outcome.incident)),
          ("verdict", outcome.verdict.map { .string($0.rawValue) } ?? .null),
          ("asExpected", .boolean(outcome.isAsExpected)),
          ("differences", .strings(outcome.differences)),
        ])
      }
    ).document
  }

  /// JUnit XML, one test case an incident. It has no times: equal outcomes give equal bytes.
  public static func junit(_ outcomes: [ReplayOutcome]) -> String {
    let failures = outcomes.filter { !$0.isAsExpected }.count
    let counts = "tests=\"\(outcomes.count)\" failures=\"\(failures)\""
    var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites \(counts)>\n"
    text += "  <testsuite name=\"\(Tool.name) replay\" \(counts)>\n"
    for outcome in outcomes {
      text += "    <testcase classname=\"replay\" name=\"\(escaped(outcome.incident))\""
      guard let first = outcome.differences.first else {
        text += "/>\n"
        continue
      }
      text += ">\n      <failure message=\"\(escaped(first))\">"
      text += outcome.differences.map(escaped).joined(separator: "\n") + "</failure>\n    </testcase>\n"
    }
    return text + "  </testsuite>\n</testsuites>\n"
  }

  /// XML 1.0 cannot hold most control characters, not even escaped, so they are written out before.
  private static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.inert.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "\u{fffe}", "\u{ffff}": result += "\u{fffd}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
