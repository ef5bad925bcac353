/// The name of a file that may be a container's log, without what only says that it is a log and of which run.
///
/// `api-7c75_proxy.previous.log.gz` is `api-7c75_proxy`, of the run before.
struct LogFileName: Equatable {
  /// What remains, e.g. `api-7c75_proxy`.
  private(set) var stem: String
  /// Whether it is of the run before.
  private(set) var isPrevious = false
  /// Whether its ending is that of a log.
  private(set) var isLog = false

  private static let compressions = [".gz", ".xz", ".zst", ".bz2", ".lz4"]
  private static let previousEndings = [
    ".previous.insecure", ".previous", "-previous", "_previous", ".prev", "-prev", "_prev",
  ]
  private static let previousBeginnings = ["previous-", "previous_", "prev-", "prev_"]
  private static let wordsBefore = ["kubectl-logs", "kubectl_logs", "pod-logs", "pod_logs", "podlogs", "logs", "log"]
  private static let wordsBehind = ["-container-logs", "-logs", "_logs", ".logs", "-log", "_log"]

  /// Takes a file's name apart as collectors write it, whose stem is a name and nothing else: `api.log.1`.
  init(_ file: String) {
    stem = file
    for ending in Self.compressions { dropEnding(ending) }
    // Errors that came in place of a log.
    if dropEnding("-logs-errors.log") { isLog = true }
    if let rotation = Self.rotation(stem) {
      stem.removeLast(rotation.utf8.count + ".log.".utf8.count)
      isLog = true
      // A date is the runtime's, which parts the log of one run; a small number a collector's.
      isPrevious = rotation.utf8.count < 3
    } else if dropEnding(".log") {
      isLog = true
    }
    for ending in Self.previousEndings where dropEnding(ending) { isPrevious = true }
  }

  /// Takes a file's name apart as persons write it, in which other words stand as well: `kubectl-logs-api-prev.txt`.
  /// Nil where no word says that it is a log.
  init?(spoken file: String) {
    self.init(file)
    for ending in [".txt", ".out", ".log"] where dropEnding(ending) { isLog = isLog || ending == ".log" }
    var hasWord = isLog
    for _ in 0..<2 {
      for ending in Self.previousEndings where dropEnding(ending) { isPrevious = true }
      for beginning in Self.previousBeginnings where dropBeginning(beginning) { isPrevious = true }
      for word in Self.wordsBehind where dropEnding(word) { hasWord = true }
    }
    if let word = Self.wordsBefore.first(where: { isWord($0) }) {
      stem = String(stem.dropFirst(word.utf8.count).drop { "-_.".contains($0) })
      hasWord = true
    }
    guard hasWord else { return nil }
  }

  /// `1` of `api.log.1`, `20261121-040219` of `0.log.20261121-040219`; nil for other names.
  private static func rotation(_ name: String) -> Substring? {
    guard let dot = name.lastIndex(of: "."), name[..<dot].hasSuffix(".log") else { return nil }
    let suffix = name[dot...].dropFirst()
    return suffix.utf8.first?.isDigit == true ? suffix : nil
  }

  private func isWord(_ word: String) -> Bool {
    guard stem.hasPrefix(word) else { return false }
    return stem.utf8.count == word.utf8.count
      || stem.dropFirst(word.utf8.count).utf8.first.map { "-_.".utf8.contains($0) } == true
  }

  @discardableResult
  private mutating func dropEnding(_ ending: String) -> Bool {
    guard stem.hasSuffix(ending), stem.utf8.count > ending.utf8.count else { return false }
    stem.removeLast(ending.utf8.count)
    return true
  }

  private mutating func dropBeginning(_ beginning: String) -> Bool {
    guard stem.hasPrefix(beginning), stem.utf8.count > beginning.utf8.count else { return false }
    stem.removeFirst(beginning.utf8.count)
    return true
  }
}
