import Glibc

/// Where a report goes. The only place that writes.
enum Output: Hashable {
  case standardOutput
  case file(String)

  /// Writes the whole text.
  func write(_ text: String) throws(OutputError) {
    try write { part throws(OutputError) in try part(text) }
  }

  /// Writes what `body` hands over, part by part.
  func write(_ body: ((String) throws(OutputError) -> Void) throws(OutputError) -> Void) throws(OutputError) {
    switch self {
    case .standardOutput:
      try body { text throws(OutputError) in try Self.write(text, to: STDOUT_FILENO, name: "standard output") }
    case .file(let path):
      let file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
      guard file >= 0 else { throw .failed(name: path, reason: systemError()) }
      var failure: OutputError?
      do {
        try body { text throws(OutputError) in try Self.write(text, to: file, name: path) }
      } catch { failure = error }
      // Some file systems tell only on closing that the disk is full.
      if close(file) != 0, failure == nil { failure = .failed(name: path, reason: systemError()) }
      if let failure { throw failure }
    }
  }

  /// Writes bytes to standard output; false where that fails.
  static func writeStandardOutput(_ bytes: UnsafeRawBufferPointer) -> Bool {
    var written = 0
    while written < bytes.count {
      let count = Glibc.write(STDOUT_FILENO, bytes.baseAddress.map { $0 + written }, bytes.count - written)
      if count >= 0 {
        written += count
      } else if errno != EINTR {
        return false
      }
    }
    return true
  }

  /// A message for people: one line on standard error. There is nobody to tell when that fails.
  static func complain(_ message: String) {
    try? write("casefile: \(message)\n", to: STDERR_FILENO, name: "standard error")
  }

  private static func write(_ text: String, to file: CInt, name: String) throws(OutputError) {
    var failure: CInt = 0
    var copy = text
    copy.withUTF8 { bytes in
      var written = 0
      while written < bytes.count {
        let count = Glibc.write(file, bytes.baseAddress.map { $0 + written }, bytes.count - written)
        if count >= 0 {
          written += count
        } else if errno != EINTR {
          failure = errno
          return
        }
      }
    }
    if failure == EPIPE { throw .readerGone }
    if failure != 0 { throw .failed(name: name, reason: String(cString: strerror(failure))) }
  }
}

/// Why a report could not be written.
enum OutputError: Error, Equatable {
  /// Whoever read the pipe has seen enough: `casefile … | head`.
  case readerGone
  /// The system's own words.
  case failed(name: String, reason: String)
}

/// The last error of the system in its own words.
func systemError() -> String { String(cString: strerror(errno)) }
