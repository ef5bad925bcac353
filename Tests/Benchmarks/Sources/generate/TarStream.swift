import Glibc

/// Writes a tar archive to standard output as it is made; nothing is kept but one buffer.
struct TarStream {
  /// Size of the buffer, in bytes.
  private static let flushThreshold = 1 << 20

  /// Bytes on their way out. Files append to it and call `flushIfFull` now and then.
  var buffer: [UInt8] = []
  private var remaining = 0

  init() {
    buffer.reserveCapacity(Self.flushThreshold * 2)
  }

  /// Begins a file of exactly `size` bytes (ustar: the path has at most 100).
  mutating func begin(_ path: String, size: Int) {
    var header = [UInt8](repeating: 0, count: 512)
    func put(_ text: String, at offset: Int) {
      header.replaceSubrange(offset..<offset + text.utf8.count, with: text.utf8)
    }
    put(path, at: 0)
    put("0000644", at: 100)
    put("0000000", at: 108)
    put("0000000", at: 116)
    put(octal(size, width: 11), at: 124)
    put(octal(1_773_484_200, width: 11), at: 136)
    put("        ", at: 148)
    put("0", at: 156)
    put("ustar\u{0}00", at: 257)
    let checksum = header.reduce(0) { $0 + Int($1) }
    put(octal(checksum, width: 6) + "\u{0} ", at: 148)
    buffer += header
    remaining = size
    flush()
  }

  /// Pads the file that was begun to whole blocks.
  mutating func end(size: Int) {
    buffer.append(contentsOf: repeatElement(0, count: (512 - size % 512) % 512))
  }

  /// Writes a whole file.
  mutating func file(_ path: String, _ text: String) {
    begin(path, size: text.utf8.count)
    buffer.append(contentsOf: text.utf8)
    end(size: text.utf8.count)
  }

  mutating func flushIfFull() {
    if buffer.count >= Self.flushThreshold { flush() }
  }

  /// Ends the archive.
  mutating func finish() {
    buffer.append(contentsOf: repeatElement(0, count: 1024))
    flush()
  }

  private mutating func flush() {
    var written = 0
    while written < buffer.count {
      let count = buffer.withUnsafeBytes { write(1, $0.baseAddress.map { $0 + written }, $0.count - written) }
      if count < 0 {
        if errno == EINTR { continue }
        exit(1)
      }
      written += count
    }
    buffer.removeAll(keepingCapacity: true)
  }

  private func octal(_ number: Int, width: Int) -> String {
    let digits = String(number, radix: 8)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}
