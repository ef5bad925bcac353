/// Watches how an archive's bytes end, which libarchive does not tell.
///
/// A tar ends with blocks of zeros. Without them it may have been cut between two entries, and nothing else would show.
final class ArchiveTail: ByteSource {
  private let source: any ByteSource
  private var zeros = 0

  private static let blockBytes = 512

  init(_ source: any ByteSource) {
    self.source = source
  }

  var packedBytes: Int64 { source.packedBytes }
  var isCut: Bool { source.isCut }

  func takeNotes() -> [String] { source.takeNotes() }

  func next() -> UnsafeRawBufferPointer? {
    guard let bytes = source.next() else { return nil }
    let last = bytes.suffix(Self.blockBytes)
    let run = last.reversed().prefix { $0 == 0 }.count
    zeros = run == last.count ? min(zeros + bytes.count, Self.blockBytes) : run
    return bytes
  }

  /// Whether the bytes so far end with a block of zeros.
  var hasEndMarker: Bool { zeros >= Self.blockBytes }
}
