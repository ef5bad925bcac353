import Testing

#if canImport(Glibc)
  import Glibc
#endif

/// Holds `text` against `Snapshots/<name>` beside this file; `RECORD_SNAPSHOTS=1` writes it instead.
func expectSnapshot(
  _ text: String, _ name: String, sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let folder = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
  let path = "\(folder)/Snapshots/\(name)"
  if let flag = getenv("RECORD_SNAPSHOTS"), String(cString: flag) == "1" {
    let stream = try #require(fopen(path, "w"), "\(path) cannot be written")
    defer { fclose(stream) }
    let bytes = Array(text.utf8)
    #expect(fwrite(bytes, 1, bytes.count, stream) == bytes.count)
    return
  }
  let stream = try #require(fopen(path, "r"), "no snapshot \(path): record it with RECORD_SNAPSHOTS=1")
  defer { fclose(stream) }
  var bytes = [UInt8](repeating: 0, count: 1 << 20)
  let count = fread(&bytes, 1, bytes.count, stream)
  let recorded = String(decoding: bytes[..<count], as: UTF8.self)
  guard recorded != text else { return }
  let lines = (
    recorded.split(separator: "\n", omittingEmptySubsequences: false),
    text.split(separator: "\n", omittingEmptySubsequences: false)
  )
  let first = zip(lines.0, lines.1).enumerated().first { $1.0 != $1.1 }
  Issue.record(
    """
    \(name) differs from its snapshot, first in line \((first?.offset ?? min(lines.0.count, lines.1.count)) + 1)
    snapshot: \(first.map { String($1.0) } ?? "(\(lines.0.count) lines)")
    now:      \(first.map { String($1.1) } ?? "(\(lines.1.count) lines)")
    """, sourceLocation: sourceLocation)
}
