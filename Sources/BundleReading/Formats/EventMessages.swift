import Model

/// Messages of Events with nothing around them, as they are quoted out of a description or copied from a page that kept no
/// columns.
///
///     Failed to create pod sandbox: rpc error: code = Unknown desc = failed to get sandbox image "registry.k8s.io/pause:3.9"
///     Warning FailedMount Unable to attach or mount volumes: unmounted volumes=[data]
///
/// Nothing but the kubelet, the scheduler and the controllers write these words, and each belongs to one reason.
enum EventMessages: ArtifactFormat {
  static let name = "event-messages"
  static let what = """
    Messages of Events without their table, or rows of it whose columns were lost; known by how kubelet and controllers \
    begin them. Each counts as an Event of the reason that it belongs to, about an object without a name where it names none.
    """
  static let sources = ["a copied line of kubectl describe", "kubectl get events", "a web page"]
  static let samples = [
    "Failed to create pod sandbox: rpc error: code = Unknown desc = failed to get sandbox image \"registry.example.com/pause:3.9\"\n",
    "Warning FailedCreatePodSandBox\nFailed to create pod sandbox:\nfailed to get sandbox image \"registry.example.com/pause\"\n",
    "(combined from similar events): Failed create pod sandbox: rpc error: code = Unknown desc = NetworkPlugin cni failed\n",
    "AttachVolume.Attach failed for volume \"pvc-1\" : rpc error: code = Internal desc = no such disk\n",
    "Failed to pull image \"registry.example.com/web:1\": rpc error: code = NotFound desc = not found\n",
    "Status:       Failed\nReason:       Evicted\nMessage:      The node was low on resource: ephemeral-storage.\n",
    "Error: failed to prepare subPath for volumeMount \"data\" of container \"web\"\n",
  ]

  /// Longest text that is nothing but a few messages with what a command said in them.
  private static let mostLines = 60

  static func claim(_ head: ArtifactHead) -> Int {
    guard head.isWhole, head.bytes.count <= 65_536, head.container?.isCertain != true else { return 0 }
    var isDecided = false
    var isMessage = false
    var isAlone = head.lines.count <= mostLines
    head.withLines(atMost: mostLines) { line in
      // Nearly all artifacts are something else by their first line.
      if isDecided && !isMessage { return }
      if ShellCommand.command(in: line) != nil {
        isAlone = false
      } else if !isDecided {
        let text = line.part(0, 4096).trimmed.text
        guard LooseEvent(text) != nil || !LooseEvent.isLabel(text) else { return }
        isDecided = true
        // A row with its columns is the description's.
        isMessage = !DescribedEvents.isRow(text) && LooseEvent(text) != nil
      }
    }
    guard isMessage else { return 0 }
    return isAlone ? 86 : 57
  }

  static func makeReader(for head: ArtifactHead, keeping interests: LogInterests) -> any ArtifactReader {
    LineReader(path: head.path, consumer: EventMessageLines(path: head.path))
  }
}

/// Reads loose messages: what does not begin one goes on with the one before.
struct EventMessageLines: LineConsumer {
  private static let mostEvents = 1000
  private static let longestMessage = 8192

  private let path: String
  private var events: [(event: LooseEvent, line: Int)] = []
  private var isOpen = false

  init(path: String) { self.path = path }

  mutating func take(_ line: TextLine) {
    let text = line.bytes.part(0, 4096).trimmed.text
    if text.isEmpty { return }
    if ShellCommand.command(in: line.bytes) != nil {
      isOpen = false
    } else if let event = LooseEvent(text) {
      if isOpen, let last = events.last, last.event.message.isEmpty, !text.hasPrefix(event.type) {
        events[events.count - 1].event.message = event.message
      } else if events.count < Self.mostEvents {
        events.append((event, line.number))
      }
      isOpen = true
    } else if LooseEvent.isLabel(text) {
      return
    } else if isOpen, let last = events.last, last.event.message.utf8.count < Self.longestMessage {
      events[events.count - 1].event.message += (last.event.message.isEmpty ? "" : " ") + text
    }
  }

  mutating func finish(lineCount: Int) -> ArtifactFacts {
    var facts = ArtifactFacts(path: path, format: EventMessages.name)
    guard let first = events.first else { return facts }
    var head = DescribeLine(text: "Events:", number: first.line)
    head.indentation = 0
    let rows = events.filter { !$0.event.message.isEmpty }.map { loose in
      var row = DescribeLine(text: loose.event.row, number: loose.line)
      row.indentation = 2
      return row
    }
    let section = DescribeSection(head, body: rows[...])
    let subject = DescribedEvents.subject(section) ?? EntityReference(kind: "Pod", name: "")
    facts.objects = DescribedEvents.objects(section, about: subject, artifact: path)
    return facts
  }
}
