import Model

/// One way in which an artifact is written, e.g. `journalctl -o short-precise`. One file each in `Formats/`.
///
/// A format is recognised by content; the path is only a hint. Each sample is claimed by exactly its own format: a test
/// holds all of them against all formats.
protocol ArtifactFormat: Sendable {
  /// Name for coverage and docs, kebab-case, e.g. `journal-short`.
  static var name: String { get }
  /// What it is and what is read of it, one sentence for the docs, in Markdown.
  static var what: String { get }
  /// The commands or programs that write it, e.g. `journalctl -o short-precise`.
  static var sources: [String] { get }
  /// Real beginnings of such artifacts, for the tests and the docs.
  static var samples: [String] { get }
  /// How sure the format is that the artifact is its own: 0 not at all, 100 beyond doubt. The highest claim wins;
  /// of equal ones the first in the registry.
  static func claim(_ head: ArtifactHead) -> Int
  /// A reader for an artifact that this format claimed.
  static func makeReader(for head: ArtifactHead, keeping interests: LogInterests) -> any ArtifactReader
}

/// The beginning of an artifact, from which its format is recognised.
struct ArtifactHead {
  /// Longest beginning that formats get to see, in bytes.
  static let length = 64 * 1024

  /// Path inside the bundle.
  let path: String
  /// The first bytes, at most `length`.
  let bytes: [UInt8]
  /// Whether `bytes` is the whole artifact.
  let isWhole: Bool
  /// Whether it is no text.
  let isBinary: Bool
  /// Where the lines of a text are that are not blank; all formats look at them, so they are found once.
  let lines: [Range<Int>]
  /// The container whose log it is, as far as the path says.
  let container: ContainerPath?

  init(path: String, bytes: [UInt8], isWhole: Bool) {
    self.path = path
    self.bytes = bytes
    self.isWhole = isWhole
    isBinary = Self.isBinary(bytes)
    container = ContainerPath(path)
    lines = isBinary ? [] : Self.lines(of: bytes, isWhole: isWhole)
  }

  /// The beginning of a text of which so much is known; `isWhole` says whether that is all of it.
  init(beginningOf text: [UInt8], path: String, isWhole: Bool) {
    let isLonger = text.count > Self.length
    self.init(
      path: path, bytes: isLonger ? Array(text.prefix(Self.length)) : text, isWhole: isWhole && !isLonger)
  }
}

/// Reads one artifact as its bytes stream by. Never fails: what is wrong with the artifact is a note in its facts.
protocol ArtifactReader {
  /// Sets how much is kept of a line or document; called before the first bytes.
  mutating func keep(within limits: ReadLimits)
  /// Counts lines that stand before the first bytes, where the artifact holds other outputs above.
  mutating func skipLines(_ count: Int)
  /// Takes the next bytes, also the ones that the head already showed. Cuts fall anywhere.
  mutating func consume(_ bytes: UnsafeRawBufferPointer)
  /// Ends the artifact. `isCut` when bytes are missing at the end (broken archive, limit).
  mutating func finish(isCut: Bool) -> ArtifactFacts
}

extension ArtifactReader {
  mutating func keep(within limits: ReadLimits) {}

  mutating func skipLines(_ count: Int) {
    // Blank lines mean nothing to formats that hold their artifact whole.
    let block = [UInt8](repeating: 10, count: min(count, 4096))
    var left = count
    while left > 0 {
      block.withUnsafeBytes { consume(UnsafeRawBufferPointer(rebasing: $0.prefix(left))) }
      left -= block.count
    }
  }
}

/// What one artifact says, on its own clocks: times are resolved when all artifacts have been read.
struct ArtifactFacts {
  /// Path inside the bundle.
  var path: String
  /// Name of the format that read it; empty where none did.
  var format: String
  /// Unpacked size.
  var bytes: Int64 = 0
  /// Objects of the API, Events among them.
  var objects: [KubernetesObject] = []
  /// Lists of objects that it holds.
  var lists: [Coverage.List] = []
  /// Lines of component logs.
  var log: LogFacts?
  /// Containers' logs or the answers in their place.
  var containerLogs: [ContainerLog] = []
  /// Rows of `df`.
  var filesystems: [FilesystemUsage] = []
  /// Rows of `df -i`.
  var inodes: [InodeUsage] = []
  /// A node's memory.
  var memories: [MemoryUsage] = []
  /// A runtime's own list of containers.
  var runtimeListing: RuntimeListing?
  /// Units of systemd.
  var units: [UnitReading] = []
  /// Alerts of Alertmanager or Prometheus.
  var alerts: [Alert] = []
  /// Rows of `kubectl top` and of metrics.
  var usages: [ResourceUsage] = []
  /// Rows of `du` and figures of the kubelet's `stats/summary`.
  var diskUsages: [DiskUsage] = []
  /// What `date` printed on a node, and other statements of when the bundle was taken.
  var captureTimes: [CaptureTime] = []
  /// What a collector saw of nodes' clocks.
  var clockSamples: [ClockSample] = []
  /// Certificates and until when they are valid.
  var certificates: [Certificate] = []
  /// What the machine calls itself whose folder this artifact lies in.
  var hostNames: [String] = []
  /// The API refused it.
  var forbidden: [Coverage.Note] = []
  /// It ends too early or holds a half record.
  var cut: [Coverage.Note] = []
  /// It holds redacted values.
  var redacted: [Coverage.Note] = []
  /// What its collector could not have, and what a diagnosis loses by that.
  var missing: [Coverage.Note] = []
  /// What a manifest says of other artifacts.
  var listedFiles: [ListedFile] = []
  /// It holds more than is read.
  var limits: [Coverage.Note] = []
  /// Parts of it that no format claims.
  var unread: [Coverage.Note] = []

  init(path: String, format: String) {
    self.path = path
    self.format = format
  }
}

/// A unit's status, on the node's own clock.
struct UnitReading {
  var status: UnitStatus
  /// Since when it is in this state.
  var since: ClockReading?
}

/// A statement of when the bundle, or a part of it, was taken.
struct CaptureTime {
  /// As the clock wrote it.
  var reading: ClockReading
  /// The node whose clock it is; empty for the collecting machine's.
  var node: String
  /// Where it stands.
  var evidence: Evidence
}

/// A node's clock as a collector read it between two looks at its own.
struct ClockSample: Equatable {
  var node: String
  /// The node's clock less the collector's, in nanoseconds.
  var offset: Int64
  /// How far the offset may be wrong, in nanoseconds.
  var uncertainty: Int64
}

/// A time as written, which may lack what makes it an instant.
enum ClockReading: Hashable, Sendable {
  /// It says its zone, e.g. RFC 3339, or counts from the epoch.
  case absolute(Moment)
  /// A clock on the wall.
  case local(LocalTime)
}

/// A civil time without zone, and often without year: `Nov 21 04:01:19.994978` of syslog, `1121 04:01:19.994978` of klog.
struct LocalTime: Hashable, Sendable {
  var year: Int?
  var month: Int
  var day: Int
  var hour: Int
  var minute: Int
  var second: Int
  var nanosecond: Int
  var precision: Precision
}

/// What a component's log says. One artifact may hold several components (an unfiltered journal).
struct LogFacts {
  /// The lines that somebody asked for.
  var lines: [LogLine] = []
  /// The latest lines of moments that the API dates as well.
  var landmarks: [LogLine] = []
  /// How many more were asked for than are kept.
  var leftOut = 0
  /// Lines of programs in containers, which only a timeline asks for.
  var containerLines: [LogLine] = []
  /// One entry for each component seen on each host, kept lines or not: what the artifact covers.
  var extents: [LogExtent] = []
  /// Pairs of readings of the same instant, at most 16 a host: a zoneless clock against one that says its zone.
  var clockPairs: [ClockPair] = []
}

extension LogFacts {
  /// The logs of several components in one artifact; nil where there is none.
  init?(joining logs: [LogFacts]) {
    guard !logs.isEmpty else { return nil }
    self.init(
      lines: logs.flatMap(\.lines), landmarks: logs.flatMap(\.landmarks), leftOut: logs.map(\.leftOut).reduce(0, +),
      containerLines: logs.flatMap(\.containerLines), extents: logs.flatMap(\.extents),
      clockPairs: logs.flatMap(\.clockPairs))
  }
}

/// The first and last line of one component of one host in one artifact.
struct LogExtent {
  /// Host as the lines say, else as the path says (`nodes/<node>/`), else empty.
  var host: String
  /// `kubelet`, `containerd`, `kernel`, `systemd`, …
  var component: String
  /// Earliest reading, also where the artifact is written newest first.
  var first: ClockReading
  /// Latest reading.
  var last: ClockReading
  /// Places where lines are known to be missing, e.g. `Suppressed 1234 messages`.
  var gaps: [ClockReading] = []
}

/// Two clocks that saw the same instant, e.g. a journal stamp and the `time=` of the containerd line that it carries.
struct ClockPair {
  var host: String
  var local: LocalTime
  var absolute: Moment
}

/// A kept line of a component's log, decoded, on its own clock.
struct LogLine {
  /// The line's own time: klog's or logfmt's, which is finer and earlier than the journal's.
  var time: ClockReading?
  /// The time that the journal or syslog put before it.
  var journalTime: ClockReading?
  /// Host as the line says, else as the path says, else empty.
  var host: String
  /// The component by content.
  var component: String
  var severity: Severity?
  /// klog source file, base name; empty elsewhere.
  var callSite: String
  var message: String
  var fields: [LogRecord.Field]
  /// Ids of matched signatures, sorted.
  var signatures: [String]
  var evidence: Evidence
  /// Of a line of a program in a container, whose: nameless where the artifact does not tell. Nil elsewhere.
  var container: EntityReference?
}
