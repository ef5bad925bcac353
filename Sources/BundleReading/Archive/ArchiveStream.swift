import CArchive
import Glibc

/// An archive as a stream of entries, read by libarchive from a source of our own.
///
/// Formats and filters are registered by name: libarchive's "all" would run programs that it finds on PATH. An archive's
/// own compression is a layer of its own, read as `compressed`. Nothing is written to disk.
final class ArchiveStream {
  /// What to read an archive as.
  enum Format {
    /// All kinds of tar: v7, ustar, pax, GNU, sparse files included.
    case tar
    /// Read from front to back, from a pipe as well: the directory at its end is not needed.
    case zip
    /// No archive: one entry, which is what the bytes unpack to.
    case compressed(Compression)
  }

  /// Compressions that libarchive undoes.
  enum Compression {
    case bzip2, xz, zstandard, lz4
  }

  /// What an entry is.
  enum Kind {
    case file
    case folder
    case symbolicLink(target: [UInt8])
    case hardLink(target: [UInt8])
    /// A device, FIFO or socket, in words.
    case special(String)
  }

  /// An entry's header.
  struct Entry {
    /// The name as it stands in the archive.
    var name: [UInt8]
    var kind: Kind
    /// Whether its data cannot be read without a password.
    var isEncrypted: Bool
    /// What is odd about the header, in libarchive's words; nil where nothing is.
    var warning: String?
  }

  /// A step through the archive or an entry.
  enum Event<Value> {
    case value(Value)
    /// Something is damaged here; what follows may still be read.
    case damage(String)
    case end
    /// Nothing more can be read, in libarchive's words.
    case failure(String)
  }

  /// A stretch of an entry's data.
  struct Block {
    /// Where in the entry it begins; a gap before it is a hole of a sparse file.
    var offset: Int64
    /// Valid until the next call.
    var bytes: UnsafeRawBufferPointer
    /// What is wrong with the entry as far as it was read, e.g. its checksum; nil where nothing is.
    var warning: String?
  }

  private let handle: OpaquePointer
  private let source: any ByteSource
  /// Whether the data of entries is packed within the archive.
  let isUnpacking: Bool
  /// libarchive's way back to the source; it must outlive the handle.
  private let feed: Feed

  private final class Feed {
    let source: any ByteSource
    init(_ source: any ByteSource) { self.source = source }
  }

  /// Why an archive could not be opened, in libarchive's words.
  struct OpenFailure: Error {
    let message: String
  }

  /// Opens an archive, which reads its first bytes.
  init(_ source: any ByteSource, as format: Format) throws(OpenFailure) {
    guard let handle = archive_read_new() else { throw OpenFailure(message: "no memory") }
    self.handle = handle
    self.source = source
    feed = Feed(source)
    isUnpacking = if case .tar = format { false } else { true }
    switch format {
    case .tar:
      archive_read_support_format_tar(handle)
      // `cat a.tar b.tar`, and what `tar -r` appended behind an end marker: a bundle's reader wants it all.
      archive_read_set_format_option(handle, "tar", "read_concatenated_archives", "1")
      // Set, not only supported: then a damaged first header does not hide the rest. Last, since an option unsets it.
      archive_read_set_format(handle, ARCHIVE_FORMAT_TAR)
    case .zip:
      archive_read_support_format_zip_streamable(handle)
    case .compressed(let compression):
      archive_read_support_format_raw(handle)
      archive_read_support_format_empty(handle)
      guard Self.add(compression, to: handle) else {
        throw OpenFailure(message: "libarchive was built without it")
      }
    }
    let opened = archive_read_open(
      handle, Unmanaged.passUnretained(feed).toOpaque(), nil,
      { _, context, bytes in
        guard let context else { return 0 }
        let source = Unmanaged<Feed>.fromOpaque(context).takeUnretainedValue().source
        // An empty piece would mean the end.
        while let chunk = source.next() {
          guard !chunk.isEmpty else { continue }
          bytes?.pointee = chunk.baseAddress
          return chunk.count
        }
        return 0
      }, nil)
    if opened != ARCHIVE_OK { throw OpenFailure(message: message) }
    // What cannot be unpacked at all opens as well, and would pass for empty.
    if case .compressed = format, archive_error_string(handle) != nil { throw OpenFailure(message: message) }
  }

  deinit {
    archive_read_free(handle)
  }

  /// Bytes of the bundle file used up so far.
  var packedBytes: Int64 { source.packedBytes }

  /// Goes to the next entry; what was not read of the last one is passed over.
  func nextEntry() -> Event<Entry> {
    var raw: OpaquePointer?
    let code = archive_read_next_header(handle, &raw)
    switch code {
    case ARCHIVE_EOF: return .end
    case ARCHIVE_OK, ARCHIVE_WARN:
      guard let raw else { return .failure("no entry") }
      return .value(
        Entry(
          name: Self.bytes(archive_entry_pathname(raw)), kind: Self.kind(raw),
          isEncrypted: archive_entry_is_data_encrypted(raw) != 0, warning: code == ARCHIVE_WARN ? warning : nil))
    case ARCHIVE_RETRY: return .damage(message)
    default: return .failure(message)
    }
  }

  /// The next stretch of the entry's data.
  func nextBlock() -> Event<Block> {
    var start: UnsafeRawPointer?
    var count = 0
    var offset: la_int64_t = 0
    let code = archive_read_data_block(handle, &start, &count, &offset)
    switch code {
    case ARCHIVE_EOF: return .end
    case ARCHIVE_OK, ARCHIVE_WARN:
      let bytes = UnsafeRawBufferPointer(start: start, count: count)
      return .value(Block(offset: offset, bytes: bytes, warning: code == ARCHIVE_WARN ? message : nil))
    case ARCHIVE_RETRY, ARCHIVE_FAILED: return .damage(message)
    default: return .failure(message)
    }
  }

  private var message: String {
    archive_error_string(handle).map { String(cString: $0) } ?? "ends early"
  }

  /// Exactly one layer of exactly this compression; false where libarchive would run a program for it.
  private static func add(_ compression: Compression, to handle: OpaquePointer) -> Bool {
    let (support, code) =
      switch compression {
      case .bzip2: (archive_read_support_filter_bzip2(handle), ARCHIVE_FILTER_BZIP2)
      case .xz: (archive_read_support_filter_xz(handle), ARCHIVE_FILTER_XZ)
      case .zstandard: (archive_read_support_filter_zstd(handle), ARCHIVE_FILTER_ZSTD)
      case .lz4: (archive_read_support_filter_lz4(handle), ARCHIVE_FILTER_LZ4)
      }
    return support == ARCHIVE_OK && archive_read_append_filter(handle, code) == ARCHIVE_OK
  }

  /// Not worth a word: that the C locale cannot show a name. libarchive then hands out its bytes, which we decode.
  private var warning: String? {
    let message = message
    return message.hasSuffix("to current locale.") ? nil : message
  }

  /// An entry's name with slashes: old programs on Windows write zips with backslashes.
  func normalized(_ name: [UInt8]) -> [UInt8] {
    let slash = UInt8(ascii: "/")
    guard isUnpacking, !name.contains(slash) else { return name }
    return name.map { $0 == UInt8(ascii: "\\") ? slash : $0 }
  }

  private static func kind(_ entry: OpaquePointer) -> Kind {
    if let target = archive_entry_hardlink(entry) { return .hardLink(target: bytes(target)) }
    switch UInt32(archive_entry_filetype(entry)) {
    case 0o100000, 0: return .file
    case 0o040000: return .folder
    case 0o120000: return .symbolicLink(target: bytes(archive_entry_symlink(entry)))
    case 0o010000: return .special("FIFO")
    case 0o020000: return .special("character device")
    case 0o060000: return .special("block device")
    case 0o140000: return .special("socket")
    default: return .special("entry of unknown kind")
    }
  }

  private static func bytes(_ text: UnsafePointer<CChar>?) -> [UInt8] {
    text.map { Array(UnsafeRawBufferPointer(start: $0, count: strlen($0))) } ?? []
  }
}
