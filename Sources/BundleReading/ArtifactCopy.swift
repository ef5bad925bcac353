public import Model

extension BundleReader {
  /// Hands on the bytes of artifacts as the bundle holds them, in its order; of those that `isWanted` names by their path.
  ///
  /// `take` gets each artifact in pieces.
  public static func copyArtifacts(
    of location: BundleLocation, limits: ReadLimits = ReadLimits(), where isWanted: @escaping (String) -> Bool,
    take: @escaping (_ path: String, _ bytes: UnsafeRawBufferPointer) -> Void
  ) throws(ReadError) {
    let stream = BundleStream(limits: limits) { head in
      isWanted(head.path) ? CopyingReader(path: head.path, take: take) : nil
    }
    _ = try stream.read(location)
  }

  /// The bytes of one artifact, `limits.documentBytes` at most; nil where the bundle cannot be read.
  public static func artifact(
    _ path: String, in location: BundleLocation, limits: ReadLimits = ReadLimits()
  ) -> [UInt8]? {
    let kept = KeptBytes(limit: Int(clamping: limits.documentBytes))
    do throws(ReadError) {
      try copyArtifacts(of: location, limits: limits, where: { $0 == path }, take: { kept.append($1) })
    } catch {
      return nil
    }
    return kept.bytes
  }

  /// The lines of a container's log out of the bytes of its artifact, each with its time as the artifact writes it.
  public static func lines(
    of log: ContainerLog, in bytes: [UInt8], limits: ReadLimits = ReadLimits()
  ) -> [(time: String, text: [UInt8])] {
    guard let first = log.head.first else { return [] }
    var reader = LineReader(path: log.artifact, consumer: ContainerLogExtract(from: first.number, most: log.lineCount))
    reader.keep(within: limits)
    bytes.withUnsafeBytes { reader.consume($0) }
    _ = reader.finish(isCut: false)
    return reader.consumer.lines
  }
}

/// Bytes that come in pieces, up to a limit.
private final class KeptBytes {
  private(set) var bytes: [UInt8] = []
  private let limit: Int

  init(limit: Int) { self.limit = limit }

  func append(_ part: UnsafeRawBufferPointer) { bytes += part.prefix(max(0, limit - bytes.count)) }
}

/// Hands the bytes of an artifact on.
private struct CopyingReader: ArtifactReader {
  let path: String
  let take: (String, UnsafeRawBufferPointer) -> Void

  mutating func consume(_ bytes: UnsafeRawBufferPointer) { take(path, bytes) }
  mutating func finish(isCut: Bool) -> ArtifactFacts { ArtifactFacts(path: path, format: "") }
}

/// The lines of one container's log out of an artifact that may hold several.
private struct ContainerLogExtract: LineConsumer {
  private let from: Int
  private let most: Int
  private var container: [UInt8]?
  private var isAfter = false
  private(set) var lines: [(time: String, text: [UInt8])] = []

  init(from: Int, most: Int) {
    (self.from, self.most) = (from, most)
  }

  mutating func take(_ line: TextLine) {
    guard line.number >= from, lines.count < most, !isAfter else { return }
    if DumpMark(line.bytes) != nil {
      isAfter = true
      return
    }
    var text = line.bytes
    if let prefix = LogPrefix(text) {
      // Lines of several containers: those of the one that the first line names.
      let own = Array(prefix.bytes)
      if container == nil { container = own }
      guard container == own else { return }
      text = prefix.text
    }
    if let docker = DockerLogLine(text) {
      var decoded: [UInt8] = []
      QuotedText.decode(docker.text, into: &decoded)
      while let last = decoded.last, last == 10 || last == 13 { decoded.removeLast() }
      let time = docker.stamp.map { Instant(nanoseconds: $0.nanoseconds).rfc3339(.nanosecond) }
      lines.append((time ?? "", decoded))
      return
    }
    let end = text.index(of: 32) ?? 0
    let header = TimestampHeader.header(of: text) ?? OuterHeader()
    // Applications begin lines with times too; kubectl's and the runtime's have all nine digits.
    let isStamped = header.stamp != nil && (end >= Self.stampLength || TimestampHeader.isEndedRuntimeLine(text) != nil)
    if isStamped {
      lines.append((text.part(0, end).text, Array(text.part(from: header.message))))
    } else {
      lines.append(("", Array(text)))
    }
  }

  /// Bytes of `2026-11-21T04:01:20.674821123Z`.
  private static let stampLength = 30

  mutating func finish(lineCount: Int) -> ArtifactFacts { ArtifactFacts(path: "", format: "") }
}
