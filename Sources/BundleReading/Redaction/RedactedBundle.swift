public import Model

/// A copy of a bundle that may leave the house.
public struct RedactedBundle {
  /// What is left out and what is renamed.
  public struct Options: Sendable {
    /// Other names for names and addresses; nil where they stay.
    public var pseudonyms: Pseudonyms?
    /// Lines to keep by artifact; nil for all. Artifacts that are not named are left out.
    public var kept: [String: LineSelection]?

    /// Everything stays but secrets.
    public init(pseudonyms: Pseudonyms? = nil, kept: [String: LineSelection]? = nil) {
      self.pseudonyms = pseudonyms
      self.kept = kept
    }
  }

  /// What was done.
  public struct Summary: Sendable {
    /// Artifacts written.
    public var artifacts = 0
    /// Values replaced, by artifact under its own name.
    public var secrets: [String: Int] = [:]
    /// Artifacts that were too long: only their beginning was written.
    public var cut: [String] = []
    /// Whether all of it could be written.
    public var isWhole = true
  }

  private let incident: Incident
  private let options: Options

  /// A copy of the bundle that `incident` was read from.
  public init(_ incident: Incident, options: Options = Options()) {
    self.incident = incident
    self.options = options
  }

  /// Reads the bundle again and hands the copy, a `.tar.gz`, to `output` in pieces; it returns false when no more can be
  /// written.
  public func write(
    from location: BundleLocation, limits: ReadLimits = ReadLimits(),
    to output: @escaping @Sendable (UnsafeRawBufferPointer) -> Bool
  ) throws(ReadError) -> Summary {
    let copy = Copy(
      incident, options, limit: Int(clamping: limits.documentBytes), writer: ArchiveWriter(output: output))
    try BundleReader.copyArtifacts(of: location, limits: limits, where: copy.keeps, take: copy.take)
    return copy.finish()
  }

  /// Takes the artifacts one after the other.
  private final class Copy {
    private let options: Options
    private let limit: Int
    private let writer: ArchiveWriter?
    private let secretValues: [String: [Int: [SecretText.KnownValue]]]
    private var pseudonyms: Pseudonyms?
    private var summary = Summary()
    private var path = ""
    private var bytes: [UInt8] = []

    init(_ incident: Incident, _ options: Options, limit: Int, writer: ArchiveWriter?) {
      self.options = options
      self.limit = limit
      self.writer = writer
      pseudonyms = options.pseudonyms
      secretValues = Self.secretValues(incident)
    }

    /// Values of Secrets by artifact and line, whatever their keys are called. One of several lines begins on the line
    /// of its key or on the next.
    private static func secretValues(_ incident: Incident) -> [String: [Int: [SecretText.KnownValue]]] {
      var values: [String: [Int: [SecretText.KnownValue]]] = [:]
      for secret in (incident.objects + incident.manifests) where secret.kind == "Secret" {
        for member in ["data", "stringData"].flatMap({ secret.value(at: $0)?.members ?? [] }) {
          guard let text = member.value.string else { continue }
          let pieces = text.utf8.split(separator: 10).map { piece in
            SecretText.KnownValue(key: Array(member.key.utf8), text: Array(piece))
          }
          let lines =
            pieces.count > 1
            ? member.value.line...member.value.line + pieces.count + 1
            : member.value.line...member.value.line
          for line in lines { values[secret.artifact, default: [:]][line, default: []] += pieces }
        }
      }
      return values
    }

    func keeps(_ path: String) -> Bool { options.kept.map { $0[path] != nil } ?? true }

    func take(_ path: String, _ part: UnsafeRawBufferPointer) {
      if path != self.path {
        flush()
        self.path = path
      }
      let room = limit - bytes.count
      if part.count > room, summary.cut.last != path { summary.cut.append(path) }
      bytes += part.prefix(max(0, room))
    }

    func finish() -> Summary {
      flush()
      if writer?.finish() != true { summary.isWhole = false }
      return summary
    }

    private func flush() {
      guard !path.isEmpty else { return }
      let own = path
      let input = bytes
      path = ""
      bytes = []
      guard summary.isWhole else { return }
      var output: [UInt8] = []
      var name = Array(own.utf8)
      if input.contains(0) {
        output = input
      } else {
        output.reserveCapacity(input.count)
        redact(input, of: own, into: &output)
      }
      if var renaming = pseudonyms {
        var other: [UInt8] = []
        renaming.replace(name, into: &other)
        name = other
        pseudonyms = renaming
      }
      // An archive within the bundle is written unpacked, as a folder of its name.
      let target = String(decoding: name, as: UTF8.self).replacing("!/", with: "/")
      if writer?.add(path: target, bytes: output) == true { summary.artifacts += 1 } else { summary.isWhole = false }
    }

    private func redact(_ input: [UInt8], of path: String, into output: inout [UInt8]) {
      var secrets = SecretText()
      let known = secretValues[path] ?? [:]
      let kept = options.kept?[path] ?? .all
      var number = 0
      var line: [UInt8] = []
      input.withUnsafeBytes { text in
        var start = 0
        while start < text.count {
          let end = text.lineEnd(from: start)
          number += 1
          line.removeAll(keepingCapacity: true)
          secrets.redact(text.part(start..<end), known: known[number] ?? [], into: &line)
          if kept.contains(number, isLast: end + 1 >= text.count) {
            if pseudonyms != nil { pseudonyms?.replace(line, into: &output) } else { output += line }
            if end < text.count { output.append(10) }
          }
          start = end + 1
        }
      }
      if secrets.count > 0 { summary.secrets[path] = secrets.count }
    }
  }
}
