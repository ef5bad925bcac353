import Model

/// `systemctl status` of one unit or several, with the tail of their logs, and `systemctl list-units`.
enum SystemctlStatus: ArtifactFormat {
  static let name = "systemctl-status"
  static let what = "States of systemd units, with the last lines of their journals."
  static let sources = ["systemctl status", "systemctl list-units"]
  static let samples = [
    """
    ● kubelet.service - kubelet: The Kubernetes Node Agent
         Loaded: loaded (/etc/systemd/system/kubelet.service; static)
         Active: active (running) since Sat 2026-11-21 03:53:11 UTC; 9min ago
       Main PID: 59 (kubelet)

    Nov 21 04:01:19 worker-1 kubelet[59]: I1121 04:01:19.994978      59 kubelet.go:2528] "SyncLoop (probe)" probe="readiness"

    """,
    """
    # systemctl status containerd kubelet
    * containerd.service - containerd container runtime
       Loaded: loaded (/lib/systemd/system/containerd.service; enabled; vendor preset: enabled)
       Active: failed (Result: exit-code) since Sat 2026-11-21 04:01:20 CET; 1min 2s ago
      Process: 811 ExecStart=/usr/bin/containerd (code=exited, status=203/EXEC)
     Main PID: 811 (code=exited, status=203/EXEC)

    Unit kubelet.service could not be found.

    """,
    """
      UNIT               LOAD   ACTIVE SUB     DESCRIPTION
    ● containerd.service loaded failed failed  containerd container runtime
      kubelet.service    loaded active running kubelet: The Kubernetes Node Agent

    """,
    "● crio.service loaded failed failed Container Runtime Interface for OCI\n",
    "Unit k3s.service could not be found.\n",
  ]

  static func claim(_ head: ArtifactHead) -> Int {
    var lines = 0
    var isUnit = false
    var isStatus = false
    head.withLines(atMost: 12) { line in
      lines += 1
      // Commands and warnings may come first.
      if lines <= 6, UnitHeader.read(line) != nil { isUnit = true }
      if isUnit, UnitProperty.read(line) != nil { isStatus = true }
      if lines <= 3, UnitHeader.row(line) != nil || UnitHeader.missing(line) != nil { isStatus = true }
    }
    return isStatus ? 93 : 0
  }

  static func makeReader(for head: ArtifactHead, keeping interests: LogInterests) -> any ArtifactReader {
    LineReader(path: head.path, consumer: SystemctlStatusLines(path: head.path, keeping: interests))
  }
}

/// Reads units and, as journal lines, the tails of their logs.
struct SystemctlStatusLines: LineConsumer {
  private let path: String
  private let node: String
  private var units: [UnitReading] = []
  private var collector: LogCollector
  /// Host of the tail of the unit that is being read.
  private var hosts: Set<String> = []
  /// The first line of a log that systemctl shortened to the width of its terminal.
  private var shortened: Int?

  /// Most units kept of one artifact.
  private static let mostUnits = 4096

  init(path: String, keeping interests: LogInterests) {
    self.path = path
    node = PathHints.node(path)
    collector = LogCollector(path: path, interests: interests)
  }

  mutating func take(_ line: TextLine) {
    let bytes = line.bytes
    if let stamped = SyslogHeader.header(of: bytes) ?? IsoSyslogHeader.header(of: bytes), stamped.stamp != nil {
      takeLogLine(line, stamped)
    } else if let property = UnitProperty.read(bytes) {
      takeProperty(property, line)
    } else if let row = UnitHeader.row(bytes) {
      begin(row.unit, load: row.load, line)
      units[units.count - 1].status.activeState = row.active
      units[units.count - 1].status.subState = row.sub
    } else if let unit = UnitHeader.missing(bytes) {
      begin(unit, load: "not-found", line)
    } else if let unit = UnitHeader.read(bytes) {
      begin(unit, load: "", line)
    } else if bytes.has("Hint: Some lines were ellipsized") {
      shortened = shortened ?? line.number
    } else {
      collector.takeContinuation(bytes)
    }
  }

  mutating func finish(lineCount: Int) -> ArtifactFacts {
    var facts = ArtifactFacts(path: path, format: SystemctlStatus.name)
    var log = collector.facts()
    // Ten lines are no coverage: what they do not say may have been said.
    log.extents = []
    facts.log = log
    if let shortened {
      facts.cut = [
        Coverage.Note(
          path: path, line: shortened, text: "its log lines are shortened: systemctl status --full --no-pager")
      ]
    }
    let host = hosts.count == 1 ? hosts.first ?? "" : ""
    facts.units = units.map { unit in
      var unit = unit
      if unit.status.node.isEmpty { unit.status.node = host }
      return unit
    }
    return facts
  }

  private mutating func takeLogLine(_ line: TextLine, _ header: OuterHeader) {
    if shortened == nil, Self.isShortened(line.bytes) { shortened = line.number }
    let host = line.bytes.part(header.host.lowerBound, header.host.upperBound)
    collector.take(
      message: line.bytes.part(from: header.message), host: host,
      tag: line.bytes.part(header.tag.lowerBound, header.tag.upperBound), stamp: header.stamp, raw: line.bytes,
      line: line)
    guard !host.isEmpty, hosts.count < 16 else { return }
    let name = host.text
    hosts.insert(name)
    if let last = units.indices.last, units[last].status.node.isEmpty { units[last].status.node = name }
  }

  /// Whether a line ends as systemctl and its pager shorten one; `err=<nil>` is whole.
  private static func isShortened(_ line: LineBytes) -> Bool {
    if line.ends(with: "…") { return true }
    return line.last == UInt8(ascii: ">") && !line.suffix(64).contains(UInt8(ascii: "<"))
  }

  private mutating func takeProperty(_ property: UnitProperty, _ line: TextLine) {
    guard let last = units.indices.last else { return }
    let isKept: Bool
    switch property {
    case .loaded(let load, let enablement):
      units[last].status.loadState = load
      units[last].status.enablement = enablement
      isKept = load != "loaded"
    case .active(let active):
      units[last].status.activeState = active.state
      units[last].status.subState = active.sub
      units[last].status.result = active.result
      units[last].since = active.since
      isKept = true
    case .process(let process, let isMain):
      // Without a main process left, that of `ExecStart` is the one that failed.
      guard isMain || units[last].status.mainPID == nil else { return }
      units[last].status.mainPID = process.id
      units[last].status.exitCode = process.code
      units[last].status.exitStatus = process.status
      isKept = !process.code.isEmpty
    }
    if isKept, units[last].status.evidence.count < 8 { units[last].status.evidence.append(evidence(line)) }
  }

  private mutating func begin(_ unit: String, load: String, _ line: TextLine) {
    guard units.count < Self.mostUnits else { return }
    units.append(
      UnitReading(status: UnitStatus(node: node, unit: unit, loadState: load, evidence: [evidence(line)]), since: nil))
  }

  private func evidence(_ line: TextLine) -> Evidence {
    Evidence(path: path, line: line.number, text: line.bytes.part(0, 2048).text, cut: line.isCut)
  }
}
