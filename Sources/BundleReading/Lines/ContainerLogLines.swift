import Model

/// Reads a container's log: its first and last lines, an answer in place of it, and what a component writes there.
struct ContainerLogLines: LineConsumer {
  /// Lines kept of the beginning.
  static let headLines = 20
  /// Lines kept of the end.
  static let tailLines = 40

  private let path: String
  private let format: String
  private let place: ContainerPath?
  private var head: [ContainerLog.Line] = []
  private var tail: [ContainerLog.Line] = []
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
    if let name = place?.container, Self.isComponent(name, interests) {
      component = LogLines(
        path: path, format: format, keeping: interests, component: ComponentNames.component(of: name))
    }
  }

  mutating func take(_ line: TextLine) {
    component?.take(line)
    if answer == nil, Self.mayHoldAnswer(line.bytes), let found = LogAnswerText.read(line.bytes) {
      answer = found
      answerEvidence = Evidence(
        path: path, line: line.number, text: line.bytes.part(0, Evidence.longestText * 2).text, cut: line.isCut)
    }
    let isHead = head.count < Self.headLines
    let kept = ContainerLog.Line(number: line.number, text: Self.text(line.bytes))
    if isHead {
      head.append(kept)
    } else if tail.count < Self.tailLines {
      tail.append(kept)
    } else {
      tail[oldest] = kept
      oldest = (oldest + 1) % Self.tailLines
    }
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
    let inOrder = Array(tail[oldest...] + tail[..<oldest])
    facts.containerLog = ContainerLog(
      container: container, isPrevious: place?.isPrevious ?? (answer?.answer == .previousNotFound), artifact: path,
      answer: answer?.answer, answerEvidence: answerEvidence, head: head, tail: inOrder, lineCount: lineCount)
    return facts
  }

  /// Answers end a log or stand in place of it; lines of an application that quote one are longer.
  private static func mayHoldAnswer(_ line: LineBytes) -> Bool {
    guard line.count >= 20, line.count < 4096 else { return false }
    return line.index(of: "unable to retrieve container logs for ") != nil || line.index(of: "Error from server") == 0
      || line.index(of: "Error from server (") != nil || line.has("previous terminated container \"")
      || line.has("container \"")
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
