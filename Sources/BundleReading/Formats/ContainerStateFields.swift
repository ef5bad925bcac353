import Model

/// How a container is and how it ended, cut out of its pod's YAML:
///
///     lastState:
///       terminated:
///         exitCode: 137
///         reason: OOMKilled
enum ContainerStateFields: ArtifactFormat {
  static let name = "container-state-fields"
  static let what = """
    The part of a pod's YAML that tells how a container is and how it ended, without the pod around it. Counts as a \
    container without a name in a pod without a name.
    """
  static let sources = ["kubectl get pod -o yaml"]
  static let samples = [
    "    lastState:\n      terminated:\n        exitCode: 137\n        reason: OOMKilled\n",
    "containerStatuses:\n- image: registry.example.com/api:1\n  restartCount: 7\n  state:\n    waiting:\n      reason: CrashLoopBackOff\n",
  ]

  private static let openings: Set<String> = [
    "containerStatuses:", "initContainerStatuses:", "lastState:", "state:", "terminated:",
  ]

  static func claim(_ head: ArtifactHead) -> Int {
    guard head.bytes.count <= 65_536 else { return 0 }
    var isFirst = true
    var isForeign = false
    var reasons = 0
    head.withLines(atMost: 60) { bytes in
      // Nearly all artifacts are something else by their first line.
      if isForeign { return }
      let text = bytes.part(0, 512).trimmed
      if isFirst {
        isFirst = false
        isForeign = text.count > 40 || !openings.contains(field(text))
        return
      }
      if text.has("kind: ") || text.has("apiVersion: ") { isForeign = true }
      if text.has("reason: ") || text.has("exitCode: ") { reasons += 1 }
    }
    return !isForeign && !isFirst && reasons > 0 ? 59 : 0
  }

  /// A line without the mark of a list.
  static func field(_ text: LineBytes) -> String { (text.has("- ") ? text.part(from: 2).trimmed : text).text }

  static func makeReader(for head: ArtifactHead, keeping interests: LogInterests) -> any ArtifactReader {
    LineReader(path: head.path, consumer: ContainerStateFieldLines(path: head.path))
  }
}

/// Hands the fields on as the lines of the description that kubectl makes of them.
private struct ContainerStateFieldLines: LineConsumer {
  private var description: DescribeLines
  private var containers = 0
  /// `State` or `Last State`: whose parts come.
  private var state = "Last State"
  private var isWithin = false

  init(path: String) { description = DescribeLines(path: path) }

  mutating func take(_ line: TextLine) {
    let bytes = line.bytes.part(0, 4096).trimmed
    if bytes.isEmpty { return }
    if containers == 0 {
      for text in ["Name:  unnamed", "Status:  <none>", "Containers:"] { description.take(text, at: line) }
      begin(line)
    } else if bytes.has("- ") {
      // The first item of a list is the container that was begun with the list's own key.
      if isWithin { begin(line) }
    }
    let text = ContainerStateFields.field(bytes)
    guard let colon = text.firstIndex(of: ":") else { return }
    let key = text[..<colon]
    let value = text[text.index(after: colon)...].drop { $0 == " " }.filter { $0 != "\"" }
    switch key {
    case "lastState": state = "Last State"
    case "state": state = "State"
    case "terminated", "waiting", "running":
      description.take("    \(state):  \(key.prefix(1).uppercased() + key.dropFirst())", at: line)
      isWithin = true
    case "reason" where isWithin: description.take("      Reason:  \(value)", at: line)
    case "exitCode" where isWithin: description.take("      Exit Code:  \(value)", at: line)
    case "message" where isWithin: description.take("      Message:  \(value)", at: line)
    case "restartCount": description.take("    Restart Count:  \(value)", at: line)
    case "image": description.take("    Image:  \(value)", at: line)
    default: return
    }
  }

  private mutating func begin(_ line: TextLine) {
    containers += 1
    isWithin = false
    description.take(containers == 1 ? "  unnamed:" : "  unnamed-\(containers):", at: line)
  }

  mutating func finish(lineCount: Int) -> ArtifactFacts {
    var facts = description.finish(lineCount: lineCount)
    facts.format = ContainerStateFields.name
    return facts
  }
}
