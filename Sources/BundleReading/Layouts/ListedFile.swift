import Model

/// A file as a collector's manifest lists it: `{"path":"cluster/nodes.yaml","bytes":4711,"sha256":"9f86…"}`.
struct ListedFile: Equatable {
  /// Path beside the manifest.
  var path: String
  var bytes: Int64
  /// In lower-case hexadecimal; nil where the collecting machine had no tool for it.
  var sha256: String?
  /// The manifest's line.
  var line: Int

  /// Nil of what was not written as a file.
  init?(_ item: Value) {
    guard let path = item["path"]?.string, !path.isEmpty, let size = item["bytes"]?.string, let bytes = Int64(size)
    else { return nil }
    self.path = path
    self.bytes = bytes
    sha256 = item["sha256"]?.string.flatMap { $0.utf8.count == 64 ? $0 : nil }
    line = item.line
  }
}

/// Files that are not as the manifest beside them says: other bytes, or none at all.
func alteredFiles(_ summary: StreamSummary) -> [Coverage.Note] {
  var notes: [Coverage.Note] = []
  let unread = Set(summary.cut.map(\.path) + summary.limits.map(\.path))
  for manifest in summary.facts where !manifest.listedFiles.isEmpty {
    let name = manifest.path.split(separator: "/").last ?? ""
    let folder = String(manifest.path.dropLast(name.count))
    for file in manifest.listedFiles {
      let path = folder + file.path
      if let digest = summary.digests[path] {
        guard let listed = file.sha256, listed != digest else { continue }
        notes.append(
          Coverage.Note(path: path, text: "its bytes are not those that the manifest lists (SHA-256 differs)"))
      } else if !unread.contains(path) {
        notes.append(Coverage.Note(path: path, text: "the manifest lists it, and the bundle has no such file"))
      }
    }
  }
  return notes.sorted()
}
