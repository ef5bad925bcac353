import CZlib

@testable import BundleReading

/// Writes tar archives byte by byte, honest and broken ones.
struct TarBytes {
  private(set) var bytes: [UInt8] = []
  /// Modification time of the entries, in seconds.
  private let time: Int

  init(time: Int = 1_763_697_600) {
    self.time = time
  }

  /// Adds a regular file.
  func file(_ name: String, _ text: String) -> TarBytes { entry(Array(name.utf8), type: "0", data: Array(text.utf8)) }

  /// Adds a symbolic link.
  func symbolicLink(_ name: String, to target: String) -> TarBytes {
    entry(Array(name.utf8), type: "2", link: target)
  }

  /// Adds a hard link.
  func hardLink(_ name: String, to target: String) -> TarBytes { entry(Array(name.utf8), type: "1", link: target) }

  /// Adds a pax header that names the next entry.
  func paxPath(_ path: String) -> TarBytes {
    let field = " path=\(path)\n"
    var length = field.utf8.count
    while "\(length)\(field)".utf8.count != length { length += 1 }
    return entry(Array("pax".utf8), type: "x", data: Array("\(length)\(field)".utf8))
  }

  /// Adds any entry. `type` is the header's own, e.g. `5` a folder, `3` a character device, `6` a FIFO.
  func entry(
    _ name: [UInt8], type: Character, data: [UInt8] = [], link: String = "", isUstar: Bool = true
  ) -> TarBytes {
    var header = [UInt8](repeating: 0, count: 512)
    func put(_ field: [UInt8], at place: Int) { header.replaceSubrange(place..<place + field.count, with: field) }
    func octal(_ value: Int, _ digits: Int) -> [UInt8] {
      let text = String(value, radix: 8)
      return Array((String(repeating: "0", count: digits - text.count) + text).utf8)
    }
    put(Array(name.prefix(100)), at: 0)
    put(octal(0o644, 7), at: 100)
    put(octal(0, 7), at: 108)
    put(octal(0, 7), at: 116)
    put(octal(data.count, 11), at: 124)
    put(octal(time, 11), at: 136)
    put(Array("        ".utf8), at: 148)
    put(Array(type.utf8), at: 156)
    put(Array(link.utf8), at: 157)
    if isUstar { put(Array("ustar\0".utf8) + Array("00".utf8), at: 257) }
    put(octal(header.reduce(0) { $0 + Int($1) }, 6) + [0, 0x20], at: 148)
    var next = self
    next.bytes += header + data + [UInt8](repeating: 0, count: (512 - data.count % 512) % 512)
    return next
  }

  /// The archive with its end marker.
  var closed: [UInt8] { bytes + [UInt8](repeating: 0, count: 1024) }
}

/// Packs bytes as one gzip member; `name` is the one that gzip keeps in its header.
func gzip(_ bytes: [UInt8]) -> [UInt8] {
  var stream = z_stream()
  deflateInit2_(
    &stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
  defer { deflateEnd(&stream) }
  var packed = [UInt8](repeating: 0, count: Int(deflateBound(&stream, UInt(bytes.count))) + 64)
  var input = bytes
  input.withUnsafeMutableBufferPointer { input in
    packed.withUnsafeMutableBufferPointer { output in
      stream.next_in = input.baseAddress
      stream.avail_in = UInt32(input.count)
      stream.next_out = output.baseAddress
      stream.avail_out = UInt32(output.count)
      deflate(&stream, Z_FINISH)
    }
  }
  return Array(packed.prefix(Int(stream.total_out)))
}
