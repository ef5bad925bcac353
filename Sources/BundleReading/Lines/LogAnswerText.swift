import Model

/// Recognises what `kubectl logs` prints in place of a log, or behind its last line.
struct LogAnswerText {
  var answer: LogAnswer
  /// The pod that the text names; empty where it names none.
  var pod = ""
  /// The container that the text names; empty where it names none.
  var container = ""
  /// The namespace that the text names; empty where it names none.
  var namespace = ""

  /// The answer in a line; nil where it holds none. Of several appended to each other the first counts.
  static func read(_ line: LineBytes) -> LogAnswerText? {
    if let start = line.index(of: "unable to retrieve container logs for ") {
      let answer = unableToRetrieve(line, start)
      // Amid a line it is an answer only where nothing but answers follows: applications quote it, too.
      return start == 0 || isEndOrAnswer(line.part(from: answer.end)) ? answer.text : nil
    }
    if let error = line.index(of: "Error from server"), error == 0 || line.has(" (", at: error + 17) {
      let text = line.part(from: error)
      if let known = previousNotFound(text) ?? containerState(text) ?? podNotFound(text) ?? unreachable(text) {
        return known
      }
      return error == 0 ? LogAnswerText(answer: .other(message: text.trimmed.text)) : nil
    }
    let start = line.trimmed
    // Other clients print the API's words without `Error from server`.
    if start.has("previous terminated container \"") { return previousNotFound(start) }
    if start.has("container \"") { return containerState(start) }
    for words in missingFile where start.has(words) {
      return LogAnswerText(answer: .other(message: start.text))
    }
    return nil
  }

  /// Whether a line begins as such an answer does.
  static func isWhole(_ text: LineBytes) -> Bool {
    let line = text.trimmed
    guard !line.isEmpty, isEndOrAnswer(line), let found = read(line) else { return false }
    // Other errors of the API are those of any command.
    return found.isSpecific || missingFile.contains { line.has($0) }
  }

  /// Whether the answer says more than that something failed.
  var isSpecific: Bool {
    if case .other = answer { return false }
    return true
  }

  /// What the kubelet answers where the log's file is gone.
  private static let missingFile: [StaticString] = [
    "failed to try resolving symlinks in path \"", "failed to open log file \"",
    "rpc error: code = NotFound desc = an error occurred when try to find container ",
  ]

  private static func isEndOrAnswer(_ text: LineBytes) -> Bool {
    let rest = text.trimmed
    return rest.isEmpty || rest.has("unable to retrieve container logs") || rest.has("Error from server")
      || rest.has("previous terminated container \"") || rest.has("container \"")
      || missingFile.contains { rest.has($0) }
  }

  private static func unableToRetrieve(_ line: LineBytes, _ position: Int) -> (text: LogAnswerText, end: Int) {
    let start = position + 38
    guard let scheme = line.part(start, start + 64).index(of: "://") else {
      return (LogAnswerText(answer: .unableToRetrieve(runtime: "", containerID: "")), line.count)
    }
    var end = start + scheme + 3
    let first = end
    // Ids are 64 hexadecimal digits; what is appended to them may begin with letters of its own.
    while end < line.count, end < first + 64, isHexadecimal(line[end]) { end += 1 }
    let answer = LogAnswer.unableToRetrieve(
      runtime: line.part(start, start + scheme).text, containerID: line.part(first, end).text)
    return (LogAnswerText(answer: answer), end)
  }

  private static func isHexadecimal(_ byte: UInt8) -> Bool { byte.isDigit || (97...102).contains(byte) }

  private static func previousNotFound(_ text: LineBytes) -> LogAnswerText? {
    guard let start = text.index(of: "previous terminated container \""),
      text.index(of: " not found", from: start) != nil
    else { return nil }
    return named(LogAnswerText(answer: .previousNotFound), text, from: start)
  }

  private static func containerState(_ text: LineBytes) -> LogAnswerText? {
    guard let start = text.index(of: "container \"") else { return nil }
    if let waiting = text.index(of: " is waiting to start: ", from: start) {
      let reason = text.part(from: waiting + 22).trimmed.text
      return named(LogAnswerText(answer: .waitingToStart(reason: reason)), text, from: start)
    }
    if text.index(of: " is not available", from: start) != nil {
      return named(LogAnswerText(answer: .notAvailable), text, from: start)
    }
    return nil
  }

  private static func podNotFound(_ text: LineBytes) -> LogAnswerText? {
    guard let start = text.index(of: "pods \""), let end = QuotedText.end(text, start + 5),
      text.has(" not found", at: end + 1)
    else { return nil }
    return LogAnswerText(answer: .podNotFound, pod: text.part(start + 6, end).text)
  }

  /// `Get "https://10.99.0.10:10250/containerLogs/<ns>/<pod>/<container>": dial tcp …`, with and without quotes.
  private static func unreachable(_ text: LineBytes) -> LogAnswerText? {
    guard let get = text.index(of: "Get "), let path = text.index(of: "/containerLogs/", from: get) else {
      return nil
    }
    var result = LogAnswerText(answer: .kubeletUnreachable(error: text.part(from: get).trimmed.text))
    var end = path + 15
    while end < text.count, text[end] != UInt8(ascii: "\""), text[end] != UInt8(ascii: "?"), text[end] != 32,
      text[end] != UInt8(ascii: ":")
    { end += 1 }
    let parts = text.part(path + 15, end).text.split(separator: "/").map(String.init)
    if parts.count >= 3 { (result.namespace, result.pod, result.container) = (parts[0], parts[1], parts[2]) }
    return result
  }

  /// Adds the names of `container "c" in pod "p"`.
  private static func named(_ answer: LogAnswerText, _ text: LineBytes, from start: Int) -> LogAnswerText {
    var result = answer
    if let quote = text.index(of: "container \"", from: start), let end = QuotedText.end(text, quote + 10) {
      result.container = text.part(quote + 11, end).text
      if text.has(" in pod \"", at: end + 1), let podEnd = QuotedText.end(text, end + 9) {
        result.pod = text.part(end + 10, podEnd).text
      }
    }
    return result
  }
}
