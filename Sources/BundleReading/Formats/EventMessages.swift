import Model

/// Messages of Events that somebody copied out of their rows, e.g. into the title of an issue.
///
///     MountVolume.SetUp failed for volume "data" : mount failed: exit status 32
///     Mounting command: mount
///
/// Nothing but the kubelet, the scheduler and the controllers write these words, and each belongs to one reason.
enum EventMessages: ArtifactFormat {
  static let name = "event-messages"
  static let what = """
    Messages of Events without their rows, as people quote them. Each counts as an Event of the reason that it belongs to, \
    about an object without a name where it names none.
    """
  static let sources = ["kubectl describe", "kubectl get events"]
  static let samples = [
    "AttachVolume.Attach failed for volume \"pvc-1\" : rpc error: code = Internal desc = no such disk\n",
    "Failed to pull image \"registry.example.com/web:1\": rpc error: code = NotFound desc = not found\n",
    "Status:       Failed\nReason:       Evicted\nMessage:      The node was low on resource: ephemeral-storage.\n",
    "Error: failed to prepare subPath for volumeMount \"data\" of container \"web\"\n",
  ]

  /// Longest such text: a few messages with what the mount command said.
  private static let mostLines = 60

  static func claim(_ head: ArtifactHead) -> Int {
    guard head.isWhole, head.bytes.count <= 16_384, head.lines.count <= mostLines else { return 0 }
    var isOpen = false
    var isForeign = false
    head.withLines(atMost: mostLines) { line in
      let text = line.text
      if EventMessage(text) != nil {
        isOpen = true
      } else if !isOpen, !EventMessage.isLabel(text) {
        isForeign = true
      }
    }
    return isOpen && !isForeign ? 86 : 0
  }

  static func makeReader(for head: ArtifactHead, keeping interests: LogInterests) -> any ArtifactReader {
    LineReader(path: head.path, consumer: EventMessageLines(path: head.path))
  }
}

/// A message of an Event with the reason that it belongs to.
struct EventMessage {
  /// E.g. `FailedMount`.
  let reason: String
  /// Who writes such Events, e.g. `kubelet`.
  let component: String
  /// The words, without a label before them.
  let message: String

  init?(_ line: String) {
    let text = Self.withoutLabel(line)
    if let resource = Self.shortResource(text) {
      (reason, component, message) = ("OutOf\(resource)", "kubelet", text)
      return
    }
    if text.hasPrefix("0/"), text.firstRange(of: " nodes are available: ") != nil {
      (reason, component, message) = ("FailedScheduling", "default-scheduler", text)
      return
    }
    guard let known = Self.known.first(where: { text.hasPrefix($0.opening) }) else { return nil }
    reason = known.reason
    component = known.component
    message = text
  }

  /// A line that says no more than what stands beside a message in a description, a status or an Event.
  static func isLabel(_ line: String) -> Bool {
    let text = trimmed(line[...])
    guard let colon = text.firstIndex(of: ":") else { return false }
    let key = text[..<colon].filter { $0 != "\"" }.lowercased()
    return labels.contains(key) && text[colon...].split(separator: " ").count <= 3
  }

  private static let labels: Set<String> = [
    "status", "reason", "message", "phase", "starttime", "source", "type", "events", "state",
  ]

  /// `Message:  The node was low on resource: memory.` without the label, and without quotes around it.
  private static func withoutLabel(_ line: String) -> String {
    var text = withoutRow(trimmed(line[...]))
    for label in ["Message:", "message:", "\"message\":"] where text.hasPrefix(label) {
      text = trimmed(text.dropFirst(label.count))
    }
    guard let quote = text.first, quote == "'" || quote == "\"" else { return String(text) }
    text = text.dropFirst()
    if text.last == "," { text = text.dropLast() }
    if text.last == quote { text = text.dropLast() }
    // YAML doubles a quote within.
    return quote == "'" ? text.split(separator: "''").joined(separator: "'") : String(text)
  }

  /// What is left of a row without its age and its source: `Warning  FailedMount  MountVolume.SetUp failed …`.
  private static func withoutRow(_ text: Substring) -> Substring {
    let words = text.split(maxSplits: 2, omittingEmptySubsequences: true, whereSeparator: { $0 == " " || $0 == "\t" })
    guard words.count == 3, words[0] == "Warning", words[1].utf8.allSatisfy(\.isLetter) else { return text }
    return trimmed(words[2])
  }

  /// `memory` of the kubelet's `Pod was rejected: Node didn't have enough resource: memory, requested: …`.
  private static func shortResource(_ text: String) -> Substring? {
    guard ["Pod was rejected: Node ", "Pod Node ", "Node "].contains(where: text.hasPrefix),
      let range = text.firstRange(of: "didn't have enough resource: ")
    else { return nil }
    let resource = text[range.upperBound...].prefix { $0 != "," && $0 != " " }
    return resource.isEmpty ? nil : resource
  }

  private static func trimmed(_ text: Substring) -> Substring {
    var text = text
    while text.utf8.first?.isBlank == true { text.removeFirst() }
    while text.utf8.last?.isBlank == true { text.removeLast() }
    return text
  }

  private struct Known: Sendable {
    var opening: String
    var reason: String
    var component = "kubelet"
  }

  private static let known: [Known] = [
    Known(opening: "MountVolume.", reason: "FailedMount"),
    Known(opening: "Unable to attach or mount volumes: ", reason: "FailedMount"),
    Known(opening: "Unable to mount volumes for pod ", reason: "FailedMount"),
    Known(
      opening: "AttachVolume.Attach failed ", reason: "FailedAttachVolume", component: "attachdetach-controller"),
    Known(
      opening: "Multi-Attach error for volume ", reason: "FailedAttachVolume", component: "attachdetach-controller"),
    Known(opening: "Failed to pull image \"", reason: "Failed"),
    Known(opening: "Failed to apply default image tag \"", reason: "InspectFailed"),
    Known(opening: "Back-off pulling image \"", reason: "BackOff"),
    Known(opening: "Back-off restarting failed container", reason: "BackOff"),
    Known(opening: "Error: failed to prepare subPath ", reason: "Failed"),
    Known(opening: "Error: failed to create subPath ", reason: "Failed"),
    Known(opening: "Error: failed to start container \"", reason: "Failed"),
    Known(opening: "Error: failed to create containerd ", reason: "Failed"),
    Known(opening: "Error: failed to create containerd task: ", reason: "Failed"),
    Known(opening: "Error: failed to generate container \"", reason: "Failed"),
    Known(opening: "Error: failed to reserve container name ", reason: "Failed"),
    Known(opening: "OCI runtime create failed: ", reason: "Failed"),
    Known(opening: "oci runtime error: ", reason: "Failed"),
    Known(opening: "failed to create shim task: ", reason: "Failed"),
    Known(opening: "failed to create containerd task: ", reason: "Failed"),
    Known(opening: "Error response from daemon: OCI runtime create failed", reason: "Failed"),
    Known(opening: "Error response from daemon: oci runtime error", reason: "Failed"),
    Known(opening: "Error: container has runAsNonRoot ", reason: "Failed"),
    Known(opening: "Error: configmap \"", reason: "Failed"), Known(opening: "Error: secret \"", reason: "Failed"),
    Known(opening: "Error: couldn't find key ", reason: "Failed"),
    Known(opening: "Failed to create pod sandbox: ", reason: "FailedCreatePodSandBox"),
    Known(opening: "Failed create pod sandbox: ", reason: "FailedCreatePodSandBox"),
    Known(opening: "The node was low on resource: ", reason: "Evicted"),
    Known(opening: "Liveness probe failed: ", reason: "Unhealthy"),
    Known(opening: "Readiness probe failed: ", reason: "Unhealthy"),
    Known(opening: "Startup probe failed: ", reason: "Unhealthy"),
    Known(opening: "Error creating: ", reason: "FailedCreate", component: "replicaset-controller"),
  ]
}

/// Hands the messages on as the rows that they were taken from.
private struct EventMessageLines: LineConsumer {
  private var rows: DescribeLines
  private let path: String

  init(path: String) {
    self.path = path
    rows = DescribeLines(path: path)
  }

  mutating func take(_ line: TextLine) {
    let text = line.bytes.text
    guard let message = EventMessage(text) else {
      // What a message goes on with, such as the output of the mount command.
      if !EventMessage.isLabel(text) { rows.take(line) }
      return
    }
    let row = Array("Warning  \(message.reason)  <unknown>  \(message.component)  \(message.message)".utf8)
    row.withUnsafeBytes { bytes in
      rows.take(TextLine(bytes: LineBytes(bytes), number: line.number, isCut: line.isCut, hasEnd: line.hasEnd))
    }
  }

  mutating func finish(lineCount: Int) -> ArtifactFacts {
    var facts = rows.finish(lineCount: lineCount)
    facts.format = EventMessages.name
    return facts
  }
}
