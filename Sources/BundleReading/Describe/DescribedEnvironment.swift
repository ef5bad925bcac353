import Model

/// The variables of a container.
enum DescribedEnvironment {
  /// `spec.containers.N.env`.
  ///
  ///     PORT:      8080
  ///     PASSWORD:  <set to the key 'password' in secret 'db'>  Optional: false
  static func variables(_ section: DescribeSection) -> Value? {
    var variables: [Value] = []
    for section in section.outline.sections {
      guard !section.key.isEmpty else { continue }
      var variable = Members()
      variable.set("name", section.key, line: section.line)
      if let reference = reference(section) {
        variable.set("valueFrom", reference)
      } else {
        let text = ([section.value] + section.body.map(\.text)).joined(separator: "\n")
        variable.set("value", text, line: section.line, isText: true)
      }
      variables.append(variable.value(line: section.line))
    }
    return Value.list(variables)
  }

  /// `spec.containers.N.envFrom`: `settings  ConfigMap with prefix 'APP_'  Optional: false`.
  static func sources(_ section: DescribeSection) -> Value? {
    Value.list(
      section.body.compactMap { line in
        let cells = DescribeTable.cells(line.text)
        guard cells.count >= 2 else { return nil }
        var source = Members()
        source.set("name", cells[0], line: line.number)
        if cells.last == "Optional: true" { source.set("optional", "true", line: line.number) }
        var entry = Members()
        entry.set(cells[1].hasPrefix("Secret") ? "secretRef" : "configMapRef", source.value)
        if let (_, prefix) = cells[1].parted(by: "with prefix '") {
          entry.set("prefix", prefix.dropLast(), line: line.number, isText: true)
        }
        return entry.value
      })
  }

  private static func reference(_ section: DescribeSection) -> Value? {
    let text = section.value
    let line = section.line
    if text.hasPrefix("<set to the key '") {
      return keyReference(text, line)
    }
    guard text.hasSuffix(")"), let open = text.lastIndex(of: "("),
      open == text.startIndex || text[text.index(before: open)] == " "
    else { return nil }
    let inner = text[text.index(after: open)...].dropLast()
    if inner.hasPrefix("v1:") {
      var field = Members()
      field.set("apiVersion", "v1", line: line)
      field.set("fieldPath", inner.dropFirst(3), line: line, isText: true)
      return wrapped("fieldRef", field, line)
    }
    if inner.hasPrefix("limits.") || inner.hasPrefix("requests.") {
      var field = Members()
      field.set("resource", inner, line: line, isText: true)
      return wrapped("resourceFieldRef", field, line)
    }
    return nil
  }

  /// `<set to the key 'k' in secret 's'>`, `<set to the key 'k' of config map 'c'>`, each with `Optional: false`.
  private static func keyReference(_ text: String, _ line: Int) -> Value? {
    let parts = text.split(separator: "'", omittingEmptySubsequences: false)
    guard parts.count >= 5 else { return nil }
    var reference = Members()
    reference.set("name", parts[3], line: line)
    reference.set("key", parts[1], line: line)
    if text.hasSuffix("Optional: true") { reference.set("optional", "true", line: line) }
    return wrapped(parts[2].contains("secret") ? "secretKeyRef" : "configMapKeyRef", reference, line)
  }

  private static func wrapped(_ key: String, _ members: Members, _ line: Int) -> Value {
    Value(.mapping([.init(key: key, value: members.value(line: line))]), line: line)
  }
}
