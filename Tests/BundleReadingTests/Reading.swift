import Model

@testable import BundleReading

/// The facts of an artifact as the registry's reader gives them, fed in chunks of `chunk` bytes.
func read(
  _ text: String, path: String = "file.log", signatures: [LogSignature] = [], everything: Bool = false,
  chunk: Int = .max, isCut: Bool = false
) -> ArtifactFacts? {
  read(
    Array(text.utf8), path: path, signatures: signatures, everything: everything, cuts: chunk == .max ? [] : [chunk],
    isCut: isCut)
}

/// The same for bytes; the sizes of chunks are taken from `cuts` in turn.
func read(
  _ bytes: [UInt8], path: String = "file.log", signatures: [LogSignature] = [], everything: Bool = false,
  cuts: [Int], isCut: Bool = false
) -> ArtifactFacts? {
  let head = ArtifactHead(
    path: path, bytes: Array(bytes.prefix(ArtifactHead.length)), isWhole: bytes.count <= ArtifactHead.length)
  guard
    var reader = FormatRegistry.makeReader(
      for: head, keeping: LogInterests(signatures, keepsEverything: everything))
  else { return nil }
  var start = 0
  var turn = 0
  while start < bytes.count {
    let size = cuts.isEmpty ? bytes.count : max(1, cuts[turn % cuts.count])
    let end = min(bytes.count, start + size)
    bytes[start..<end].withUnsafeBytes { reader.consume($0) }
    start = end
    turn += 1
  }
  return reader.finish(isCut: isCut)
}
