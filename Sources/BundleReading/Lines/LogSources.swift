/// Who wrote the lines of one artifact, and what span each covers.
struct LogSources {
  /// The earliest and latest time of some lines.
  struct Extent {
    private var first: LineStamp?
    private var last: LineStamp?
    private var firstKey: Int64 = 0
    private var lastKey: Int64 = 0
    private var previousKey: Int64?

    /// Widens the extent to a line's time.
    @inline(__always)
    mutating func note(_ stamp: LineStamp) {
      let key = stamp.unwrapped(near: previousKey ?? stamp.nanoseconds)
      // A clock of another kind cannot be compared; the first kind that shows is kept.
      if let first, first.clock != stamp.clock { return }
      if first == nil || key < firstKey {
        first = stamp
        firstKey = key
      }
      if last == nil || key > lastKey {
        last = stamp
        lastKey = key
      }
      previousKey = key
    }

    /// The readings; nil where no line had a time.
    var readings: (first: ClockReading, last: ClockReading)? {
      guard let first, let last else { return nil }
      return (first.reading, last.reading)
    }
  }

  /// One tag on one host.
  struct Source {
    var host: [UInt8]
    var tag: [UInt8]
    var hostName: String
    /// The component that the tag names; empty where there is no tag.
    var component: String
    /// Whether the tag names its component for certain.
    var isDefinite: Bool
    /// All lines.
    var extent = Extent()
    /// Lines that only a kubelet writes, where the tag does not say so.
    var kubeletExtent = Extent()
  }

  /// Most sources followed in one artifact.
  static let limit = 4096

  private(set) var sources: [Source] = []
  private var indexByHash: [UInt64: [Int]] = [:]
  private var latest = -1
  private let pathHost: String
  private let pathComponent: String?
  private var gaps: [(host: String, component: String, stamp: LineStamp)] = []

  /// Sources of an artifact whose path may name host and component.
  init(host: String, component: String?) {
    pathHost = host
    pathComponent = component
  }

  /// Index of the source of a line; the last one stands for all beyond the limit.
  @inline(__always)
  mutating func index(host: LineBytes, tag: LineBytes) -> Int {
    if latest >= 0, tag.equals(sources[latest].tag), host.equals(sources[latest].host) { return latest }
    latest = find(host: host, tag: tag)
    return latest
  }

  @inline(never)
  private mutating func find(host: LineBytes, tag: LineBytes) -> Int {
    var hash = CallSiteTable.seed
    for byte in host { hash = CallSiteTable.hash(hash, byte) }
    hash = CallSiteTable.hash(hash, 0)
    for byte in tag { hash = CallSiteTable.hash(hash, byte) }
    for index in indexByHash[hash] ?? [] where tag.equals(sources[index].tag) && host.equals(sources[index].host) {
      return index
    }
    guard sources.count < Self.limit else { return sources.count - 1 }
    let component = tag.isEmpty ? pathComponent ?? "" : ComponentNames.component(of: tag.text)
    sources.append(
      Source(
        host: Array(host), tag: Array(tag), hostName: host.isEmpty ? pathHost : host.text, component: component,
        isDefinite: ComponentNames.definite.contains(component)))
    indexByHash[hash, default: []].append(sources.count - 1)
    return sources.count - 1
  }

  /// Widens what a source covers.
  @inline(__always)
  mutating func note(_ stamp: LineStamp, of source: Int) { sources[source].extent.note(stamp) }

  /// Widens what the kubelet covers behind a tag that does not say so.
  mutating func noteKubelet(_ stamp: LineStamp, of source: Int) { sources[source].kubeletExtent.note(stamp) }

  /// Remembers that lines of a component are missing.
  mutating func noteGap(of component: String, host: String, _ stamp: LineStamp) {
    if gaps.count < Self.limit { gaps.append((host, component, stamp)) }
  }

  /// One extent for each component on each host, sorted.
  func extents() -> [LogExtent] {
    var extents: [LogExtent] = []
    for source in sources {
      // A log without tags is the kubelet's as a whole once it shows such lines.
      let isUntaggedKubelet = source.tag.isEmpty && !source.isDefinite && source.kubeletExtent.readings != nil
      if let (first, last) = source.extent.readings {
        let component = isUntaggedKubelet ? "kubelet" : source.component
        extents.append(LogExtent(host: source.hostName, component: component, first: first, last: last))
      }
      if !isUntaggedKubelet, let (first, last) = source.kubeletExtent.readings {
        extents.append(LogExtent(host: source.hostName, component: "kubelet", first: first, last: last))
      }
    }
    for index in extents.indices {
      extents[index].gaps = gaps.filter {
        $0.component == extents[index].component && ($0.host == extents[index].host || $0.host.isEmpty)
      }.map(\.stamp.reading)
    }
    return extents.sorted { ($0.host, $0.component) < ($1.host, $1.component) }
  }
}
