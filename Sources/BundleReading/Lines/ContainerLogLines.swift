import Model

/// Reads logs of containers: one as `kubectl logs` prints it or as the runtime keeps it, or several one after the other
/// as `kubectl cluster-info dump` writes them. What a component writes in a container is a component's log as well.
struct ContainerLogLines: LineConsumer {
  private let path: String
  private let format: String
  private let interests: LogInterests
  private var logs: [ContainerLogText]
  /// Set where the container is a component of Kubernetes.
  private var component: LogCollector?
  private var componentLogs: [LogFacts] = []
  /// What programs of other containers write.
  private var programs: ContainerLines
  /// Those of lines that name their container, by log.
  private var prefixedComponents: [Int: LogCollector] = [:]
  /// Whether it is what a terminal showed: commands stand before logs.
  private var isOfTerminal = false
  /// Which log each container's lines go to that name their container.
  private var prefixed: [[UInt8]: Int] = [:]
  /// The line of the runtime that is not ended yet.
  private var part = RuntimeLinePart()
  private var decoded: [UInt8] = []

  /// Most logs of one artifact.
  private static let mostLogs = 2000

  /// `place` is what is known of the container where the path does not tell it.
  init(path: String, format: String, keeping interests: LogInterests, place: ContainerPath? = nil) {
    self.path = path
    self.format = format
    self.interests = interests
    let place = ContainerPath(path) ?? place
    logs = [ContainerLogText(path: path, place: place)]
    programs = ContainerLines(path: path, interests: interests)
    component = collector(of: place)
  }

  mutating func take(_ line: TextLine) {
    if let mark = DumpMark(line.bytes) ?? command(line) {
      takeMark(mark)
      return
    }
    if logs[logs.count - 1].isEmpty, let note = LogPreface(line.bytes) {
      logs[logs.count - 1].take(note)
      return
    }
    if let prefix = LogPrefix(line.bytes) { return takePrefixed(prefix, line) }
    var buffer: [UInt8] = []
    swap(&buffer, &decoded)
    buffer.removeAll(keepingCapacity: buffer.capacity <= 1 << 16)
    if let docker = DockerLogLine(line.bytes) {
      QuotedText.decode(docker.text, into: &buffer)
      while let last = buffer.last, last == 10 || last == 13 { buffer.removeLast() }
      let isEnded = docker.text.ends(with: "\\n")
      buffer.withUnsafeBytes { takeRuntimeLine($0, stamp: docker.stamp, isEnded: isEnded, line) }
    } else {
      let header = TimestampHeader.header(of: line.bytes) ?? OuterHeader()
      let message = line.bytes.part(from: header.message)
      if let isEnded = TimestampHeader.isEndedRuntimeLine(line.bytes) {
        takeRuntimeLine(message, stamp: header.stamp, isEnded: isEnded, line)
      } else {
        take(line.bytes, message: message, stamp: header.stamp, line)
      }
    }
    decoded = buffer
  }

  mutating func finish(lineCount: Int) -> ArtifactFacts {
    if part.isOpen, let line = part.number {
      let bytes = part.bytes
      let stamp = part.stamp
      part = RuntimeLinePart()
      bytes.withUnsafeBytes { take($0, message: $0, stamp: stamp, TextLine(bytes: $0, number: line, isCut: true)) }
    }
    endComponent()
    componentLogs += prefixedComponents.sorted { $0.key < $1.key }.map { $0.value.facts() }
    var facts = ArtifactFacts(path: path, format: format)
    for (log, forbidden) in logs.map({ $0.finish() }) {
      facts.containerLogs.append(log)
      if let forbidden { facts.forbidden.append(forbidden) }
    }
    facts.log = LogFacts(joining: componentLogs + [programs.facts(of: facts.containerLogs)].compactMap(\.self))
    return facts
  }

  /// `[pod/api-7c75/proxy] …`: lines of several containers in one artifact.
  private mutating func takePrefixed(_ prefix: LogPrefix, _ line: TextLine) {
    let key = Array(prefix.bytes)
    var index = prefixed[key]
    if index == nil, logs.count < Self.mostLogs {
      let namespace = ContainerPath(path)?.namespace ?? ""
      if logs.count == 1, logs[0].isEmpty { logs = [] }
      let place = ContainerPath(namespace: namespace, pod: prefix.pod, container: prefix.container)
      logs.append(ContainerLogText(path: path, place: place))
      index = logs.count - 1
      prefixed[key] = index
      prefixedComponents[logs.count - 1] = collector(of: place)
    }
    guard let index else { return }
    let header = TimestampHeader.header(of: prefix.text) ?? OuterHeader()
    logs[index].take(prefix.text, time: header.stamp, line: line)
    let empty = prefix.text.part(0, 0)
    let message = prefix.text.part(from: header.message)
    guard prefixedComponents[index] != nil else {
      return programs.take(message, stamp: header.stamp, name: logs[index].name, of: index, line: line)
    }
    prefixedComponents[index]?.take(
      message: message, host: empty, tag: empty, stamp: header.stamp, raw: line.bytes, line: line)
  }

  /// Runtimes cut long lines into parts.
  private mutating func takeRuntimeLine(_ text: LineBytes, stamp: LineStamp?, isEnded: Bool, _ line: TextLine) {
    guard part.isOpen || !isEnded else {
      take(text, message: text, stamp: stamp, line)
      return
    }
    part.append(text, stamp: stamp, number: line.number)
    guard isEnded else { return }
    let whole = part
    part = RuntimeLinePart()
    let number = whole.number ?? line.number
    whole.bytes.withUnsafeBytes { bytes in
      take(bytes, message: bytes, stamp: whole.stamp, TextLine(bytes: bytes, number: number, isCut: line.isCut))
    }
  }

  /// `text` is what the container's log keeps, `message` what a component wrote.
  private mutating func take(_ text: LineBytes, message: LineBytes, stamp: LineStamp?, _ line: TextLine) {
    let empty = text.part(0, 0)
    if component == nil {
      programs.take(message, stamp: stamp, name: logs[logs.count - 1].name, of: logs.count - 1, line: line)
    }
    component?.take(message: message, host: empty, tag: empty, stamp: stamp, raw: line.bytes, line: line)
    logs[logs.count - 1].take(text, time: stamp, line: line)
  }

  /// A command line is one only where the artifact begins with one: applications may print any text.
  private mutating func command(_ line: TextLine) -> DumpMark? {
    let isFirst = logs.count == 1 && logs[0].isEmpty
    guard isFirst || isOfTerminal, let mark = DumpMark(command: line.bytes) else { return nil }
    isOfTerminal = true
    return mark
  }

  private mutating func takeMark(_ mark: DumpMark) {
    guard mark.isStart else { return }
    if logs.count == 1, logs[0].isEmpty { logs = [] }
    guard logs.count < Self.mostLogs || logs.isEmpty else { return }
    endComponent()
    logs.append(ContainerLogText(path: path, place: mark.place))
    component = collector(of: mark.place)
  }

  /// A collector where the container is a component's.
  private func collector(of place: ContainerPath?) -> LogCollector? {
    let named = place.flatMap { place in
      ContainerComponent(place) { name in interests.signatures.contains { $0.component == name } }
    }
    if let named {
      return LogCollector(path: path, interests: interests, component: named.name, host: named.node)
    }
    guard place == nil, let name = ComponentNames.component(inPath: path) else { return nil }
    return LogCollector(path: path, interests: interests, component: name)
  }

  private mutating func endComponent() {
    if let collector = component { componentLogs.append(collector.facts()) }
    component = nil
  }
}

/// The beginning of a line that a runtime cut into parts.
private struct RuntimeLinePart {
  var bytes: [UInt8] = []
  var stamp: LineStamp?
  var number: Int?
  var isOpen: Bool { number != nil }

  /// Most bytes joined; the rest is left out.
  private static let longest = 64 * 1024

  mutating func append(_ text: LineBytes, stamp: LineStamp?, number: Int) {
    if self.number == nil {
      self.number = number
      self.stamp = stamp
    }
    bytes.append(contentsOf: text.part(0, Swift.max(0, Self.longest - bytes.count)))
  }
}

/// A line of Docker's `json-file` driver: `{"log":"listening\n","stream":"stdout","time":"2026-11-21T04:24:08.6Z"}`.
struct DockerLogLine {
  /// What the container wrote, still escaped.
  var text: LineBytes
  /// When.
  var stamp: LineStamp?

  init?(_ line: LineBytes) {
    guard line.has("{\"log\":\""), var scanner = JSONScanner(line) else { return nil }
    var text: LineBytes?
    var hasStream = false
    while let (key, value) = scanner.next() {
      guard case .string(let inner) = value else { continue }
      if key.count == 3, key.has("log") { text = inner }
      if key.count == 6, key.has("stream") { hasStream = true }
      if key.count == 4, key.has("time") { stamp = Moment.readRFC3339(inner).map { LineStamp($0.moment) } }
    }
    guard let text, hasStream || stamp != nil else { return nil }
    self.text = text
  }
}
