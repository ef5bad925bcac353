import Model

/// Messages of Events with nothing around them, as they are quoted out of a description or copied from a page that kept no
/// columns.
///
///     Failed to create pod sandbox: rpc error: code = Unknown desc = failed to get sandbox image "registry.k8s.io/pause:3.9"
///     Warning FailedMount Unable to attach or mount volumes: unmounted volumes=[data]
enum EventMessages: ArtifactFormat {
  static let name = "event-messages"
  static let what = """
    Messages of Events without their table, or rows of it whose columns were lost; known by how kubelet and controllers \
    begin them.
    """
  static let sources = ["a copied line of kubectl describe", "a web page"]
  static let samples = [
    "Failed to create pod sandbox: rpc error: code = Unknown desc = failed to get sandbox image \"registry.example.com/pause:3.9\"\n",
    "Warning FailedCreatePodSandBox\nFailed to create pod sandbox:\nfailed to get sandbox image \"registry.example.com/pause\"\n",
    "(combined from similar events): Failed create pod sandbox: rpc error: code = Unknown desc = NetworkPlugin cni failed\n",
  ]

  static func claim(_ head: ArtifactHead) -> Int {
    guard head.isWhole, head.bytes.count <= 65_536, head.container?.isCertain != true else { return 0 }
    var isDecided = false
    var claim = 0
    head.withLines(atMost: 12) { line in
      if isDecided || ShellCommand.command(in: line) != nil { return }
      let text = line.part(0, 4096).trimmed.text
      if LooseEvent.isHeading(text) { return }
      isDecided = true
      // A row with its columns is the description's.
      if !DescribedEvents.isRow(text), LooseEvent(text) != nil { claim = text.hasPrefix("Error: ") ? 85 : 57 }
    }
    return claim
  }

  static func makeReader(for head: ArtifactHead, keeping interests: LogInterests) -> any ArtifactReader {
    LineReader(path: head.path, consumer: EventMessageLines(path: head.path))
  }
}

/// An Event of which only the words are left.
struct LooseEvent {
  var type = "Warning"
  var reason: String
  /// `8s (x5 over 3m)`; `<unknown>` where the text has none.
  var age = "<unknown>"
  /// `kubelet, worker-1`.
  var source = "kubelet"
  /// May still be empty: it follows in the next lines.
  var message: String
  private var hasSource = false

  /// Nil for what does not begin as kubelet, scheduler and controllers begin their messages.
  init?(_ text: String) {
    if let row = Self.row(text) {
      self = row
      return
    }
    let combined = "(combined from similar events): "
    let message = text.hasPrefix(combined) ? String(text.dropFirst(combined.count)) : text
    guard let opening = Self.openings.first(where: { message.hasPrefix($0.text) }) else { return nil }
    reason = opening.reason
    self.message = message
  }

  private init(type: String, reason: String, age: String, source: String?, message: String) {
    self.type = type
    self.reason = reason
    self.age = age
    self.source = source ?? "kubelet"
    hasSource = source != nil
    self.message = message
  }

  /// `Events:`, the header of the table and its rule.
  static func isHeading(_ text: String) -> Bool {
    text == "Events:" || text.hasPrefix("Type ") && text.hasSuffix("Message")
      || text.hasPrefix("---") && text.utf8.allSatisfy { $0 == UInt8(ascii: "-") || $0.isBlank }
  }

  /// A row of which single blanks are left, but that says when it was and who wrote it.
  static func squeezed(_ text: String) -> LooseEvent? {
    guard DescribeTable.cells(text).count == 1, let event = row(text), event.age != "<unknown>", event.hasSource,
      !event.message.isEmpty
    else { return nil }
    return event
  }

  /// The row as kubectl writes it, with two blanks between its cells.
  var row: String { [type, reason, age, source, message].joined(separator: "  ") }

  /// A row of which single blanks are left.
  private static func row(_ text: String) -> LooseEvent? {
    var words = text.split(separator: " ")[...]
    guard let type = words.popFirst(), type == "Warning" || type == "Normal",
      let reason = words.popFirst(), isReason(reason)
    else { return nil }
    var age = "<unknown>"
    if let first = words.first, DescribedEvents.Age.isAge(String(first)) {
      age = String(words.removeFirst())
      if words.count > 2, words.first?.hasPrefix("(x") == true, words.dropFirst().first == "over" {
        age += " " + words.prefix(3).joined(separator: " ")
        words = words.dropFirst(3)
      }
    }
    var source: String?
    if let first = words.first, isSource(first) {
      let name = String(words.removeFirst())
      source = name.hasSuffix(",") ? name + " " + (words.popFirst() ?? "") : name
    }
    return LooseEvent(
      type: String(type), reason: String(reason), age: age, source: source, message: words.joined(separator: " "))
  }

  /// `FailedMount`, `BackOff`.
  private static func isReason(_ word: Substring) -> Bool {
    guard let first = word.utf8.first, first >= UInt8(ascii: "A"), first <= UInt8(ascii: "Z") else { return false }
    return word.utf8.count > 3 && word.utf8.allSatisfy(\.isLetter)
  }

  private static func isSource(_ word: Substring) -> Bool {
    let name = word.hasSuffix(",") ? word.dropLast() : word
    return name == "kubelet" || name == "default-scheduler" || name.hasSuffix("-controller")
      || name.hasSuffix("-scheduler") || name.hasSuffix("-monitor")
  }

  /// How messages begin, and the reason with which they come.
  private static let openings: [(text: String, reason: String)] = [
    ("Failed to create pod sandbox", "FailedCreatePodSandBox"), ("Failed create pod sandbox", "FailedCreatePodSandBox"),
    ("MountVolume.", "FailedMount"), ("Unable to attach or mount volumes", "FailedMount"),
    ("Unable to mount volumes for pod ", "FailedMount"), ("MapVolume.", "FailedMapVolume"),
    ("AttachVolume.Attach failed", "FailedAttachVolume"), ("Multi-Attach error for volume", "FailedAttachVolume"),
    ("Failed to pull image \"", "Failed"), ("Back-off pulling image \"", "BackOff"),
    ("Back-off restarting failed container", "BackOff"),
    ("Error: failed to create containerd task", "Failed"), ("Error: failed to start container", "Failed"),
    ("Error: failed to create containerd container", "Failed"),
    ("Readiness probe failed: ", "Unhealthy"), ("Liveness probe failed: ", "Unhealthy"),
    ("Startup probe failed: ", "Unhealthy"),
  ]
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
    if text.isEmpty || LooseEvent.isHeading(text) { return }
    if ShellCommand.command(in: line.bytes) != nil {
      isOpen = false
    } else if let event = LooseEvent(text) {
      if isOpen, let last = events.last, last.event.message.isEmpty, !text.hasPrefix(event.type) {
        events[events.count - 1].event.message = event.message
      } else if events.count < Self.mostEvents {
        events.append((event, line.number))
      }
      isOpen = true
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
