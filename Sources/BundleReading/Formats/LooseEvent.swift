import Model

/// An Event of which only the words are left: its message, or a row whose columns were lost.
///
///     Failed to create pod sandbox: rpc error: code = Unknown desc = failed to get sandbox image "registry.k8s.io/pause:3.9"
///     Warning FailedMount 7m45s (x5 over 8m) kubelet MountVolume.SetUp failed for volume "data"
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
    let message = Self.withoutLabel(text)
    self.message = message
    if let resource = Self.shortResource(message) {
      reason = "OutOf\(resource)"
      return
    }
    if message.hasPrefix("0/"), message.firstRange(of: " nodes are available: ") != nil {
      (reason, source) = ("FailedScheduling", "default-scheduler")
      return
    }
    if let opening = Self.openings.first(where: { message.hasPrefix($0.text) }),
      !message.hasPrefix("create Pod ") || message.firstRange(of: " failed error: ") != nil
    {
      reason = opening.reason
      source = opening.source
    } else if let (opening, quoted) = Self.quotedOpening(message) {
      reason = opening.reason
      source = opening.source
      self.message = quoted
    } else {
      return nil
    }
  }

  /// The message that a sentence quotes: `the pod has an error "Failed to pull image "web:1": not found"`.
  private static func quotedOpening(_ text: String) -> (Opening, String)? {
    var rest = text[...]
    for _ in 0..<4 {
      guard let quote = rest.firstIndex(where: { quotes.contains($0) }) else { return nil }
      rest = rest[rest.index(after: quote)...]
      guard let opening = openings.first(where: { $0.text.utf8.count > 15 && rest.hasPrefix($0.text) }) else {
        continue
      }
      if let last = rest.last, quotes.contains(last) { rest.removeLast() }
      return (opening, String(rest))
    }
    return nil
  }

  private static let quotes: Set<Character> = ["\"", "'", "`", "“", "”", "‘", "’", "「", "」"]

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

  /// A line that stands beside messages: a heading, or `Reason:  Evicted` of a status.
  static func isLabel(_ text: String) -> Bool {
    if isHeading(text) { return true }
    guard let colon = text.firstIndex(of: ":") else { return false }
    let key = text[..<colon].filter { $0 != "\"" && $0 != " " }.lowercased()
    return labels.contains(key) && text[colon...].split(separator: " ").count <= 3
  }

  private static let labels: Set<String> = [
    "status", "reason", "message", "phase", "starttime", "source", "type", "events", "state",
  ]

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
    var words = text.split(whereSeparator: { $0 == " " || $0 == "\t" })[...]
    guard let type = words.popFirst(), type == "Warning" || type == "Normal",
      let reason = words.popFirst(), isReason(reason)
    else { return nil }
    var age = "<unknown>"
    if let first = words.first, DescribedEvents.Age.isAge(String(first)) || first == "<invalid>" {
      // A clock that lags behind the API server's makes kubectl write `<invalid>`.
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

  /// `Message:  The node was low on resource: memory.` without the label, and without quotes around it.
  private static func withoutLabel(_ line: String) -> String {
    var text = trimmed(line[...])
    // Marks of quotes and lists in mails and Markdown.
    for mark in ["> ", "- ", "* ", "• "] where text.hasPrefix(mark) { text = trimmed(text.dropFirst(mark.count)) }
    let beginnings = ["Message:", "message:", "\"message\":", "(combined from similar events):"]
    for beginning in beginnings where text.hasPrefix(beginning) {
      text = trimmed(text.dropFirst(beginning.count))
    }
    guard let quote = text.first, quote == "'" || quote == "\"" || quote == "`" else { return String(text) }
    text = text.dropFirst()
    if text.last == "," { text = text.dropLast() }
    if text.last == quote { text = text.dropLast() }
    // YAML doubles a quote within, JSON escapes it.
    if quote == "\"" { return text.split(separator: "\\\"", omittingEmptySubsequences: false).joined(separator: "\"") }
    return quote == "'" ? text.split(separator: "''").joined(separator: "'") : String(text)
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

  /// How messages begin, the reason with which they come, and who writes them.
  private struct Opening: Sendable {
    var text: String
    var reason: String
    var source = "kubelet"
  }

  private static let openings: [Opening] =
    [
      ("Failed to create pod sandbox", "FailedCreatePodSandBox"),
      ("Failed create pod sandbox", "FailedCreatePodSandBox"),
      ("MountVolume.", "FailedMount"), ("Unable to attach or mount volumes", "FailedMount"),
      ("Unable to mount volumes for pod ", "FailedMount"), ("MapVolume.", "FailedMapVolume"),
      ("Failed to pull image \"", "Failed"), ("Failed to apply default image tag \"", "InspectFailed"),
      ("Back-off pulling image \"", "BackOff"), ("Back-off restarting failed container", "BackOff"),
      ("Error: failed to prepare subPath ", "Failed"), ("Error: failed to create subPath ", "Failed"),
      ("Error: failed to start container", "Failed"), ("Error: failed to create containerd ", "Failed"),
      ("Error: failed to generate container \"", "Failed"), ("Failed to generate container ", "Failed"),
      ("Error: failed to reserve container name ", "Failed"),
      ("OCI runtime create failed: ", "Failed"), ("oci runtime error: ", "Failed"),
      ("failed to create shim task: ", "Failed"), ("failed to create containerd task: ", "Failed"),
      ("Error response from daemon: OCI runtime create failed", "Failed"),
      ("Error response from daemon: oci runtime error", "Failed"),
      ("Error: container has runAsNonRoot ", "Failed"), ("Error: configmap \"", "Failed"),
      ("Error: secret \"", "Failed"), ("Error: couldn't find key ", "Failed"),
      ("The node was low on resource: ", "Evicted"),
      ("Readiness probe failed: ", "Unhealthy"), ("Liveness probe failed: ", "Unhealthy"),
      ("Startup probe failed: ", "Unhealthy"),
    ].map { Opening(text: $0.0, reason: $0.1) }
    + [
      Opening(text: "AttachVolume.Attach failed", reason: "FailedAttachVolume", source: "attachdetach-controller"),
      Opening(text: "Multi-Attach error for volume", reason: "FailedAttachVolume", source: "attachdetach-controller"),
      Opening(text: "Error creating: ", reason: "FailedCreate", source: "replicaset-controller"),
      Opening(text: "create Pod ", reason: "FailedCreate", source: "statefulset-controller"),
      Opening(
        text: "pod has unbound immediate PersistentVolume", reason: "FailedScheduling", source: "default-scheduler"),
      Opening(text: "failed to provision volume with StorageClass ", reason: "ProvisioningFailed", source: provisioner),
      Opening(text: "Failed to provision volume with StorageClass ", reason: "ProvisioningFailed", source: provisioner),
      Opening(text: "failed to get cpu utilization: ", reason: "FailedGetResourceMetric", source: autoscaler),
      Opening(text: "failed to get memory utilization: ", reason: "FailedGetResourceMetric", source: autoscaler),
      Opening(text: "unable to get metrics for resource ", reason: "FailedGetResourceMetric", source: autoscaler),
      Opening(
        text: "the HPA was unable to compute the replica ", reason: "FailedGetResourceMetric", source: autoscaler),
      Opening(text: "container process: exec: ", reason: "Failed"),
      Opening(text: "unable to start container process: ", reason: "Failed"),
    ]
  private static let provisioner = "persistentvolume-controller"
  private static let autoscaler = "horizontal-pod-autoscaler"
}
