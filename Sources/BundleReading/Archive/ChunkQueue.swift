import Dispatch
import Synchronization

/// A bounded queue of reused buffers between the thread that reads and inflates and the one that parses.
///
/// One producer, one consumer. `@unchecked Sendable`: each slot belongs to one side at a time, handed over by the
/// semaphores, which order its memory as well.
final class ChunkQueue: @unchecked Sendable {
  /// A filled buffer.
  struct Chunk {
    /// Its bytes, valid until the next chunk is taken; only the last chunk may be empty.
    var bytes = UnsafeRawBufferPointer(start: nil, count: 0)
    /// Bytes of the file that have been used up to here.
    var packedBytes: Int64 = 0
    /// What was wrong on the way here. Notes travel with the data so that a consumer that stops early has always seen
    /// the same ones, however far the producer ran ahead.
    var notes: [String] = []
    /// Set on the last chunk.
    var end: End?
  }

  /// How a stream ended.
  enum End {
    case whole
    /// Bytes are missing; a note says why.
    case cut
    /// It unpacks to more than the limit of ratio allows.
    case ratioExceeded
  }

  /// Four buffers of 256 KiB stay in the second-level cache together with a parser's own data.
  static let slotBytes = 256 * 1024
  private static let slotCount = 4

  private let memory: UnsafeMutableRawBufferPointer
  private let slots: UnsafeMutablePointer<Chunk>
  private var written = 0
  private var taken = 0
  private var holdsChunk = false
  private let free = DispatchSemaphore(value: 0)
  private let filled = DispatchSemaphore(value: 0)
  private let isCancelled = Atomic(false)

  init() {
    memory = .allocate(byteCount: Self.slotBytes * Self.slotCount, alignment: 64)
    slots = .allocate(capacity: Self.slotCount)
    slots.initialize(repeating: Chunk(), count: Self.slotCount)
    // Counted up from 0: a semaphore that is let go below its first value stops the program.
    for _ in 0..<Self.slotCount { free.signal() }
  }

  deinit {
    slots.deinitialize(count: Self.slotCount)
    slots.deallocate()
    memory.deallocate()
  }

  /// Producer: waits for an empty buffer; nil when the consumer wants no more.
  func acquire() -> UnsafeMutableRawBufferPointer? {
    free.wait()
    if isCancelled.load(ordering: .acquiring) { return nil }
    let start = written % Self.slotCount * Self.slotBytes
    return UnsafeMutableRawBufferPointer(rebasing: memory[start..<start + Self.slotBytes])
  }

  /// Producer: hands over the buffer it acquired last. Nothing may follow a chunk with an end.
  func publish(count: Int, packedBytes: Int64, notes: [String], end: End? = nil) {
    let slot = written % Self.slotCount
    let start = slot * Self.slotBytes
    slots[slot] = Chunk(
      bytes: UnsafeRawBufferPointer(rebasing: memory[start..<start + count]), packedBytes: packedBytes, notes: notes,
      end: end)
    written += 1
    filled.signal()
  }

  /// Consumer: gives back the chunk it holds and waits for the next. After a chunk with an end it must not be called.
  func next() -> Chunk {
    if holdsChunk { free.signal() }
    filled.wait()
    holdsChunk = true
    defer { taken += 1 }
    return slots[taken % Self.slotCount]
  }

  /// Consumer: wants no more.
  func cancel() {
    isCancelled.store(true, ordering: .releasing)
    free.signal()
  }
}
