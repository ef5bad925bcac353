import Model

extension Remedy {
  /// With `{kind}`, `{namespace}`, `{name}` of the subject and `{node}` where the subject is a node, safe to paste into
  /// a shell whatever the bundle calls its objects. What nothing tells is left to fill in: `kubectl -n NAMESPACE get pods`.
  func filled(for subject: EntityReference) -> Remedy {
    let names = [
      ("{kind}", subject.kind.lowercased().shellWord(else: "KIND")),
      ("{namespace}", subject.namespace.shellNamespace), ("{name}", subject.name.shellName),
      ("{node}", (subject.kind == "Node" ? subject.name : "").shellWord(else: "NODE")),
    ]
    var copy = self
    copy.commands = commands.map { command in
      names.reduce(command) { $0.replacing($1.0, with: $1.1) }
    }
    return copy
  }
}

extension String {
  /// Itself where it is a name that Kubernetes allows, else in single quotes: bundles may be hostile.
  var quotedForShell: String {
    let isName =
      !isEmpty
      && utf8.allSatisfy { byte in
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
          || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "-")
          || byte == UInt8(ascii: ".")
      }
    return isName ? self : "'" + replacing("'", with: "'\\''") + "'"
  }

  /// The same for a command that somebody completes: a name that nothing tells is a placeholder, e.g. `NAMESPACE`.
  func shellWord(else placeholder: String) -> String { isEmpty ? placeholder : quotedForShell }

  /// A namespace in a command.
  var shellNamespace: String { shellWord(else: "NAMESPACE") }
  /// An object's name in a command.
  var shellName: String { shellWord(else: "NAME") }

  /// With every occurrence of `placeholder` replaced.
  fileprivate func replacing(_ placeholder: String, with text: String) -> String {
    var result = ""
    var rest = self[...]
    while let range = rest.firstRange(of: placeholder) {
      result += rest[..<range.lowerBound]
      result += text
      rest = rest[range.upperBound...]
    }
    return result + rest
  }
}
