import Model

/// Gathers what the lines of a log tell: the lines asked for, who wrote when, pairs of clocks.
///
/// Of a line that nobody asked for only header positions, its time and the hash of its call site are looked at.
struct LogCollector {
  private let path: String
  private let interests: LogInterests
  private var sources: LogSources
  private var searchOfSource: [Int] = []
  private var sampler = ClockPairSampler()
  private var lines: [LogLine] = []
  private var landmarks = Landmarks()
  private var matched: [Int] = []
  private var scratch: [Int] = []
  /// The field of the last kept line that goes on, and the room left for it.
  private var openField: (line: Int, field: Int, room: Int)?

  /// Lines that were to be kept and are not.
  private var leftOut = 0

  /// Most lines kept of one artifact: what failure modes ask for is far less, a timeline may ask for all.
  static let mostLines = 500_000

  /// Most bytes of a field that runs over several lines.
  private static let longestField = 16 * 1024

  /// A collector for the artifact at `path`. `component` and `host` are what is known where lines have no tag and no host.
  init(path: String, interests: LogInterests, component: String? = nil, host: String = "") {
    self.path = path
    self.interests = interests
    sources = LogSources(
      host: host.isEmpty ? PathHints.node(path) : host, component: component ?? ComponentNames.component(inPath: path))
  }

  /// Takes a line that has a header. `message` is what follows the outer header, `raw` what is quoted as evidence.
  @inline(__always)
  mutating func take(
    message: LineBytes, host: LineBytes, tag: LineBytes, stamp outer: LineStamp?, raw: LineBytes, line: TextLine
  ) {
    let klog = KlogHeader.read(message)
    if openField != nil {
      if klog == nil, let first = message.first, first.isBlank || first == UInt8(ascii: ">") {
        return takeContinuation(message)
      }
      openField = nil
    }
    let source = sources.index(host: host, tag: tag)
    if source >= searchOfSource.count { addSearch(of: source) }
    let name: LineBytes?
    var entry: Int?
    if let klog {
      entry = interests.callSites.index(
        hash: klog.callSiteHash, name: message.part(klog.callSite.lowerBound, klog.callSite.upperBound))
      name = nil
    } else {
      name = JSONLogLine.callSite(message)
      if let name { entry = interests.callSites.index(hash: CallSiteTable.hash(of: name), name: name) }
    }
    if let stamp = outer ?? innerStamp(message, klog) {
      sources.note(stamp, of: source)
      if let entry, interests.callSites[entry].isKubeletOnly, !sources.sources[source].isDefinite {
        sources.noteKubelet(stamp, of: source)
      }
      if message.has("Suppressed ") { noteSuppression(message, source: source, stamp) }
    }
    if let outer { sample(message, klog, outer, source) }

    matched.removeAll(keepingCapacity: true)
    interests.match(
      message, isKlog: klog != nil || name != nil, callSite: entry, search: searchOfSource[source], &matched,
      scratch: &scratch)
    guard !matched.isEmpty || keepsAll(of: source) else { return }
    keep(message: message, klog: klog, entry: entry, source: source, outer: outer, raw: raw, line: line)
  }

  /// Takes a line without header, which may go on with a field of the line before.
  mutating func takeContinuation(_ bytes: LineBytes) {
    guard let open = openField else { return }
    let text = bytes.trimmed
    if text.isEmpty || (text.count == 1 && text[0] == UInt8(ascii: ">")) {
      openField = nil
      return
    }
    guard open.room > text.count else {
      openField = nil
      return
    }
    if !lines[open.line].fields[open.field].value.isEmpty { lines[open.line].fields[open.field].value += "\n" }
    lines[open.line].fields[open.field].value += text.text
    openField?.room -= text.count + 1
  }

  /// What was gathered.
  func facts() -> LogFacts {
    LogFacts(
      lines: lines, landmarks: landmarks.lines, leftOut: leftOut, extents: sources.extents(), clockPairs: sampler.pairs)
  }

  @inline(__always)
  private func keepsAll(of source: Int) -> Bool {
    interests.keepsEverything
      && interests.keepsAll(of: sources.sources[source].component, isDefinite: sources.sources[source].isDefinite)
  }

  @inline(never)
  private mutating func addSearch(of source: Int) {
    let added = sources.sources[source]
    searchOfSource.append(interests.search(component: added.component, isDefinite: added.isDefinite))
  }

  @inline(__always)
  private func innerStamp(_ message: LineBytes, _ klog: KlogHeader?) -> LineStamp? {
    if let klog { return klog.stamp(message) }
    return bareStamp(message)
  }

  @inline(never)
  private func bareStamp(_ message: LineBytes) -> LineStamp? {
    if InnerLine.isLogfmt(message) { return InnerLine.logfmtStamp(message) }
    if message.has("{") { return JSONLogLine.stamp(of: message) }
    return LogrusConsole.decode(message.part(0, 80))?.stamp ?? Capnslog.stamp(message)
  }

  @inline(__always)
  private mutating func sample(_ message: LineBytes, _ klog: KlogHeader?, _ outer: LineStamp, _ source: Int) {
    if outer.clock == .absolute {
      guard let klog, klog.time >= 0 else { return }
      guard let host = sampler.wants(source: source, host: sources.sources[source].hostName),
        let inner = klog.stamp(message), case .absolute(let moment) = outer.reading
      else { return }
      let name = sources.sources[source].hostName
      sampler.take(ClockPair(host: name, local: inner.local, absolute: moment), of: host)
    } else {
      guard message.has("time=\""),
        let host = sampler.wants(source: source, host: sources.sources[source].hostName),
        let inner = InnerLine.logfmtStamp(message), case .absolute(let moment) = inner.reading
      else { return }
      let name = sources.sources[source].hostName
      sampler.take(ClockPair(host: name, local: outer.local, absolute: moment), of: host)
    }
  }

  /// `Suppressed 1234 messages from kubelet.service`, or from `/system.slice/kubelet.service`.
  @inline(never)
  private mutating func noteSuppression(_ message: LineBytes, source: Int, _ stamp: LineStamp) {
    guard let from = message.index(of: " messages from ") else { return }
    let unit = message.part(from: from + 15).trimmed.text.split(separator: "/").last.map(String.init) ?? ""
    sources.noteGap(of: ComponentNames.component(of: unit), host: sources.sources[source].hostName, stamp)
  }

  @inline(never)
  private mutating func keep(
    message: LineBytes, klog: KlogHeader?, entry: Int?, source index: Int, outer: LineStamp?, raw: LineBytes,
    line: TextLine
  ) {
    let source = sources.sources[index]
    var ids: [String] = []
    var isLandmark = false
    var component: String?
    for signature in matched.sorted().map({ interests.signatures[$0] }) {
      // A tag that names its component for certain outweighs the text: others quote each other's words.
      if source.isDefinite, !signature.component.isEmpty, signature.component != source.component { continue }
      if Landmarks.isLandmark(signature.id) { isLandmark = true } else { ids.append(signature.id) }
      if component == nil, !signature.component.isEmpty { component = signature.component }
    }
    let isKept = !ids.isEmpty || keepsAll(of: index)
    guard isKept || isLandmark else { return }
    guard !isKept || lines.count < Self.mostLines, !isKept || !ids.isEmpty || interests.budget.take() else {
      leftOut += 1
      return
    }
    if component == nil {
      let isKubelet = entry.map { interests.callSites[$0].isKubeletOnly } ?? false
      component = isKubelet && !source.isDefinite ? "kubelet" : source.component
    }
    let inner = InnerLine.decode(message, klog: klog)
    let text = raw.part(0, Evidence.longestText * 2).text
    let kept = LogLine(
      time: inner.stamp?.reading ?? outer?.reading, journalTime: outer?.reading, host: source.hostName,
      component: component ?? "", severity: inner.severity, callSite: inner.callSite, message: inner.message,
      fields: inner.fields, signatures: ids,
      evidence: Evidence(path: path, line: line.number, text: text, cut: line.isCut))
    if isLandmark { landmarks.take(kept) }
    guard isKept else { return }
    lines.append(kept)
    if let field = inner.openField { openField = (lines.count - 1, field, Self.longestField) }
  }
}
