import CArchive
import Glibc

/// An archive as a stream of entries, read by libarchive from a source of our own.
///
/// Formats are registered by name: libarchive's "all" would run programs that it finds on PATH. Its filters stay unused:
/// what is packed is unpacked before it gets here. Nothing is written to disk.
final class ArchiveStream {
  /// What to read an archive as.
  enum Format {
    /// All kinds of tar: v7, ustar, pax, GNU, sparse files included.
    case tar
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
  }

  private let handle: OpaquePointer
  private let source: any ByteSource
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
    switch format {
    case .tar:
      archive_read_support_format_tar(handle)
      // `cat a.tar b.tar`, and what `tar -r` appended behind an end marker: a bundle's reader wants it all.
      archive_read_set_format_option(handle, "tar", "read_concatenated_archives", "1")
      // Set, not only supported: then a damaged first header does not hide the rest. Last, since an option unsets it.
      archive_read_set_format(handle, ARCHIVE_FORMAT_TAR)
    }
    let opened = archive_read_open(
      handle, Unmanaged.passUnretained(feed).toOpaque(), nil,
      { _, context, bytes in
        guard let context, let chunk = Unmanaged<Feed>.fromOpaque(context).takeUnretainedValue().source.next() else {
          return 0
        }
        bytes?.pointee = chunk.baseAddress
        return chunk.count
      }, nil)
    if opened != ARCHIVE_OK { throw OpenFailure(message: message) }
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
          warning: code == ARCHIVE_WARN ? warning : nil))
    case ARCHIVE_RETRY: return .damage(message)
    default: return .failure(message)
    }
  }

  /// The next stretch of the entry's data.
  func nextBlock() -> Event<Block> {
    var start: UnsafeRawPointer?
    var count = 0
    var offset: la_int64_t = 0
    switch archive_read_data_block(handle, &start, &count, &offset) {
    case ARCHIVE_EOF: return .end
    case ARCHIVE_OK, ARCHIVE_WARN:
      return .value(Block(offset: offset, bytes: UnsafeRawBufferPointer(start: start, count: count)))
    case ARCHIVE_RETRY: return .damage(message)
    default: return .failure(message)
    }
  }

  private var message: String {
    archive_error_string(handle).map { String(cString: $0) } ?? "libarchive error \(archive_errno(handle))"
  }

  /// Not worth a word: that the C locale cannot show a name. libarchive then hands out its bytes, which we decode.
  private var warning: String? {
    let message = message
    return message.hasSuffix("to current locale.") ? nil : message
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
