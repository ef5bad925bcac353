/// What wraps artifacts, told by its first bytes and never by a name: `logs.txt` may be a tar.
enum ContainerSignature: String {
  case gzip = "gzip data"
  case tar = "tar archive"
  case zip = "zip archive"
  case bzip2 = "bzip2 data"
  case xz = "xz data"
  case zstandard = "zstd data"
  case lz4 = "lz4 data"
  case sevenZip = "7z archive"
  case rar = "RAR archive"

  /// Bytes that suffice to tell.
  static let length = 512

  /// What the bytes begin, or nil where they are an artifact themselves.
  init?(_ bytes: UnsafeRawBufferPointer) {
    if GzipInflater.isGzip(bytes) {
      self = .gzip
    } else if Self.isTar(bytes) {
      self = .tar
    } else if bytes.starts(with: "BZh".utf8), Self.bzip2Blocks.contains(where: bytes.dropFirst(4).starts) {
      self = .bzip2
    } else if let known = Self.signatures.first(where: { bytes.starts(with: $0.bytes) }) {
      self = known.container
    } else {
      return nil
    }
  }

  /// How a block begins, and how the end of an empty stream does.
  private static let bzip2Blocks: [[UInt8]] = [
    [0x31, 0x41, 0x59, 0x26, 0x53, 0x59], [0x17, 0x72, 0x45, 0x38, 0x50, 0x90],
  ]

  private static let signatures: [(bytes: [UInt8], container: Self)] = [
    ([0x50, 0x4b, 0x03, 0x04], .zip),
    ([0x50, 0x4b, 0x05, 0x06], .zip),
    ([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00], .xz),
    ([0x28, 0xb5, 0x2f, 0xfd], .zstandard),
    ([0x04, 0x22, 0x4d, 0x18], .lz4),
    ([0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c], .sevenZip),
    ([0x52, 0x61, 0x72, 0x21, 0x1a, 0x07], .rar),
  ]

  /// Either the magic of POSIX and GNU, also where the rest of the header is damaged, or, as archives before 1988 have no
  /// magic, a header sum that fits.
  static func isTar(_ bytes: UnsafeRawBufferPointer) -> Bool {
    if bytes.count >= 262, bytes[257..<262].elementsEqual("ustar".utf8) { return true }
    guard bytes.count >= length, bytes[0] != 0 else { return false }
    let sumField = 148..<156
    var written = 0
    var hasDigits = false
    for byte in bytes[sumField] {
      switch byte {
      case 0x30...0x37:
        written = written * 8 + Int(byte - 0x30)
        hasDigits = true
      case 0, 0x20: continue
      default: return false
      }
    }
    guard hasDigits else { return false }
    var sum = 0
    for index in 0..<length { sum += sumField.contains(index) ? 0x20 : Int(bytes[index]) }
    return sum == written
  }
}
