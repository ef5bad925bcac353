import CArchive

/// Archives and compressions that a test makes, in memory.
enum ArchiveBytes {
  /// A file of an archive.
  typealias File = (name: String, data: [UInt8])

  /// A zip with deflated entries, whose sizes follow the data as in a pipe.
  static func zip(_ files: [File], password: String? = nil) -> [UInt8] {
    write { archive in
      archive_write_set_format_zip(archive)
      if let password {
        archive_write_set_options(archive, "zip:encryption=traditional")
        archive_write_set_passphrase(archive, password)
      }
    } adding: {
      for file in files { add(file, to: $0) }
    }
  }

  /// A zip as old programs write them: entries are stored, sizes and sums stand before the data.
  static func storedZip(_ files: [File]) -> [UInt8] {
    var bytes: [UInt8] = []
    for file in files {
      bytes += [0x50, 0x4b, 3, 4, 20, 0, 0, 0, 0, 0, 0, 0, 0x21, 0] + little(crc32(file.data), 4)
      bytes += little(UInt32(file.data.count), 4) + little(UInt32(file.data.count), 4)
      bytes += little(UInt32(file.name.utf8.count), 2) + [0, 0] + Array(file.name.utf8) + file.data
    }
    return bytes + [0x50, 0x4b, 5, 6] + [UInt8](repeating: 0, count: 18)
  }

  /// Bytes behind one compression: `bzip2`, `xz`, `zstd` or `lz4`.
  static func packed(_ bytes: [UInt8], with filter: String) -> [UInt8] {
    write { archive in
      archive_write_set_format_raw(archive)
      archive_write_add_filter_by_name(archive, filter)
    } adding: {
      add(("data", bytes), to: $0)
    }
  }

  private static func write(
    _ prepare: (OpaquePointer) -> Void, adding entries: (OpaquePointer) -> Void
  ) -> [UInt8] {
    final class Output { var bytes: [UInt8] = [] }
    guard let archive = archive_write_new() else { return [] }
    defer { archive_write_free(archive) }
    let output = Output()
    archive_write_set_bytes_in_last_block(archive, 1)
    prepare(archive)
    archive_write_open(
      archive, Unmanaged.passUnretained(output).toOpaque(), nil,
      { _, context, bytes, count in
        guard let context else { return -1 }
        Unmanaged<Output>.fromOpaque(context).takeUnretainedValue().bytes +=
          UnsafeRawBufferPointer(start: bytes, count: count)
        return count
      }, nil)
    entries(archive)
    archive_write_close(archive)
    return output.bytes
  }

  private static func add(_ file: File, to archive: OpaquePointer) {
    let entry = archive_entry_new()
    defer { archive_entry_free(entry) }
    archive_entry_set_pathname(entry, file.name)
    archive_entry_set_filetype(entry, file.name.hasSuffix("/") ? 0o040000 : 0o100000)
    archive_entry_set_perm(entry, 0o644)
    archive_entry_set_size(entry, Int64(file.data.count))
    archive_write_header(archive, entry)
    archive_write_data(archive, file.data, file.data.count)
    archive_write_finish_entry(archive)
  }

  static func little(_ value: UInt32, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * UInt32($0))) }
  }

  /// CRC-32 as zip has it, bit by bit.
  static func crc32(_ bytes: [UInt8]) -> UInt32 {
    var sum: UInt32 = 0xffff_ffff
    for byte in bytes {
      sum ^= UInt32(byte)
      for _ in 0..<8 { sum = sum & 1 == 1 ? sum >> 1 ^ 0xedb8_8320 : sum >> 1 }
    }
    return ~sum
  }
}
