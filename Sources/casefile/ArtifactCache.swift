import BundleReading
import Synchronization

/// The artifacts of logs, read once when the first one is asked for: reading a bundle again for each log would make who
/// asks for two thousand wait for two thousand readings.
final class ArtifactCache: Sendable {
  private let location: BundleLocation
  private let limits: ReadLimits
  private let paths: Set<String>
  private let held: Mutex<[String: [UInt8]]?>

  /// Most bytes held; what is beyond is read when it is asked for.
  private static let mostBytes = 256 << 20

  /// A cache of the artifacts at `paths`.
  init(of paths: Set<String>, in location: BundleLocation, limits: ReadLimits) {
    (self.location, self.limits, self.paths) = (location, limits, paths)
    held = Mutex(nil)
  }

  /// The bytes of an artifact; nil where the bundle cannot be read any more.
  func artifact(_ path: String) -> [UInt8]? {
    let known = held.withLock { held in
      if held == nil { held = Self.read(paths, in: location, limits: limits) }
      return held?[path]
    }
    return known ?? BundleReader.artifact(path, in: location, limits: limits)
  }

  private static func read(_ paths: Set<String>, in location: BundleLocation, limits: ReadLimits) -> [String: [UInt8]] {
    // Artifacts without a byte are never handed on.
    let empty = Dictionary(uniqueKeysWithValues: paths.map { ($0, [UInt8]()) })
    let read = Mutex<(artifacts: [String: [UInt8]], bytes: Int, left: Set<String>)>((empty, 0, []))
    do throws(ReadError) {
      try BundleReader.copyArtifacts(of: location, limits: limits, where: { paths.contains($0) }) { path, part in
        read.withLock { read in
          guard !read.left.contains(path) else { return }
          if read.bytes + part.count > mostBytes {
            read.bytes -= read.artifacts.removeValue(forKey: path)?.count ?? 0
            read.left.insert(path)
          } else {
            read.artifacts[path, default: []] += part
            read.bytes += part.count
          }
        }
      }
    } catch {
      return [:]
    }
    return read.withLock { $0.artifacts }
  }
}
