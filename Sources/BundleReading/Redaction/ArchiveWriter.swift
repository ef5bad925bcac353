import CArchive
import Glibc

/// Writes a `.tar.gz` piece by piece; the same artifacts give the same bytes.
final class ArchiveWriter {
  /// AE_IFREG, which is a cast that Swift does not import.
  private static let regularFile: UInt32 = 0o100000

  private let archive: OpaquePointer
  private let output: @Sendable (UnsafeRawBufferPointer) -> Bool

  /// A writer that hands its bytes to `output`, which returns false when no more can be written.
  init?(output: @escaping @Sendable (UnsafeRawBufferPointer) -> Bool) {
    guard let archive = archive_write_new() else { return nil }
    self.archive = archive
    self.output = output
    archive_write_set_bytes_in_last_block(archive, 1)
    archive_write_set_format_pax_restricted(archive)
    archive_write_add_filter_gzip(archive)
    // Without the time at which it is packed.
    archive_write_set_filter_option(archive, "gzip", "timestamp", nil)
    let status = archive_write_open(
      archive, Unmanaged.passUnretained(self).toOpaque(), nil,
      { _, context, bytes, count in
        guard let context else { return -1 }
        let writer = Unmanaged<ArchiveWriter>.fromOpaque(context).takeUnretainedValue()
        return writer.output(UnsafeRawBufferPointer(start: bytes, count: count)) ? count : -1
      }, nil)
    guard status == ARCHIVE_OK else {
      archive_write_free(archive)
      return nil
    }
  }

  deinit { archive_write_free(archive) }

  /// Adds a file; false where it could not be written.
  func add(path: String, bytes: [UInt8]) -> Bool {
    guard let entry = archive_entry_new() else { return false }
    defer { archive_entry_free(entry) }
    archive_entry_set_pathname(entry, path)
    archive_entry_set_filetype(entry, Self.regularFile)
    archive_entry_set_perm(entry, 0o644)
    archive_entry_set_size(entry, Int64(bytes.count))
    guard archive_write_header(archive, entry) == ARCHIVE_OK else { return false }
    let written = bytes.withUnsafeBytes { archive_write_data(archive, $0.baseAddress, $0.count) }
    return written == bytes.count
  }

  /// Ends the archive; false where it could not be written.
  func finish() -> Bool { archive_write_close(archive) == ARCHIVE_OK }
}
