/// A source whose beginning has been looked at and is handed out all the same.
final class PeekedSource: ByteSource {
  private let source: any ByteSource
  /// What wraps the bytes; nil where they are an artifact.
  let container: ContainerSignature?
  private var pending: UnsafeRawBufferPointer?
  /// Where the beginning came in several pieces, all of them.
  private let joined: UnsafeMutableRawBufferPointer?

  /// Fetches the beginning of a source.
  init(_ source: any ByteSource) {
    self.source = source
    var first = source.next()
    var bytes: [UInt8] = []
    while let piece = first, bytes.count + piece.count < ContainerSignature.length {
      bytes += piece
      first = source.next()
    }
    if bytes.isEmpty {
      joined = nil
      pending = first
    } else {
      bytes += first ?? UnsafeRawBufferPointer(start: nil, count: 0)
      let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 1)
      copy.copyBytes(from: bytes)
      joined = copy
      pending = UnsafeRawBufferPointer(copy)
    }
    container = pending.flatMap { ContainerSignature($0) }
  }

  deinit {
    joined?.deallocate()
  }

  var packedBytes: Int64 { source.packedBytes }
  var isCut: Bool { source.isCut }

  func next() -> UnsafeRawBufferPointer? {
    guard let bytes = pending else { return source.next() }
    pending = nil
    return bytes
  }

  func takeNotes() -> [String] { source.takeNotes() }
}
