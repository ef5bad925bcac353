import Model

/// A label selector in its text form: `app=web,tier in (a,b),!legacy`.
enum LabelSelectorText {
  /// The selector as `matchLabels` and `matchExpressions`; nil for an empty one.
  static func selector(_ text: String, line: Int) -> Value? {
    var labels = Members()
    var expressions: [Value] = []
    for requirement in requirements(text) {
      if let (key, values) = requirement.parted(by: " notin (") ?? requirement.parted(by: " in (") {
        let kind = requirement.contains(" notin (") ? "NotIn" : "In"
        expressions.append(expression(key, kind, values.dropLast().split(separator: ","), line))
      } else if let equals = requirement.firstIndex(of: "="), requirement.hasPrefix("=") == false {
        if requirement[..<equals].hasSuffix("!") {
          let value = requirement[requirement.index(after: equals)...]
          expressions.append(expression(String(requirement[..<equals].dropLast()), "NotIn", [value], line))
        } else {
          let value = requirement[requirement.index(after: equals)...].drop { $0 == "=" }
          labels.set(String(requirement[..<equals]), Value(.scalar(String(value), isText: true), line: line))
        }
      } else if requirement.hasPrefix("!") {
        expressions.append(expression(String(requirement.dropFirst()), "DoesNotExist", [], line))
      } else if !requirement.contains(" "), !requirement.contains("<") {
        expressions.append(expression(requirement, "Exists", [], line))
      }
    }
    var selector = Members()
    selector.set("matchLabels", labels.value)
    selector.set("matchExpressions", Value.list(expressions))
    return selector.value
  }

  /// Parts at the commas that stand in no parentheses.
  private static func requirements(_ text: String) -> [String] {
    var parts: [String] = []
    var part = ""
    var isInList = false
    for character in text {
      if character == "(" { isInList = true }
      if character == ")" { isInList = false }
      if character == ",", !isInList {
        parts.append(part)
        part = ""
      } else if !(part.isEmpty && character == " ") {
        part.append(character)
      }
    }
    parts.append(part)
    return parts.filter { !$0.isEmpty }
  }

  private static func expression(_ key: String, _ kind: String, _ values: [Substring], _ line: Int) -> Value {
    var members = Members()
    members.set("key", key, line: line)
    members.set("operator", kind, line: line)
    members.set("values", Value.list(values.map { Value(.scalar(String($0), isText: true), line: line) }))
    return members.value(line: line)
  }
}

extension DescribeSection {
  /// The section's value as a label selector; several lines are several requirements.
  var selector: Value? {
    LabelSelectorText.selector(entries.map(\.text).joined(separator: ","), line: line)
  }
}
