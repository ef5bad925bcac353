import Model

/// A key of a describe text with its value and what is indented below it.
///
///     Labels:         app=web
///                     tier=front
struct DescribeSection {
  /// `Labels`; empty for a line that is no `Key: value`.
  let key: String
  /// The value in the key's own line; the whole line where it has no key. Empty for `<none>` and its like.
  let value: String
  /// Number of the line with the key.
  let line: Int
  /// The lines below.
  let body: ArraySlice<DescribeLine>

  init(_ head: DescribeLine, body: ArraySlice<DescribeLine>) {
    if let (key, value) = DescribeLine.split(head.text) {
      self.key = String(key)
      self.value = Self.isNothing(value) ? "" : String(value)
    } else {
      key = ""
      value = Self.isNothing(head.text[...]) ? "" : head.text
    }
    line = head.number
    self.body = body
  }

  /// The sections below.
  var outline: DescribeOutline { DescribeOutline(body) }

  /// A section below.
  subscript(key: String) -> DescribeSection? { outline[key] }

  /// The value, and the lines below it, each with its line: lists of labels, arguments, taints.
  var entries: [(text: String, line: Int)] {
    (value.isEmpty ? [] : [(value, line)])
      + body.filter { !$0.text.isEmpty && !Self.isNothing($0.text[...]) }.map { ($0.text, $0.number) }
  }

  /// The value with the lines that go on with it, e.g. a message of several lines.
  var wholeValue: String {
    var text = value
    for line in body where line.indentation == DescribeLine.continuation { text += "\n" + line.text }
    while text.hasSuffix("\n") { text.removeLast() }
    return text
  }

  /// The value as the API would hold it; nil where there is none.
  var scalar: Value? { value.isEmpty ? nil : Value(.scalar(value, isText: false), line: line) }

  /// The value as text, with the lines that go on with it.
  var textScalar: Value? {
    let text = wholeValue
    return text.isEmpty ? nil : Value(.scalar(text, isText: true), line: line)
  }

  /// The value as a time in UTC.
  var time: Value? {
    DescribeTime.rfc3339(value).map { Value(.scalar($0, isText: false), line: line) }
  }

  /// The whole number with which the value begins.
  var number: Value? {
    let digits = value.prefix { $0.isASCII && $0.isNumber }
    return digits.isEmpty ? nil : Value(.scalar(String(digits), isText: false), line: line)
  }

  /// `true` or `false` of either case.
  var boolean: Value? {
    switch value {
    case "True", "true", "Yes", "yes": Value(.scalar("true", isText: false), line: line)
    case "False", "false", "No", "no": Value(.scalar("false", isText: false), line: line)
    default: nil
    }
  }

  /// What kubectl prints where a field is not set.
  static func isNothing(_ text: Substring) -> Bool {
    ["<none>", "<unset>", "<unknown>", "<nil>", "<invalid>"].contains(text)
  }
}

/// The sections of one level, in written order.
struct DescribeOutline {
  let sections: [DescribeSection]

  /// A section begins at each line that is indented no more than the first.
  init(_ lines: ArraySlice<DescribeLine>) {
    var sections: [DescribeSection] = []
    let first = lines.firstIndex { $0.indentation != DescribeLine.continuation }
    if var start = first {
      let level = lines[start].indentation
      for index in lines.indices[(start + 1)...] where lines[index].indentation <= level {
        sections.append(DescribeSection(lines[start], body: lines[(start + 1)..<index]))
        start = index
      }
      sections.append(DescribeSection(lines[start], body: lines[(start + 1)..<lines.endIndex]))
    }
    self.sections = sections
  }

  /// The first section of a key.
  subscript(key: String) -> DescribeSection? { sections.first { $0.key == key } }

  /// The first section of any of the keys, the first key first: kubectl renamed some.
  func any(_ keys: String...) -> DescribeSection? {
    for key in keys { if let section = self[key] { return section } }
    return nil
  }

  /// Whether there is a section of the key.
  func has(_ key: String) -> Bool { self[key] != nil }
}
