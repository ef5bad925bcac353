import Model

/// Reads a container's log: its first and last lines, an answer in place of it, and what a component writes there.
struct ContainerLogLines: LineConsumer {
  /// Lines kept of the beginning.
  static let headLines = 20
  /// Lines kept of the end.
  static let tailLines = 40
  /// Bytes kept of a line, enough to cut on a character border later.
  private static let keptBytes = Evidence.longestText + 4

  private let path: String
  private let format: String
  private let place: ContainerPath?
  private var head: [ContainerLog.Line] = []
  private var tail: [(number: Int, bytes: [UInt8])] = []
  /// Where the oldest line of `tail` stands.
  private var oldest = 0
  private var answer: LogAnswerText?
  private var answerEvidence: Evidence?
  /// Set where the container is a component of Kubernetes.
  private var component: LogLines<TimestampHeader>?

  init(path: String, format: String, keeping interests: LogInterests) {
    self.path = path
    self.format = format
    place = ContainerPath(path)
    let name = place?.container ?? ComponentNames.component(inPath: path) ?? ""
    if Self.isComponent(name, interests) {
      component = LogLines(
        path: path, format: format, keeping: interests, component: ComponentNames.component(of: name))
    }
  }

  mutating func take(_ line: TextLine) {
    component?.take(line)
    noteAnswer(line)
    if head.count < Self.headLines {
      head.append(ContainerLog.Line(number: line.number, text: Self.text(line.bytes)))
    } else if tail.count < Self.tailLines {
      tail.append((line.number, Array(line.bytes.part(0, Self.keptBytes))))
    } else {
      tail[oldest].number = line.number
      tail[oldest].bytes.removeAll(keepingCapacity: true)
      tail[oldest].bytes.append(contentsOf: line.bytes.part(0, Self.keptBytes))
      oldest = (oldest + 1) % Self.tailLines
    }
  }

  /// An answer stands in place of the log or ends it: one that lines of the application follow was the application's own
  /// text, unless it names the container by id, for then another log may have been appended to it.
  private mutating func noteAnswer(_ line: TextLine) {
    if Self.mayHoldAnswer(line.bytes), let found = LogAnswerText.read(line.bytes), isAboutThis(found) {
      if answer == nil || answer?.isSpecific == false && found.isSpecific {
        answer = found
        answerEvidence = Evidence(
          path: path, line: line.number, text: line.bytes.part(0, Evidence.longestText * 2).text, cut: line.isCut)
      }
    } else if let known = answer, !line.bytes.trimmed.isEmpty {
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

  mutating func finish(lineCount: Int) -> ArtifactFacts {
    var facts = component?.finish(lineCount: lineCount) ?? ArtifactFacts(path: path, format: format)
    var container = place?.reference
    if let answer, !answer.pod.isEmpty, container == nil || place?.isCertain == false {
      container = EntityReference(
        kind: "Pod", namespace: answer.namespace.isEmpty ? place?.namespace ?? "" : answer.namespace,
        name: answer.pod, container: answer.container.isEmpty ? place?.container ?? "" : answer.container)
    }
    // Rotation keeps `tail` as a ring.
    let inOrder = (tail[oldest...] + tail[..<oldest]).map { line in
      ContainerLog.Line(number: line.number, text: line.bytes.withUnsafeBytes { Self.text($0) })
    }
    facts.containerLog = ContainerLog(
      container: container, isPrevious: place?.isPrevious ?? (answer?.answer == .previousNotFound), artifact: path,
      answer: answer?.answer, answerEvidence: answerEvidence, head: head, tail: inOrder, lineCount: lineCount)
    if let answerEvidence, answerEvidence.text.utf8.starts(with: "Error from server (Forbidden)".utf8) {
      facts.forbidden.append(Coverage.Note(path: path, line: answerEvidence.line, text: answerEvidence.text))
    }
    return facts
  }

  /// A quick look that leaves out nearly all lines of applications.
  private static func mayHoldAnswer(_ line: LineBytes) -> Bool {
    guard line.count >= 20, line.count < 8192 else { return false }
    switch line[0] {
    case UInt8(ascii: "E"), UInt8(ascii: "p"), UInt8(ascii: "c"), UInt8(ascii: "f"), UInt8(ascii: "r"), 32: return true
    default: return line.index(of: "unable to retrieve c") != nil || line.index(of: "Error from server") != nil
    }
  }

  private static func text(_ line: LineBytes) -> String {
    let longest = Evidence.longestText
    guard line.count > longest else { return line.text }
    var end = longest
    while end > longest - 4, line[end] & 0xC0 == 0x80 { end -= 1 }
    return line.part(0, end).text
  }

  /// Whether a container of this name is a component whose lines somebody may ask for.
  private static func isComponent(_ name: String, _ interests: LogInterests) -> Bool {
    let component = ComponentNames.component(of: name)
    return ComponentNames.definite.contains(component)
      || interests.signatures.contains { $0.component == component && !component.isEmpty }
  }
}
