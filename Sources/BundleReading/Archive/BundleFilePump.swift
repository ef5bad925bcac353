import Dispatch
import Synchronization

/// Reads a bundle file on a thread of its own: inflates its bytes where they are gzip, and fills a queue. A third thread
/// hashes them.
///
/// Inflating costs about as much as parsing, so each gets a core; hashing costs a third of it and takes what they leave.
struct BundleFilePump {
  private let file: FileBytes
  private let limits: ReadLimits
  private let queue: ChunkQueue
  private let digest = Digest()

  private static let inputBytes = 256 * 1024

  /// What is known of the file when the thread has ended.
  private final class Digest: Sendable {
    let hexadecimal = Mutex<String?>(nil)
    let done = DispatchGroup()
  }

  /// Starts to read. The queue must be read to its end or cancelled before `waitForDigest`.
  init(_ file: FileBytes, limits: ReadLimits) {
    self.file = file
    self.limits = limits
    queue = ChunkQueue()
    let job = Job(file: file, limits: limits, queue: queue)
    DispatchQueue(label: "casefile.bundle-file").async(group: digest.done) { [digest] in
      let result = job.run()
      digest.hexadecimal.withLock { $0 = result }
    }
  }

  /// The unpacked bytes.
  func makeSource() -> ChunkSource { ChunkSource(queue) }

  /// SHA-256 of the whole file; nil where it was not read to its end.
  func waitForDigest() -> String? {
    digest.done.wait()
    return digest.hexadecimal.withLock { $0 }
  }

  /// What the thread does.
  private struct Job: Sendable {
    let file: FileBytes
    let limits: ReadLimits
    let queue: ChunkQueue

    func run() -> String? {
      let input = UnsafeMutableRawBufferPointer.allocate(byteCount: BundleFilePump.inputBytes, alignment: 64)
      defer { input.deallocate() }
      var output = Output(queue: queue, limits: limits)
      let hash = RunningHash()
      var inflater: GzipInflater?
      var isFirst = true
      while true {
        let bytes: UnsafeRawBufferPointer
        do {
          bytes = UnsafeRawBufferPointer(rebasing: input[..<(try file.read(into: input))])
        } catch {
          output.close(.cut, note: "reading stops after \(output.packedBytes) bytes: \(error.reason)")
          return nil
        }
        if bytes.isEmpty { break }
        hash.update(bytes)
        output.packedBytes += Int64(bytes.count)
        if isFirst, GzipInflater.isGzip(bytes) { inflater = GzipInflater() }
        isFirst = false
        if output.isOpen {
          if let inflater { output.inflate(bytes, with: inflater) } else { output.copy(bytes) }
        } else if !file.isRegular {
          // The digest is worth reading a file to its end for, but a pipe may have none.
          return nil
        }
      }
      inflater?.finish()
      output.notes += inflater?.takeNotes() ?? []
      output.close(inflater?.isCut == true ? .cut : .whole)
      return hash.finish()
    }
  }

  /// Hashes pieces in their order, one at a time, beside the thread that hands them over.
  private final class RunningHash: Sendable {
    private let hash = Mutex(SHA256())
    private let queue = DispatchQueue(label: "casefile.bundle-digest")
    private let underWay = DispatchGroup()

    /// Takes the next piece; waits for the one before, so that no more than one is held.
    func update(_ bytes: UnsafeRawBufferPointer) {
      let piece = Array(bytes)
      underWay.wait()
      queue.async(group: underWay) { [self] in
        hash.withLock { hash in piece.withUnsafeBytes { hash.update($0) } }
      }
    }

    /// The digest in hexadecimal.
    func finish() -> String {
      underWay.wait()
      return hash.withLock { $0.finish() }
    }
  }

  /// The side of the queue that is filled.
  private struct Output {
    let queue: ChunkQueue
    let limits: ReadLimits
    var packedBytes: Int64 = 0
    var notes: [String] = []
    /// Whether anybody wants more.
    private(set) var isOpen = true
    private var unpackedBytes: Int64 = 0
    private var buffer: UnsafeMutableRawBufferPointer?
    private var filled = 0

    init(queue: ChunkQueue, limits: ReadLimits) {
      self.queue = queue
      self.limits = limits
    }

    /// Passes bytes on as they are.
    mutating func copy(_ bytes: UnsafeRawBufferPointer) {
      var rest = bytes[...]
      while !rest.isEmpty, let room = nextRoom() {
        let part = UnsafeRawBufferPointer(rebasing: rest.prefix(room.count))
        room.copyMemory(from: part)
        rest = rest.dropFirst(part.count)
        advance(part.count)
      }
    }

    /// Passes on what they inflate to.
    mutating func inflate(_ bytes: UnsafeRawBufferPointer, with inflater: GzipInflater) {
      var rest = bytes
      while isOpen, let room = nextRoom() {
        let (consumed, produced) = inflater.inflate(rest, into: room)
        rest = UnsafeRawBufferPointer(rebasing: rest[consumed...])
        notes += inflater.takeNotes()
        advance(produced)
        if unpackedBytes > ReadLimits.ratioFloor, unpackedBytes / max(1, limits.ratio) > packedBytes {
          close(.ratioExceeded)
        }
        if produced < room.count, rest.isEmpty { return }
      }
    }

    /// Ends the stream; later calls do nothing.
    mutating func close(_ end: ChunkQueue.End, note: String? = nil) {
      guard isOpen, nextRoom() != nil else { return }
      queue.publish(count: filled, packedBytes: packedBytes, notes: notes + (note.map { [$0] } ?? []), end: end)
      isOpen = false
    }

    private mutating func nextRoom() -> UnsafeMutableRawBufferPointer? {
      if buffer == nil {
        guard isOpen, let next = queue.acquire() else {
          isOpen = false
          return nil
        }
        buffer = next
        filled = 0
      }
      return buffer.map { UnsafeMutableRawBufferPointer(rebasing: $0[filled...]) }
    }

    private mutating func advance(_ count: Int) {
      filled += count
      unpackedBytes += Int64(count)
      guard filled == buffer?.count else { return }
      queue.publish(count: filled, packedBytes: packedBytes, notes: notes)
      notes = []
      buffer = nil
    }
  }
}

extension ReadLimits {
  /// Unpacked bytes below which no ratio is too high: a small artifact of blanks may pack a thousandfold.
  static let ratioFloor: Int64 = 64 << 20
}
