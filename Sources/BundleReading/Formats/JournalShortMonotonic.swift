/// `journalctl -o short-monotonic` and `-o short-delta`: seconds since boot, which are no time; the components' own are.
enum JournalShortMonotonic: ArtifactFormat {
  static let name = "journal-short-monotonic"
  static let what =
    "A journal with seconds since boot. Lines are dated by their own klog or logfmt times; others have none."
  static let sources = ["journalctl -o short-monotonic", "journalctl -o short-delta"]
  static let samples = [
    """
    [ 1234.567890] worker-1 kubelet[59]: W1121 04:01:19.994978      59 eviction_manager.go:344] eviction manager: attempting to reclaim
    [ 1234.571002] worker-1 kernel: cni0: port 1(veth3f10dbfe) entered blocking state

    """,
    "[ 1234.567890 <    0.000123 >] worker-1 containerd[54]: time=\"2026-11-21T04:01:19.99Z\" level=info msg=\"x\"\n",
  ]

  static func claim(_ head: ArtifactHead) -> Int {
    head.isMadeOf { MonotonicHeader.isOfJournal($0) } ? 92 : 0
  }

  static func makeReader(for head: ArtifactHead, keeping interests: LogInterests) -> any ArtifactReader {
    LineReader(path: head.path, consumer: LogLines<MonotonicHeader>(path: head.path, format: name, keeping: interests))
  }
}

/// `[ 1234.567890] worker-1 kubelet[59]: message`.
enum MonotonicHeader: OuterForm {
  static func header(of line: LineBytes) -> OuterHeader? {
    guard line.has("["), let close = line.part(0, 64).index(of: UInt8(ascii: "]")), line.has(" ", at: close + 1) else {
      return nil
    }
    let seconds = line.part(1, close)
    guard let point = seconds.index(of: UInt8(ascii: ".")), point > 0, point + 6 < seconds.count,
      seconds.allSatisfy({ $0.isDigit || $0 == 32 || $0 == UInt8(ascii: ".") || $0 == 60 || $0 == 62 })
    else { return nil }
    var header = OuterHeader()
    return header.readHostAndTag(line, from: close + 2) ? header : nil
  }

  /// Whether the line is a journal's and not the kernel's own: a host, then a tag with a process or a component's name.
  static func isOfJournal(_ line: LineBytes) -> Bool {
    guard let header = header(of: line), !header.host.isEmpty else { return false }
    let hasProcess = line.has("[", at: header.tag.upperBound)
    let tag = line.part(header.tag.lowerBound, header.tag.upperBound).text
    // `XFS (sdf): ` is the kernel's.
    return hasProcess || !tag.hasPrefix("(") && ComponentNames.definite.contains(ComponentNames.component(of: tag))
  }
}
