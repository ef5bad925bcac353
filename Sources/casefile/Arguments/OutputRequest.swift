import ArgumentParser

/// `FORMAT[=FILE]`: a report and where it goes.
struct OutputRequest<Format: RawRepresentable & CaseIterable & Hashable>: Hashable where Format.RawValue == String {
  var format: Format
  var output: Output

  /// Reads `-o` options; without any, `fallback` goes to standard output.
  static func parse(_ options: [String], fallback: Format) throws(ValidationError) -> [OutputRequest] {
    var requests: [OutputRequest] = []
    for option in options {
      let parts = option.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      guard let format = Format(rawValue: parts[0]) else {
        let known = Format.allCases.map(\.rawValue).joined(separator: ", ")
        throw ValidationError("'-o \(option)': there is no format '\(parts[0])'; there are \(known).")
      }
      guard parts.count == 1 || !parts[1].isEmpty else {
        throw ValidationError("'-o \(option)': the file's name is missing after '='.")
      }
      let output: Output = parts.count == 1 || parts[1] == "-" ? .standardOutput : .file(parts[1])
      guard !requests.contains(where: { $0.output == output }) else {
        throw ValidationError("Two reports would go to the same place; name a file: '-o \(parts[0])=FILE'.")
      }
      requests.append(OutputRequest(format: format, output: output))
    }
    return requests.isEmpty ? [OutputRequest(format: fallback, output: .standardOutput)] : requests
  }
}
