import Model

/// The line of a log that says why the program ended.
enum FailureLine {
  /// The line; nil where the log has none or says nothing of a failure.
  ///
  /// A specific line (`connection refused`, `Access denied for user`) wins, the last one, since earlier ones may have been
  /// retried with success. Otherwise the cause that a stack trace names: `Caused by:` last, the line that ends a Python
  /// traceback, the first panic or fatal line; otherwise the last line that speaks of a failure.
  static func find(in lines: [ContainerLog.Line]) -> LoggedError? {
    let errors = lines.compactMap { LoggedError($0) }
    let specific = errors.filter { $0.shape != .other && !isStackFrame($0.line.text) }
    if let last = specific.last(where: { $0.shape != .unreachable }) ?? specific.last { return last }
    if let cause = errors.last(where: { isCause($0.line.text) }) { return cause }
    if let python = endOfTraceback(lines) { return python }
    let fatal = [
      "panic:", "fatal", "[emerg]", "unhandled", "uncaught", "critical", "exception in thread",
      "npm err! missing script",
    ]
    if let first = errors.first(where: { error in
      let text = error.line.text.lowercased()
      return fatal.contains { text.byteRange(of: $0) != nil } && !isStackFrame(error.line.text)
    }) {
      return first
    }
    return errors.last { !isStackFrame($0.line.text) }
  }

  /// `Caused by:` of Java, `--->` of .NET: the exception within the exception; the last one is the innermost.
  private static func isCause(_ text: String) -> Bool {
    text.byteRange(of: "Caused by:") != nil || text.drop { $0 == " " }.hasPrefix("---> ")
  }

  /// `	at com.shop.Api.main(Api.java:12)` and the like; so is the line of source that Node prints above an error.
  private static func isStackFrame(_ text: String) -> Bool {
    let trimmed = text.drop { $0 == " " || $0 == "\t" }
    return ["at ", "File \"", "goroutine ", "throw ", "triggerUncaughtException", "--- End of "].contains {
      trimmed.hasPrefix($0)
    }
  }

  /// The exception below `Traceback (most recent call last):`: the first line after it that is not indented.
  private static func endOfTraceback(_ lines: [ContainerLog.Line]) -> LoggedError? {
    let opening = "Traceback (most recent call last)"
    guard let start = lines.lastIndex(where: { $0.text.byteRange(of: opening) != nil }) else { return nil }
    return lines[(start + 1)...].first { !$0.text.hasPrefix(" ") && !$0.text.isEmpty }.flatMap { LoggedError($0) }
  }
}
