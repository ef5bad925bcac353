/// Bytes that are fetched piece by piece: a bundle file's, later those of an archive within an archive.
protocol ByteSource: AnyObject {
  /// The next bytes, valid until the next call; nil at the end.
  func next() -> UnsafeRawBufferPointer?
  /// Bytes of the bundle file that the pieces handed out so far took.
  var packedBytes: Int64 { get }
}

/// The consumer's side of a queue.
final class ChunkSource: ByteSource {
  private let queue: ChunkQueue
  private var pending: ChunkQueue.Chunk?
  private(set) var packedBytes: Int64 = 0
  /// How the stream ended; nil while it has not.
  private(set) var end: ChunkQueue.End?
  /// What was wrong on the way, in order.
  private(set) var notes: [String] = []

  init(_ queue: ChunkQueue) {
    self.queue = queue
  }

  /// The bytes that `next` will hand out, for a look at how they begin.
  func peek() -> UnsafeRawBufferPointer {
    if pending == nil, end == nil { pending = take() }
    return pending?.bytes ?? UnsafeRawBufferPointer(start: nil, count: 0)
  }

  func next() -> UnsafeRawBufferPointer? {
    if let chunk = pending {
      pending = nil
      return chunk.bytes.isEmpty ? nil : chunk.bytes
    }
    guard end == nil else { return nil }
    let bytes = take().bytes
    return bytes.isEmpty ? nil : bytes
  }

  /// Lets the producer go.
  func cancel() {
    queue.cancel()
  }

  private func take() -> ChunkQueue.Chunk {
    let chunk = queue.next()
    packedBytes = chunk.packedBytes
    notes += chunk.notes
    end = chunk.end
    return chunk
  }
}
