import Glibc
import Model
import Synchronization

@testable import BundleReading

/// Reads any artifact and keeps what it was given.
struct KeepingReader: ArtifactReader {
  /// What readers were given, by path.
  final class Kept {
    var texts: [String: [UInt8]] = [:]
    var cut: Set<String> = []
  }

  let path: String
  let kept: Kept
  private var bytes: [UInt8] = []

  init(path: String, kept: Kept) {
    self.path = path
    self.kept = kept
  }

  mutating func consume(_ bytes: UnsafeRawBufferPointer) { self.bytes += bytes }

  mutating func finish(isCut: Bool) -> ArtifactFacts {
    kept.texts[path] = bytes
    if isCut { kept.cut.insert(path) }
    return ArtifactFacts(path: path, format: "kept")
  }
}

/// A bundle as it was read by readers that keep everything.
struct ReadBack {
  let summary: StreamSummary
  let kept: KeepingReader.Kept

  /// Paths in the order of the bundle.
  var paths: [String] { summary.facts.map(\.path) }
  /// All notes, as `path: text`.
  var notes: [String] {
    (summary.cut + summary.unrecognised + summary.limits).map { "\($0.path): \($0.text)" }
      + summary.empty.map { "\($0.path): empty" }
  }

  func text(_ path: String) -> String? { kept.texts[path].map { String(decoding: $0, as: UTF8.self) } }

  /// Reads a location; artifacts whose path ends with `.unknown` are claimed by no format, nor are empty ones.
  init(_ location: BundleLocation, limits: ReadLimits = ReadLimits()) throws {
    let kept = KeepingReader.Kept()
    let stream = BundleStream(limits: limits) { head in
      head.path.hasSuffix(".unknown") || head.bytes.isEmpty ? nil : KeepingReader(path: head.path, kept: kept)
    }
    summary = try stream.read(location)
    self.kept = kept
  }

  /// Reads bytes as a bundle file.
  init(_ bytes: [UInt8], name: String = "bundle.tar.gz", limits: ReadLimits = ReadLimits()) throws {
    let folder = try TemporaryFolder()
    try self.init(.path(try folder.write(name, bytes)), limits: limits)
  }
}

/// A folder that is gone, with what was put into it, when it is let go.
final class TemporaryFolder {
  struct Failure: Error {}

  let path: String
  private var made: [String] = []
  private static let count = Atomic(0)

  init() throws {
    let number = Self.count.wrappingAdd(1, ordering: .relaxed).newValue
    path = "/tmp/bundle-reading-tests-\(getpid())-\(number)"
    try make(path) { mkdir($0, 0o700) }
  }

  deinit {
    for path in made.reversed() { remove(path) }
  }

  /// Writes a file, with the folders before it, and returns its path.
  @discardableResult
  func write(_ name: String, _ bytes: [UInt8]) throws -> String {
    try makeFolders(before: name)
    return try make(path + "/" + name) { path in
      guard let file = fopen(path, "w") else { return -1 }
      defer { fclose(file) }
      return fwrite(bytes, 1, bytes.count, file) == bytes.count ? 0 : -1
    }
  }

  /// Makes a symbolic link, with the folders before it.
  func symbolicLink(_ name: String, to target: String) throws {
    try makeFolders(before: name)
    try make(path + "/" + name) { symlink(target, $0) }
  }

  /// Makes anything below the folder by a system call that returns 0.
  @discardableResult
  func make(_ path: String, _ call: (String) -> Int32) throws -> String {
    guard call(path) == 0 else { throw Failure() }
    made.append(path)
    return path
  }

  private func makeFolders(before name: String) throws {
    var folder = path
    for part in name.split(separator: "/").dropLast() {
      folder += "/" + part
      if !made.contains(folder) { try make(folder) { mkdir($0, 0o700) } }
    }
  }
}
