import CZlib

/// Inflates gzip as its bytes come by, member after member, and keeps everything that stands before damage.
///
/// CRC-32 and length of each member are checked. Zero bytes after the last member are padding (tapes, `dd`) and are
/// ignored. A class, since zlib holds the address of its stream.
final class GzipInflater {
  private enum Phase {
    case member
    /// The length field after a wrong checksum, which zlib leaves unread.
    case skippingLength(Int)
    case betweenMembers(isPadded: Bool)
    case over
  }

  private let stream: UnsafeMutablePointer<z_stream>
  private var phase: Phase
  private var member = 1
  private var notedChecksums = 0
  private var pendingNotes: [String] = []

  /// Bytes that came out.
  private(set) var unpackedBytes: Int64 = 0
  /// Whether bytes are missing: the data ended early or could not be inflated any further.
  private(set) var isCut = false

  /// More wrong checksums than these are not told one by one.
  private static let toldChecksums = 4

  /// Whether bytes begin as gzip does.
  static func isGzip(_ bytes: UnsafeRawBufferPointer) -> Bool {
    bytes.count >= 2 && bytes[0] == 0x1f && bytes[1] == 0x8b
  }

  init() {
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    // 15 bits of window, 16 for the gzip wrapper, which makes zlib check CRC-32 and length.
    let code = inflateInit2_(stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    phase = .member
    if code != Z_OK { stop("gzip data cannot be inflated: zlib error \(code)") }
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
  }

  /// What was wrong since the last call, in order.
  func takeNotes() -> [String] {
    defer { pendingNotes = [] }
    return pendingNotes
  }

  /// Inflates until the input is used up or the output is full.
  ///
  /// When the output is full there may be more to come without further input: call again until `produced` is less than
  /// the room given.
  func inflate(
    _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
  ) -> (consumed: Int, produced: Int) {
    var consumed = 0
    var produced = 0
    while produced < output.count {
      switch phase {
      case .over:
        return (input.count, produced)
      case .skippingLength(let left):
        let skipped = min(left, input.count - consumed)
        consumed += skipped
        phase = skipped == left ? .betweenMembers(isPadded: false) : .skippingLength(left - skipped)
        if skipped < left { return (consumed, produced) }
      case .betweenMembers(var isPadded):
        while consumed < input.count, input[consumed] == 0 {
          consumed += 1
          isPadded = true
        }
        phase = .betweenMembers(isPadded: isPadded)
        guard consumed < input.count else { return (consumed, produced) }
        beginMember(isPadded: isPadded, first: input[consumed])
      case .member:
        let rest = UnsafeRawBufferPointer(rebasing: input[consumed...])
        let room = UnsafeMutableRawBufferPointer(rebasing: output[produced...])
        let step = inflateMember(rest, into: room)
        consumed += step.consumed
        produced += step.produced
        if case .member = phase { return (consumed, produced) }
      }
    }
    return (consumed, produced)
  }

  /// Tells that no input follows.
  func finish() {
    guard case .member = phase else { return }
    stop("gzip data ends early after \(unpackedBytes) bytes")
  }

  private func beginMember(isPadded: Bool, first: UInt8) {
    guard !isPadded, first == 0x1f, inflateReset(stream) == Z_OK else {
      pendingNotes.append("bytes after the end of the gzip data are not gzip: they are ignored")
      phase = .over
      return
    }
    member += 1
    phase = .member
  }

  private func inflateMember(
    _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
  ) -> (consumed: Int, produced: Int) {
    let given = min(input.count, Int(UInt32.max))
    let room = min(output.count, Int(UInt32.max))
    // zlib does not write to its input; its header lacks the const unless ZLIB_CONST is set.
    stream.pointee.next_in = UnsafeMutablePointer(
      mutating: input.baseAddress?.assumingMemoryBound(to: UInt8.self))
    stream.pointee.avail_in = UInt32(given)
    stream.pointee.next_out = output.baseAddress?.assumingMemoryBound(to: UInt8.self)
    stream.pointee.avail_out = UInt32(room)
    let code = CZlib.inflate(stream, Z_NO_FLUSH)
    let consumed = given - Int(stream.pointee.avail_in)
    let produced = room - Int(stream.pointee.avail_out)
    unpackedBytes += Int64(produced)
    switch code {
    case Z_OK, Z_BUF_ERROR: break
    case Z_STREAM_END: phase = .betweenMembers(isPadded: false)
    case Z_DATA_ERROR: judge(stream.pointee.msg.map { String(cString: $0) } ?? "data error")
    default: stop("gzip data cannot be inflated after \(unpackedBytes) bytes: zlib error \(code)")
    }
    return (consumed, produced)
  }

  /// Tells a member whose data is whole but not what was packed from one that cannot be inflated.
  private func judge(_ message: String) {
    switch message {
    case "incorrect data check":
      noteChecksum("gzip checksum of member \(member) differs: bytes after an unknown point may be wrong")
      phase = .skippingLength(4)
    case "incorrect length check":
      noteChecksum("gzip length of member \(member) differs: bytes may be missing or wrong")
      phase = .betweenMembers(isPadded: false)
    case "incorrect header check" where member > 1:
      pendingNotes.append("bytes after the end of the gzip data are not gzip: they are ignored")
      phase = .over
    default:
      stop("gzip data is damaged after \(unpackedBytes) bytes (\(message)): the rest is lost")
    }
  }

  private func noteChecksum(_ note: String) {
    notedChecksums += 1
    if notedChecksums <= Self.toldChecksums { pendingNotes.append(note) }
    if notedChecksums == Self.toldChecksums + 1 { pendingNotes.append("gzip checksums of further members differ") }
  }

  private func stop(_ note: String) {
    pendingNotes.append(note)
    isCut = true
    phase = .over
  }
}
