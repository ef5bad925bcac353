import Glibc
import Model

/// The logs that `kubectl cluster-info dump` on standard output prints between its lists of objects:
///
///     ==== START logs for container app of pod shop/web-0 ====
///     …
///     ==== END logs for container app of pod shop/web-0 ====
///
/// Its first list may be longer than the beginning that formats see, so the reader of objects comes upon them late.
struct InfoDumpLogs {
  /// From a start mark to its end mark, both included, with the number of lines before it.
  private var spans: [(linesBefore: Int, bytes: [UInt8])] = []

  private static let start: StaticString = "==== START logs for container "
  private static let end: StaticString = "==== END logs for container "

  /// Takes the logs out of `bytes`, and leaves as many blank lines; nil where there are none.
  init?(takenFrom bytes: inout [UInt8]) {
    bytes.withUnsafeMutableBytes { buffer in
      let text = UnsafeRawBufferPointer(buffer)
      guard text.contains("\(Self.start)") else { return }
      var at = 0
      var line = 0
      var begin: (offset: Int, line: Int)?
      while at < text.count {
        let next = text.lineEnd(from: at)
        let bytes = text.part(at..<next)
        if begin == nil, bytes.has(Self.start) { begin = (at, line) }
        at = min(next + 1, text.count)
        line += 1
        guard let log = begin, bytes.has(Self.end) || at == text.count else { continue }
        spans.append((log.line, Array(text.part(log.offset..<at))))
        for offset in log.offset..<at where buffer[offset] != 10 { buffer[offset] = 32 }
        begin = nil
      }
    }
    if spans.isEmpty { return nil }
  }

  /// What the logs say.
  func read(path: String, interests: LogInterests, limits: ReadLimits, isCut: Bool) -> ArtifactFacts {
    let first = spans.first?.bytes ?? []
    let head = ArtifactHead(path: path, bytes: Array(first.prefix(ArtifactHead.length)), isWhole: false)
    var reader = KubectlLogs.makeReader(for: head, keeping: interests)
    reader.keep(within: limits)
    var lines = 0
    for span in spans {
      reader.skipLines(span.linesBefore - lines)
      span.bytes.withUnsafeBytes { reader.consume($0) }
      lines = span.linesBefore + span.bytes.count { $0 == 10 }
    }
    return reader.finish(isCut: isCut)
  }
}
