import Glibc

/// A file that is open for reading; closed when let go.
///
/// `@unchecked Sendable`: it holds nothing but the number of a descriptor, and one thread at a time reads from it.
final class FileBytes: @unchecked Sendable {
  private let descriptor: Int32
  private let isOwned: Bool
  let isFolder: Bool
  /// The file behind the name, where it has several names.
  let sharedIdentity: Identity?
  /// Whether it has an end that can be counted on: pipes and devices may go on for ever.
  let isRegular: Bool

  /// What makes two names one file.
  struct Identity: Hashable {
    var device: dev_t
    var inode: ino_t
  }

  private init(descriptor: Int32, isOwned: Bool) {
    self.descriptor = descriptor
    self.isOwned = isOwned
    var status = stat()
    let isKnown = fstat(descriptor, &status) == 0
    isRegular = isKnown && status.st_mode & S_IFMT == S_IFREG
    isFolder = isKnown && status.st_mode & S_IFMT == S_IFDIR
    sharedIdentity = isKnown && status.st_nlink > 1 ? Identity(device: status.st_dev, inode: status.st_ino) : nil
  }

  deinit {
    if isOwned { close(descriptor) }
  }

  /// Descriptor 0, which stays open.
  static func standardInput() -> FileBytes { FileBytes(descriptor: 0, isOwned: false) }

  /// Opens a path given with its NUL, in bytes, since names need not be UTF-8.
  static func open(systemPath: [CChar], followingLinks: Bool) throws(FileFailure) -> FileBytes {
    let descriptor = Glibc.open(systemPath, O_RDONLY | O_CLOEXEC | O_NOCTTY | (followingLinks ? 0 : O_NOFOLLOW))
    guard descriptor >= 0 else { throw FileFailure(errno) }
    return FileBytes(descriptor: descriptor, isOwned: true)
  }

  /// Fills the buffer; fewer bytes only at the end of the file, 0 there.
  ///
  /// Filling it whatever the pieces a pipe hands out keeps every border, and so every result, the same between runs.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws(FileFailure) -> Int {
    var filled = 0
    while filled < buffer.count {
      let count = Glibc.read(descriptor, buffer.baseAddress.map { $0 + filled }, buffer.count - filled)
      if count < 0 {
        if errno == EINTR { continue }
        // What was read stays; the next call meets the error again.
        if filled > 0 { return filled }
        throw FileFailure(errno)
      }
      if count == 0 { break }
      filled += count
    }
    return filled
  }
}

/// The bytes of a file in a folder.
final class FileSource: ByteSource {
  private let file: FileBytes
  private let buffer: UnsafeMutableRawBufferPointer
  private var notes: [String] = []
  private(set) var packedBytes: Int64
  private(set) var isCut = false

  /// `buffer` is shared among files that are read one after the other, `packedBefore` what earlier ones took.
  init(_ file: FileBytes, buffer: UnsafeMutableRawBufferPointer, packedBefore: Int64) {
    self.file = file
    self.buffer = buffer
    packedBytes = packedBefore
  }

  func next() -> UnsafeRawBufferPointer? {
    guard !isCut else { return nil }
    do {
      let count = try file.read(into: buffer)
      packedBytes += Int64(count)
      return count == 0 ? nil : UnsafeRawBufferPointer(rebasing: buffer[..<count])
    } catch {
      notes.append("reading stops: \(error.reason)")
      isCut = true
      return nil
    }
  }

  func takeNotes() -> [String] {
    defer { notes = [] }
    return notes
  }
}

/// Why a file could not be opened or read.
struct FileFailure: Error, Equatable {
  /// The system's words, e.g. `Permission denied`.
  let reason: String

  init(_ code: Int32) {
    var buffer = [CChar](repeating: 0, count: 256)
    // Unlike strerror, safe among threads.
    let failed = strerror_r(code, &buffer, buffer.count) != 0
    let text = buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
    reason = failed ? "error \(code)" : String(decoding: text, as: UTF8.self)
  }
}
