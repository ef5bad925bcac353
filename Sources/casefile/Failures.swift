import ArgumentParser
import BundleReading
import Model
import Reporting

/// Runs a step; when it fails, says why on standard error and ends with the exit code for it.
func stoppingOnFailure<Result>(_ step: () throws -> Result) throws -> Result {
  do {
    return try step()
  } catch OutputError.readerGone {
    throw ExitCode.success
  } catch let failure {
    guard let message = sentence(for: failure) else { throw failure }
    Output.complain(message)
    throw ExitCode(2)
  }
}

/// A failure in English: the one place that words them. Nil for what is no failure of ours.
func sentence(for failure: any Error) -> String? {
  switch failure {
  case ReadError.unreadable(let path, let reason): return "\(path.inert): \(reason)"
  case ReadError.nothingRecognised(let name, let notes):
    let shown = notes.prefix(5).map { note in
      "\n  \(note.path.inert)\(note.line > 0 ? ":\(note.line)" : ""): \(note.text.inert)"
    }
    let more = notes.count > shown.count ? "\n  and \(notes.count - shown.count) more" : ""
    return "\(name.inert): nothing in it was recognized as part of a support bundle" + shown.joined() + more
  case OutputError.failed(let name, let reason): return "\(name.inert): \(reason)"
  case let error as FileError: return "\(error.path.inert): \(error.reason)"
  case let error as ExpectationError: return error.description
  default: return nil
  }
}
