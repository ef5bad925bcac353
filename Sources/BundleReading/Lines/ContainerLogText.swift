import Model

/// What is kept of one container's log: its first and last lines, some that look like errors, an answer in its place.
struct ContainerLogText {
  /// Lines kept of the beginning.
  static let headLines = 30
  /// Lines kept of the end.
  static let tailLines = 120
  /// Lines kept of those between.
  static let notableLines = 40
  /// Bytes kept of a line, enough to cut on a character border later.
  private static let keptBytes = Evidence.longestText + 4

  private struct Kept {
    var number: Int
    var bytes: [UInt8]
    var time: LineStamp?
  }

  private let path: String
  private var place: ContainerPath?
  private var head: [ContainerLog.Line] = []
  private var tail: [Kept] = []
  /// Where the oldest line of `tail` stands.
  private var oldest = 0
  private var notable: [ContainerLog.Line] = []
  /// The last line of each shape of `notable`, where it came again.
  private var repeated: [UInt64: Kept] = [:]
  private var shapes: Set<UInt64> = []
  private var answer: LogAnswerText?
  private var answerEvidence: Evidence?
  private var lineCount = 0

  /// A log of the container at `place`; nil where nothing names it.
  init(path: String, place: ContainerPath?) {
    self.path = path
    self.place = place
  }

  /// Whether it has lines.
  var isEmpty: Bool { lineCount == 0 }

  /// What it is called: the container, else what the path calls it.
  var name: String {
    let names = [place?.container, place?.hint, place?.pod].compactMap(\.self)
    return names.first { !$0.isEmpty } ?? "container"
  }

  /// Takes what kubectl says before a log of which container it is.
  mutating func take(_ note: LogPreface) {
    var known = place ?? ContainerPath(namespace: "", pod: "", container: "")
    switch note {
    case .container(let name) where known.container.isEmpty: known.container = name
    case .pod(let name) where known.pod.isEmpty:
      known.pod = name
      known.hint = ""
    case .container, .pod: break
    }
    place = known
  }

  /// Takes the next line, `text` as the container wrote it.
  mutating func take(_ text: LineBytes, time: LineStamp?, line: TextLine) {
    lineCount += 1
    noteAnswer(text, line)
    if head.count < Self.headLines {
      head.append(Self.line(number: line.number, text, time))
    } else if tail.count < Self.tailLines {
      tail.append(Kept(number: line.number, bytes: Array(text.part(0, Self.keptBytes)), time: time))
    } else {
      noteNotable(tail[oldest])
      tail[oldest].number = line.number
      tail[oldest].time = time
      tail[oldest].bytes.removeAll(keepingCapacity: true)
      tail[oldest].bytes.append(contentsOf: text.part(0, Self.keptBytes))
      oldest = (oldest + 1) % Self.tailLines
    }
  }

  /// The log, and the note of a refusal of the API.
  func finish() -> (log: ContainerLog, forbidden: Coverage.Note?) {
    var container = place?.reference
    if let place, place.pod.isEmpty, !place.hint.isEmpty, !place.container.isEmpty {
      // Whose container it is, the names of pods tell in the end.
      container = EntityReference(kind: "Pod", namespace: place.namespace, name: "", container: place.container)
    }
    if let answer, !answer.pod.isEmpty, container == nil || place?.isCertain == false {
      container = EntityReference(
        kind: "Pod", namespace: answer.namespace.isEmpty ? place?.namespace ?? "" : answer.namespace,
        name: answer.pod, container: answer.container.isEmpty ? place?.container ?? "" : answer.container)
    }
    // Rotation keeps `tail` as a ring.
    let inOrder = (tail[oldest...] + tail[..<oldest]).map { kept in
      kept.bytes.withUnsafeBytes { Self.line(number: kept.number, $0, kept.time) }
    }
    var log = ContainerLog(
      container: container, isPrevious: place?.isPrevious ?? (answer?.answer == .previousNotFound), artifact: path,
      answer: answer?.answer, answerEvidence: answerEvidence, head: head, tail: inOrder, lineCount: lineCount)
    let lasts = repeated.values.map { kept in
      kept.bytes.withUnsafeBytes { Self.line(number: kept.number, $0, kept.time) }
    }
    log.notable = (notable + lasts).sorted { $0.number < $1.number }
    log.hint = place?.hint ?? ""
    guard let answerEvidence, answerEvidence.text.utf8.starts(with: "Error from server (Forbidden)".utf8) else {
      return (log, nil)
    }
    return (log, Coverage.Note(path: path, line: answerEvidence.line, text: answerEvidence.text))
  }

  /// An answer stands in place of the log or ends it: one that lines of the application follow was the application's own
  /// text, unless it names the container by id, for then another log may have been appended to it.
  private mutating func noteAnswer(_ text: LineBytes, _ line: TextLine) {
    if Self.mayHoldAnswer(text), let found = LogAnswerText.read(text), isAboutThis(found) {
      if answer == nil || answer?.isSpecific == false && found.isSpecific {
        answer = found
        answerEvidence = Evidence(
          path: path, line: line.number, text: text.part(0, Evidence.longestText * 2).text, cut: line.isCut)
      }
    } else if let known = answer, !text.trimmed.isEmpty {
      if case .unableToRetrieve = known.answer { return }
      answer = nil
      answerEvidence = nil
    }
  }

  private func isAboutThis(_ found: LogAnswerText) -> Bool {
    guard let place, place.isCertain else { return true }
    return (found.pod.isEmpty || found.pod == place.pod)
      && (found.container.isEmpty || found.container == place.container)
  }

  /// Keeps a line that leaves the tail if it looks like an error: of each shape the first, for where it began, and the
  /// last, for whether it goes on.
  private mutating func noteNotable(_ kept: Kept) {
    kept.bytes.withUnsafeBytes { bytes in
      guard ErrorWords.automaton.isFound(in: bytes), !Self.isFrame(bytes) else { return }
      let shape = Self.shape(of: bytes)
      if shapes.contains(shape) {
        repeated[shape] = kept
      } else if notable.count < Self.notableLines {
        shapes.insert(shape)
        notable.append(Self.line(number: kept.number, bytes, kept.time))
      }
    }
  }

  /// Whether it is a frame of a stack trace: frames name classes that are called `…Exception…` and tell of no error.
  private static func isFrame(_ text: LineBytes) -> Bool {
    text.part(0, 64).index(of: "\tat ") != nil || text.trimmed.has("at ")
  }

  /// A hash of the line without its digits, so that the same error at another time counts once.
  private static func shape(of text: LineBytes) -> UInt64 {
    var hash = CallSiteTable.seed
    for byte in text.part(0, 400) where !byte.isDigit { hash = CallSiteTable.hash(hash, byte) }
    return hash
  }

  /// A quick look that leaves out nearly all lines of applications.
  private static func mayHoldAnswer(_ line: LineBytes) -> Bool {
    guard line.count >= 20, line.count < 8192 else { return false }
    switch line[0] {
    case UInt8(ascii: "E"), UInt8(ascii: "p"), UInt8(ascii: "c"), UInt8(ascii: "f"), UInt8(ascii: "r"), 32: return true
    default: return line.index(of: "unable to retrieve c") != nil || line.index(of: "Error from server") != nil
    }
  }

  private static func line(number: Int, _ text: LineBytes, _ stamp: LineStamp?) -> ContainerLog.Line {
    var end = text.count
    if end > Evidence.longestText {
      end = Evidence.longestText
      while end > Evidence.longestText - 4, text[end] & 0xC0 == 0x80 { end -= 1 }
    }
    var time: Moment?
    if case .absolute(let moment)? = stamp?.reading { time = moment }
    return ContainerLog.Line(number: number, text: text.part(0, end).text, time: time)
  }
}

/// Words that lines about errors hold.
enum ErrorWords {
  static let automaton = LiteralAutomaton(
    [
      "error", "fatal", "panic", "exception", "traceback", "fail", "refused", "denied", "no such host", "not resolve",
      "timeout", "timed out", "deadline exceeded", "unreachable", "reset by peer", "broken pipe", "out of memory",
      "outofmemory", "oomkill", "no space left", "unauthorized", "forbidden", "cannot ", "unable to", "killed",
      "segfault", "[emerg]", "[crit]", "critical", "too many connections", "already in use", "read-only option",
    ].map { Array($0.utf8) }, ignoringCase: true)
}
