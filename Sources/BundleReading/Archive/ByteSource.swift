/// Bytes that are fetched piece by piece: a file's, those of an entry of an archive, those behind a compression.
///
/// Sources are stacked, e.g. file → xz → tar → entry → gzip, so that an archive within an archive is never held whole.
protocol ByteSource: AnyObject {
  /// The next bytes, valid until the next call; nil at the end.
  func next() -> UnsafeRawBufferPointer?
  /// Bytes of the bundle file that the pieces handed out so far took.
  var packedBytes: Int64 { get }
  /// Whether bytes are missing at the end; known once `next` has returned nil.
  var isCut: Bool { get }
  /// What was wrong since the last call, in order.
  func takeNotes() -> [String]
}

/// The consumer's side of a queue.
final class ChunkSource: ByteSource {
  private let queue: ChunkQueue
  private(set) var packedBytes: Int64 = 0
  /// How the stream ended; nil while it has not.
  private(set) var end: ChunkQueue.End?
  private var notes: [String] = []

  init(_ queue: ChunkQueue) {
    self.queue = queue
  }

  var isCut: Bool { end != .whole }

  func next() -> UnsafeRawBufferPointer? {
    guard end == nil else { return nil }
    let chunk = queue.next()
    packedBytes = chunk.packedBytes
    notes += chunk.notes
    end = chunk.end
    return chunk.bytes.isEmpty ? nil : chunk.bytes
  }

  func takeNotes() -> [String] {
    defer { notes = [] }
    return notes
  }

  /// Lets the producer go.
  func cancel() {
    queue.cancel()
  }
}

/// Bytes in memory, as one piece.
final class MemorySource: ByteSource {
  private let bytes: UnsafeMutableRawBufferPointer
  private var isTaken = false
  let packedBytes: Int64
  let isCut = false

  /// `packedBefore` is what earlier artifacts of the same bundle took.
  init(_ text: String, packedBefore: Int64) {
    bytes = .allocate(byteCount: text.utf8.count, alignment: 1)
    bytes.copyBytes(from: text.utf8)
    packedBytes = packedBefore + Int64(bytes.count)
  }

  deinit {
    bytes.deallocate()
  }

  func next() -> UnsafeRawBufferPointer? {
    guard !isTaken, !bytes.isEmpty else { return nil }
    isTaken = true
    return UnsafeRawBufferPointer(bytes)
  }

  func takeNotes() -> [String] { [] }
}
