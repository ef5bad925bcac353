/// What bytes unpack to: gzip by our own layer, which checks what libarchive does not, all others by libarchive.
final class UnpackedSource: ByteSource {
  private enum Unpacker {
    case gzip(GzipInflater, buffer: UnsafeMutableRawBufferPointer)
    case filter(ArchiveStream)
    case none
  }

  private let source: any ByteSource
  private let budget: ReadBudget
  private let name: String
  private var unpacker: Unpacker
  private var rest = UnsafeRawBufferPointer(start: nil, count: 0)
  private var unpackedBytes: Int64 = 0
  private var isOver = false
  private var isDamaged = false
  private var notes: [String] = []

  private static let bufferBytes = 64 * 1024

  /// Unpacks a source. What comes out counts in the budget.
  init(_ source: any ByteSource, compression: ArchiveStream.Compression?, name: String, budget: ReadBudget) {
    self.source = source
    self.budget = budget
    self.name = name
    guard let compression else {
      unpacker = .gzip(GzipInflater(), buffer: .allocate(byteCount: Self.bufferBytes, alignment: 64))
      return
    }
    unpacker = .none
    do {
      let stream = try ArchiveStream(source, as: .compressed(compression))
      switch stream.nextEntry() {
      case .value: unpacker = .filter(stream)
      case .end: isOver = true
      case .damage(let message), .failure(let message): fail(message)
      }
    } catch {
      fail(error.message)
    }
  }

  deinit {
    if case .gzip(_, let buffer) = unpacker { buffer.deallocate() }
  }

  var packedBytes: Int64 { source.packedBytes }

  var isCut: Bool {
    if case .gzip(let inflater, _) = unpacker, inflater.isCut { return true }
    return isDamaged || source.isCut
  }

  func next() -> UnsafeRawBufferPointer? {
    guard !isOver else { return nil }
    let bytes: UnsafeRawBufferPointer? =
      switch unpacker {
      case .gzip(let inflater, let buffer): inflate(inflater, buffer)
      case .filter(let stream): nextBlock(of: stream)
      case .none: nil
      }
    guard let bytes, budget.open(bytes.count, packedBytes: packedBytes) else {
      isOver = true
      if bytes != nil { isDamaged = true }
      return nil
    }
    unpackedBytes += Int64(bytes.count)
    return bytes
  }

  func takeNotes() -> [String] {
    defer { notes = [] }
    var all = source.takeNotes()
    if case .gzip(let inflater, _) = unpacker { all += inflater.takeNotes() }
    return all + notes
  }

  private func inflate(
    _ inflater: GzipInflater, _ buffer: UnsafeMutableRawBufferPointer
  ) -> UnsafeRawBufferPointer? {
    while true {
      let (consumed, produced) = inflater.inflate(rest, into: buffer)
      rest = UnsafeRawBufferPointer(rebasing: rest[consumed...])
      if produced > 0 { return UnsafeRawBufferPointer(rebasing: buffer[..<produced]) }
      guard let more = source.next() else {
        inflater.finish()
        return nil
      }
      rest = more
    }
  }

  private func nextBlock(of stream: ArchiveStream) -> UnsafeRawBufferPointer? {
    while true {
      switch stream.nextBlock() {
      case .value(let block): if !block.bytes.isEmpty { return block.bytes }
      case .end: return nil
      case .damage(let message), .failure(let message):
        fail(message)
        return nil
      }
    }
  }

  private func fail(_ message: String) {
    isOver = true
    isDamaged = true
    // libarchive lets zstd use 128 MiB; `zstd --long=31` asks for 2 GiB.
    let isLongWindow = message.contains("too much memory")
    notes.append(
      isLongWindow
        ? "\(name) was made with --long: unpack it first, with zstd -d --long=31"
        : "\(name) is damaged or cut after \(unpackedBytes) bytes (\(message)): the rest is lost")
  }
}
