import Glibc

/// The data of the entry at which an archive stands.
///
/// A hole in a sparse file reads as zeros, as it does with `tar -xO`; one at its end, which holds no line, is left out.
final class EntrySource: ByteSource {
  private let stream: ArchiveStream
  private let budget: ReadBudget
  private var position: Int64 = 0
  private var hole: Int64 = 0
  private var pending: UnsafeRawBufferPointer?
  private var zeros: UnsafeMutableRawBufferPointer?
  private var isOver = false
  private var notes: [String] = []
  private(set) var isCut = false
  /// Whether nothing more of the archive can be read.
  private(set) var isBroken = false

  private static let zeroBytes = 64 * 1024

  init(_ stream: ArchiveStream, budget: ReadBudget) {
    self.stream = stream
    self.budget = budget
  }

  deinit {
    zeros?.deallocate()
  }

  var packedBytes: Int64 { stream.packedBytes }

  func takeNotes() -> [String] {
    defer { notes = [] }
    return notes
  }

  func next() -> UnsafeRawBufferPointer? {
    while !isOver {
      if hole > 0 { return nextZeros() }
      if let bytes = pending {
        pending = nil
        position += Int64(bytes.count)
        guard !stream.isUnpacking || count(bytes.count) else { return nil }
        if !bytes.isEmpty { return bytes }
      }
      switch stream.nextBlock() {
      case .end: isOver = true
      case .damage(let message): end("damaged after \(position) bytes: \(message)")
      case .failure(let message):
        isBroken = true
        end("ends early after \(position) bytes: \(message)")
      case .value(let block):
        hole = max(0, block.offset - position)
        pending = block.bytes
        if let warning = block.warning {
          notes.append("damaged: \(warning)")
          isCut = true
        }
      }
    }
    return nil
  }

  /// Passes over the rest. What must be unpacked for that counts, else a bomb would go off here.
  func skipRest() {
    guard stream.isUnpacking, !isBroken else { return }
    while next() != nil {}
  }

  private func nextZeros() -> UnsafeRawBufferPointer? {
    let buffer = zeros ?? Self.makeZeros()
    zeros = buffer
    let part = min(hole, Int64(buffer.count))
    hole -= part
    position += part
    guard count(Int(part)) else { return nil }
    return UnsafeRawBufferPointer(rebasing: buffer[..<Int(part)])
  }

  private static func makeZeros() -> UnsafeMutableRawBufferPointer {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: zeroBytes, alignment: 64)
    buffer.initializeMemory(as: UInt8.self, repeating: 0)
    return buffer
  }

  private func count(_ bytes: Int) -> Bool {
    if budget.open(bytes, packedBytes: packedBytes) { return true }
    isOver = true
    isCut = true
    return false
  }

  private func end(_ note: String) {
    notes.append(note)
    isOver = true
    isCut = true
  }
}
