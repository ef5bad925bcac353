import Model

/// How a container is and how it ended, cut out of the description of its pod:
///
///     Last State:     Terminated
///       Reason:       OOMKilled
///       Exit Code:    137
///     Restart Count:  7
enum ContainerStates: ArtifactFormat {
  static let name = "container-states"
  static let what = """
    The part of `kubectl describe pod` that tells how a container is and how it ended, without the lines before it. \
    Counts as a container without a name in a pod without a name; Events may follow.
    """
  static let sources = ["kubectl describe pod"]
  static let samples = [
    "    State:          Waiting\n      Reason:       CrashLoopBackOff\n    Last State:     Terminated\n      Reason:       Error\n      Exit Code:    1\n",
    "Last State:     Terminated\n  Reason:       OOMKilled\n  Exit Code:    137\n",
    "Init Containers:\n  migrate:\n    State:          Waiting\n      Reason:       CrashLoopBackOff\n    Last State:     Terminated\n      Exit Code:    1\n",
  ]

  /// What stands beside the states, one level above what they hold.
  static let besideStates: Set<String> = [
    "Container ID", "Image", "Image ID", "Port", "Ports", "Host Port", "Host Ports", "Command", "Args", "State",
    "Last State", "Ready", "Restart Count", "Limits", "Requests", "Liveness", "Readiness", "Startup", "Environment",
    "Mounts",
  ]
  private static let withinStates: Set<String> = ["Reason", "Exit Code", "Started", "Finished", "Message", "Signal"]

  static func claim(_ head: ArtifactHead) -> Int {
    var lines = 0
    var states = 0
    var details = 0
    var isForeign = false
    head.withLines(atMost: 60) { bytes in
      // Nearly all artifacts are something else by their first line.
      if isForeign { return }
      if lines == 0, isCommand(bytes.part(0, 512)) { return }
      let line = DescribeLine(bytes.part(0, 512), number: 0)
      lines += 1
      guard let (key, value) = DescribeLine.split(line.text) else {
        if lines == 1 { isForeign = true }
        return
      }
      if isState(key, value) { states += 1 }
      if withinStates.contains(String(key)) { details += 1 }
      let isKnown = besideStates.contains(String(key)) || withinStates.contains(String(key))
      if lines == 1, isHeading(line) { return }
      if lines == 1, !isKnown || key == "Reason" || key == "Message" { isForeign = true }
      if ["Name", "Namespace", "Node"].contains(key) || line.indentation > 0 && isHeading(line) { isForeign = true }
    }
    return !isForeign && states > 0 && details > 0 ? 59 : 0
  }

  /// What stands above the containers: whoever cut it out may have begun here.
  static func isHeading(_ line: DescribeLine) -> Bool { ["Containers:", "Init Containers:"].contains(line.text) }

  /// The command that cut it out: `kubectl describe pod api-0 | grep -A5 "Last State"`.
  static func isCommand(_ line: LineBytes) -> Bool { line.index(of: "kubectl ") != nil }

  static func isState(_ key: Substring, _ value: Substring) -> Bool {
    (key == "State" || key == "Last State") && ["Waiting", "Running", "Terminated"].contains(value)
  }

  static func makeReader(for head: ArtifactHead, keeping interests: LogInterests) -> any ArtifactReader {
    LineReader(path: head.path, consumer: ContainerStateLines(path: head.path))
  }
}

/// Hands the part on within the description that it was cut out of.
private struct ContainerStateLines: LineConsumer {
  private var description: DescribeLines
  private var isOpen = false
  /// Whether all that is missing are the lines above the containers.
  private var isWhole = false
  /// Whether what comes stands outside of the container: conditions, volumes, Events.
  private var isBehind = false

  init(path: String) { description = DescribeLines(path: path) }

  mutating func take(_ line: TextLine) {
    let read = DescribeLine(line.bytes, number: line.number)
    let key = read.key.map(String.init) ?? ""
    if !isOpen, ContainerStates.isCommand(line.bytes) { return }
    if !isOpen, !read.text.isEmpty {
      isOpen = true
      // The names are not known, and a description without any is none.
      isWhole = ContainerStates.isHeading(read)
      for text in ["Name:  unnamed", "Status:  <none>"] + (isWhole ? [] : ["Containers:", "  unnamed:"]) {
        description.take(text, at: line)
      }
    }
    if isWhole { return description.take(line) }
    if read.indentation == 0, ["Conditions", "Events", "Volumes", "QoS Class"].contains(key) { isBehind = true }
    if isBehind || read.text.isEmpty {
      description.take(line)
    } else {
      let depth = ContainerStates.besideStates.contains(key) ? 4 : 6
      description.take(String(repeating: " ", count: depth) + read.text, at: line)
    }
  }

  mutating func finish(lineCount: Int) -> ArtifactFacts {
    var facts = description.finish(lineCount: lineCount)
    facts.format = ContainerStates.name
    return facts
  }
}
