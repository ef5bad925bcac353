import ArgumentParser
import BundleReading

/// How much is read at most. Past a limit what was read is kept, and the report says so.
struct LimitOptions: ParsableArguments {
  @Option(help: help("Read at most so much of one artifact", "size", \.artifactBytes))
  var limitArtifactBytes: String?
  @Option(help: help("Read at most so much of all artifacts, unpacked", "size", \.totalBytes))
  var limitTotalBytes: String?
  @Option(help: help("Read at most so many artifacts", "count", \.artifacts))
  var limitArtifacts: String?
  @Option(help: help("Unpack at most so many bytes from one", "count", \.ratio))
  var limitRatio: String?
  @Option(help: help("Open at most so many archives within one another", "count", \.depth))
  var limitDepth: String?
  @Option(help: help("Keep at most so much of one line", "size", \.lineBytes))
  var limitLineBytes: String?
  @Option(help: help("Keep at most so much of one YAML or JSON artifact", "size", \.documentBytes))
  var limitDocumentBytes: String?
  @Option(help: help("Keep at most so much of a path", "size", \.pathBytes))
  var limitPathBytes: String?

  /// The defaults with what was given.
  func limits() throws(ValidationError) -> ReadLimits {
    var limits = ReadLimits()
    if let size = try Self.size(limitArtifactBytes, "artifact-bytes") { limits.artifactBytes = size }
    if let size = try Self.size(limitTotalBytes, "total-bytes") { limits.totalBytes = size }
    if let count = try Self.size(limitArtifacts, "artifacts") { limits.artifacts = Int(count) }
    if let ratio = try Self.size(limitRatio, "ratio") { limits.ratio = ratio }
    if let depth = try Self.size(limitDepth, "depth") { limits.depth = Int(depth) }
    if let size = try Self.size(limitLineBytes, "line-bytes") { limits.lineBytes = Int(size) }
    if let size = try Self.size(limitDocumentBytes, "document-bytes") { limits.documentBytes = size }
    if let size = try Self.size(limitPathBytes, "path-bytes") { limits.pathBytes = Int(size) }
    return limits
  }

  /// `4096`, `64K`, `512M`, `4Gi`: a whole number above zero, units of 1024.
  static func size(_ text: String?, _ name: String) throws(ValidationError) -> Int64? {
    guard var digits = text?[...], let text else { return nil }
    let units: [(suffix: String, shift: Int64)] = [("K", 10), ("M", 20), ("G", 30), ("T", 40)]
    for tail in ["iB", "i", "B"] where digits.hasSuffix(tail) {
      digits.removeLast(tail.count)
      break
    }
    let unit = units.first { digits.hasSuffix($0.suffix) }
    if unit != nil { digits.removeLast() }
    guard let number = Int64(digits), number > 0, number <= Int64.max >> (unit?.shift ?? 0) else {
      throw ValidationError("'--limit-\(name) \(text)': it is a whole number above 0, such as 4096, 512M or 4G.")
    }
    return number << (unit?.shift ?? 0)
  }

  /// `4G`, `1M`, `1000`: the shortest way to write a size.
  static func words(_ size: Int64) -> String {
    let units: [(suffix: String, shift: Int64)] = [("T", 40), ("G", 30), ("M", 20), ("K", 10)]
    for unit in units where size >= 1 << unit.shift && size & (1 << unit.shift - 1) == 0 {
      return "\(size >> unit.shift)\(unit.suffix)"
    }
    return String(size)
  }
}

/// The help of a limit, with its default.
private func help(
  _ text: String, _ valueName: String, _ limit: (ReadLimits) -> some BinaryInteger
) -> ArgumentHelp {
  let standard = Int64(limit(ReadLimits()))
  let words = valueName == "size" ? LimitOptions.words(standard) : String(standard)
  return ArgumentHelp("\(text) (default: \(words)).", valueName: valueName)
}
