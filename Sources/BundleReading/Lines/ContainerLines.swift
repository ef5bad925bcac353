import Model

/// The lines of programs in containers, for a timeline that asks for all lines. They tell nothing of the node's clock, so
/// they stand apart from the lines of components.
///
/// Times are the runtime's, else those with which the line itself begins. A line without any, e.g. of a stack trace, was
/// written with the one before; what comes before the first time is left out.
struct ContainerLines {
  private let path: String
  private let interests: LogInterests
  /// By the log they belong to.
  private var lines: [(log: Int, line: LogLine)] = []
  private var latest: [Int: Stamped] = [:]
  /// Lines that were to be kept and are not.
  private(set) var leftOut = 0

  /// What a line without a time has of the one before.
  private struct Stamped {
    var time: ClockReading?
    var journalTime: ClockReading?
    var severity: Severity?
  }

  init(path: String, interests: LogInterests) {
    self.path = path
    self.interests = interests
  }

  /// Takes a line of a log. `name` stands for the component, `message` is what the program wrote.
  mutating func take(_ message: LineBytes, stamp outer: LineStamp?, name: String, of log: Int, line: TextLine) {
    guard interests.keepsAll(of: name, isDefinite: true), !message.trimmed.isEmpty else { return }
    let inner = Self.decode(message)
    if let time = inner.stamp ?? outer {
      latest[log] = Stamped(time: time.reading, journalTime: outer?.reading, severity: inner.severity)
    }
    guard let stamped = latest[log] else { return }
    guard lines.count < LogCollector.mostLines, interests.budget.take() else {
      leftOut += 1
      return
    }
    lines.append(
      (
        log,
        LogLine(
          time: stamped.time, journalTime: stamped.journalTime, host: PathHints.node(path), component: name,
          severity: inner.severity ?? stamped.severity, callSite: inner.callSite, message: inner.message,
          fields: inner.fields,
          signatures: [],
          evidence: Evidence(
            path: path, line: line.number, text: line.bytes.part(0, Evidence.longestText * 2).text, cut: line.isCut))
      ))
  }

  /// The lines, each with its container as far as the artifact tells.
  func facts(of logs: [ContainerLog]) -> LogFacts? {
    guard !lines.isEmpty || leftOut > 0 else { return nil }
    var facts = LogFacts()
    facts.leftOut = leftOut
    facts.containerLines = lines.map { log, line in
      var line = line
      line.container = logs.indices.contains(log) ? logs[log].container : nil
      line.container = line.container ?? EntityReference(kind: "Pod", name: "")
      return line
    }
    return facts
  }

  private static func decode(_ message: LineBytes) -> InnerLine {
    let klog = KlogHeader.read(message)
    var line = InnerLine.decode(message, klog: klog)
    guard klog == nil, line.stamp == nil, let header = ProgramHeader.read(message) else { return line }
    line.stamp = header.stamp
    line.severity = line.severity ?? header.severity
    if header.message > 0 { line.message = message.part(from: header.message).text }
    return line
  }
}
