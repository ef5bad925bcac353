import Model

/// Bytes that a container's own command line says it writes: `dd bs=1M count=290 of=…`, `fallocate -l 2G …`,
/// `head -c 500M … > …`. A lower bound: loops and data from elsewhere are not seen.
struct DeclaredWrites {
  /// Bytes written to the container's writable layer.
  var writableLayer: Int64 = 0
  /// Bytes written below a volume's mount path.
  var volumes: Int64 = 0
  /// The command that says so.
  var evidence: Evidence?

  /// The writes that a pod's containers declare.
  init(_ pod: Pod) {
    for (container, field) in pod.containers {
      let mounts = (container["volumeMounts"]?.items ?? []).compactMap { $0["mountPath"]?.string }
      for list in ["command", "args"] {
        for (offset, argument) in (container[list]?.items ?? []).enumerated() {
          guard let text = argument.string else { continue }
          for write in Self.writes(in: text) {
            if mounts.contains(where: { Self.lies(write.path, below: $0) }) {
              volumes += write.bytes
            } else {
              writableLayer += write.bytes
            }
            evidence = evidence ?? pod.object.evidence(for: argument, field: "\(field).\(list).\(offset)")
          }
        }
      }
    }
  }

  private static func lies(_ path: String, below mount: String) -> Bool {
    path == mount || path.hasPrefix(mount.hasSuffix("/") ? mount : mount + "/")
  }

  /// The writes that one shell text declares.
  static func writes(in text: String) -> [(bytes: Int64, path: String)] {
    text.split(whereSeparator: { $0 == ";" || $0 == "\n" || $0 == "&" || $0 == "|" }).compactMap { command in
      let words = command.split(whereSeparator: \.isWhitespace).map(String.init)
      if let start = words.firstIndex(where: { $0 == "dd" || $0.hasSuffix("/dd") }) {
        return dd(words[(start + 1)...])
      }
      if let start = words.firstIndex(where: { $0 == "fallocate" || $0.hasSuffix("/fallocate") }) {
        return sized(words[(start + 1)...], flag: "-l", path: words.last)
      }
      if let start = words.firstIndex(of: "head") {
        // What `head` reads it writes only where its output goes to a file.
        return sized(words[(start + 1)...], flag: "-c", path: redirection(in: words))
      }
      return nil
    }
  }

  private static func dd(_ words: ArraySlice<String>) -> (bytes: Int64, path: String)? {
    func operand(_ key: String) -> String? {
      words.first { $0.hasPrefix(key + "=") }.map { String($0.dropFirst(key.count + 1)) }
    }
    guard let path = operand("of"), !path.hasPrefix("/dev/"), let count = operand("count").flatMap({ Int64($0) }),
      let block = size(operand("bs") ?? "512")
    else { return nil }
    let (bytes, overflow) = block.multipliedReportingOverflow(by: count)
    return overflow || bytes <= 0 ? nil : (bytes, path)
  }

  /// The file of `> /path` or `>/path`.
  private static func redirection(in words: [String]) -> String? {
    guard let arrow = words.lastIndex(where: { $0.hasPrefix(">") }) else { return nil }
    let attached = words[arrow].drop { $0 == ">" }
    return attached.isEmpty ? words.dropFirst(arrow + 1).first : String(attached)
  }

  private static func sized(
    _ words: ArraySlice<String>, flag: String, path: String?
  ) -> (bytes: Int64, path: String)? {
    guard let position = words.firstIndex(where: { $0.hasPrefix(flag) }) else { return nil }
    let attached = String(words[position].dropFirst(flag.count))
    let text = attached.isEmpty ? words.dropFirst(position - words.startIndex + 1).first ?? "" : attached
    guard let bytes = size(text), bytes > 0, let path, path.hasPrefix("/"), !path.hasPrefix("/dev/") else {
      return nil
    }
    return (bytes, path)
  }

  /// `1M`, `4k`, `1MiB`, `64KB` as the coreutils read them.
  private static func size(_ text: String) -> Int64? {
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    guard let number = Int64(digits) else { return nil }
    let factor: Int64? =
      switch text.dropFirst(digits.count) {
      case "", "c": 1
      case "k", "K", "KiB": 1 << 10
      case "M", "MiB", "m": 1 << 20
      case "G", "GiB", "g": 1 << 30
      case "T", "TiB": 1 << 40
      case "kB", "KB": 1000
      case "MB": 1_000_000
      case "GB": 1_000_000_000
      default: nil
      }
    guard let factor else { return nil }
    let (bytes, overflow) = number.multipliedReportingOverflow(by: factor)
    return overflow ? nil : bytes
  }
}
