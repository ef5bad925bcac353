/// What a line at the left margin shows of the output that it begins.
enum OutputShape: Equatable {
  case yaml
  case json
  case table
  case description
  case disks
  case memory
  case units
  case dump
  /// Only behind a document: elsewhere a line of a log may belong to what stands before it.
  case log

  /// The shape that the line begins; nil where it may belong to any output.
  init?(_ line: LineBytes) {
    guard let first = line.first, first > 32 else {
      // `free` indents its header.
      guard line.count < 200, line.trimmed.has("total "), line.index(of: " used ") != nil else { return nil }
      self = .memory
      return
    }
    switch first {
    case UInt8(ascii: "a"), UInt8(ascii: "k"), UInt8(ascii: "i"):
      guard line.has("apiVersion: ") || line.has("kind: ") || line.trimmed.has("items:") && line.count < 12 else {
        return nil
      }
      self = .yaml
    case UInt8(ascii: "{"):
      let text = line.trimmed
      guard text.count == 1 || text.has("{\"kind\":") || text.has("{\"apiVersion\":") else { return nil }
      self = .json
    case UInt8(ascii: "N"), UInt8(ascii: "L"):
      if line.has("Name:  ") {
        self = .description
      } else if Self.tableTitles.contains(where: { line.has($0) }), TableColumns(TableText(line.part(0, 4096))) != nil {
        self = .table
      } else {
        return nil
      }
    case UInt8(ascii: "F"):
      guard line.has("Filesystem "), DiskFreeHeader(line) != nil else { return nil }
      self = .disks
    case UInt8(ascii: "="):
      guard line.has("==== START logs for container ") else { return nil }
      self = .dump
    case 0xE2:
      guard line.has("● "), line.index(of: ".service - ") != nil || line.index(of: ".service\n") != nil else {
        return nil
      }
      self = .units
    default: return nil
    }
  }

  private static let tableTitles: [StaticString] = ["NAME", "LAST SEEN"]

  /// Whether output of this shape can hold lines that look like the beginning of another: keys of ConfigMaps are
  /// described at the left margin, and whole manifests may be their values.
  func mayHold(_ other: OutputShape, isInData: Bool) -> Bool {
    switch self {
    case .description: isInData || other == .memory
    case .yaml: other == .json || other == .memory
    case .log: true
    case .json, .dump, .table, .disks, .memory, .units: false
    }
  }

  /// Source files of kubectl whose complaints stand among documents.
  private static let complaints: [StaticString] = [
    "memcache.go", "request.go", "warnings.go", "loader.go", "round_trippers.go", "reflector.go", "discovery.go",
  ]

  /// Whether a line behind a document, at the left margin, begins a log: a journal's or a component's own.
  static func isLogLine(_ line: LineBytes) -> Bool {
    guard let first = line.first, first.isLetter || first.isDigit || first == UInt8(ascii: "[") else { return false }
    if let klog = KlogHeader.read(line) {
      let file = line.part(klog.callSite.lowerBound, klog.callSite.upperBound)
      return klog.time >= 0 && !complaints.contains { file.has($0) }
    }
    if first.isDigit {
      return IsoSyslogHeader.header(of: line)?.host.isEmpty == false || TimestampHeader.isEndedRuntimeLine(line) != nil
    }
    return SyslogHeader.hasFraction(line) != nil || InnerLine.logfmtStamp(line) != nil
      || KernelHeader.header(of: line)?.stamp != nil
  }
}
