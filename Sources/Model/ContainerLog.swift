/// What `kubectl logs` answered instead of a log.
public enum LogAnswer: Hashable, Sendable {
  /// `unable to retrieve container logs for containerd://<id>`: the body of a 200 answer. `runtime` is the scheme.
  case unableToRetrieve(runtime: String, containerID: String)
  /// `container "c" in pod "p" is waiting to start: ContainerCreating`.
  case waitingToStart(reason: String)
  /// `previous terminated container "c" in pod "p" not found`.
  case previousNotFound
  /// `container "c" in pod "p" is not available`: an evicted or refused pod.
  case notAvailable
  /// `pods "p" not found`.
  case podNotFound
  /// `Get "https://10.99.0.10:10250/…": dial tcp …: connect: connection refused`: the API server could not reach the kubelet.
  case kubeletUnreachable(error: String)
  /// Another error text in place of the log.
  case other(message: String)
}

/// One container's log as collected: an application's lines, or the answer that came in their place.
public struct ContainerLog: Sendable {
  /// A numbered line.
  public struct Line: Hashable, Sendable {
    /// Line number in the artifact, from 1.
    public var number: Int
    /// The line as the container wrote it, cut at `Evidence.longestText` bytes.
    public var text: String
    /// When it was written, where the runtime or the line itself begins with it.
    public var time: Moment?

    /// A numbered line.
    public init(number: Int, text: String, time: Moment? = nil) {
      self.number = number
      self.text = text
      self.time = time
    }
  }

  /// Pod and container, from the artifact's path or its text; the container's id joins where both are silent.
  public var container: EntityReference?
  /// Whether `container` is no more than the one that the log fits: nothing in the bundle says that it wrote it.
  public var isOwnerInferred = false
  /// What the artifact's path calls it, where that need not be a pod's name, e.g. `api` for `logs/api.log`; else empty.
  public var hint = ""
  /// Whether it is the log of the previous instance.
  public var isPrevious: Bool
  /// The artifact.
  public var artifact: String
  /// The error in place of, or at the end of, the log.
  public var answer: LogAnswer?
  /// The answer's line.
  public var answerEvidence: Evidence?
  /// The first lines.
  public var head: [Line]
  /// The last lines, after `head`.
  public var tail: [Line]
  /// Lines between `head` and `tail` that look like errors, one of each shape.
  public var notable: [Line] = []
  /// All lines of the log.
  public var lineCount: Int

  /// A container's log as collected.
  public init(
    container: EntityReference?, isPrevious: Bool, artifact: String, answer: LogAnswer?, answerEvidence: Evidence?,
    head: [Line], tail: [Line], lineCount: Int
  ) {
    self.container = container
    self.isPrevious = isPrevious
    self.artifact = artifact
    self.answer = answer
    self.answerEvidence = answerEvidence
    self.head = head
    self.tail = tail
    self.lineCount = lineCount
  }

  /// All kept lines in written order.
  public var lines: [Line] { head + notable + tail }

  /// A line of this log as evidence.
  public func evidence(_ line: Line) -> Evidence {
    Evidence(path: artifact, line: line.number, text: line.text, object: container?.path ?? "", time: line.time)
  }
}
