import Model

/// One object of a describe text: its sections, and how it was asked for.
struct DescribedObject {
  let outline: DescribeOutline
  /// Line on which it begins.
  let line: Int
  /// The command that printed it, where the text shows it.
  let command: DescribeCommand?
  /// The kind that the artifact's path speaks of, e.g. `Pod` for `describe/pods.txt`.
  let pathKind: String?
  /// The namespace that the artifact's path speaks of.
  let pathNamespace: String?

  /// A section at the left margin.
  subscript(key: String) -> DescribeSection? { outline[key] }

  /// Whether there is a section at the left margin.
  func has(_ key: String) -> Bool { outline.has(key) }

  /// The kind by the command or the path, where the sections tell none.
  var askedKind: String? { command?.kind ?? pathKind }

  /// Its name with its line: as the text says, else as the command.
  var name: Value? {
    outline["Name"]?.scalar ?? command?.name.map { Value(.scalar($0, isText: false), line: line) }
  }

  /// Its namespace with its line; kubectl leaves the line out for some kinds.
  var namespace: Value? {
    if let own = outline["Namespace"] { return own.scalar }
    return (command?.namespace ?? pathNamespace).map { Value(.scalar($0, isText: false), line: line) }
  }

  /// The object as far as all kinds have it in common.
  func tree(_ kind: DescribedKind) -> ObjectTree {
    var tree = ObjectTree(apiVersion: kind.apiVersion, kind: kind.kind, line: line)
    tree.set("metadata.name", name)
    if kind.isNamespaced { tree.set("metadata.namespace", namespace) }
    tree.set("metadata.creationTimestamp", outline.any("CreationTimestamp", "Created on")?.time)
    tree.set("metadata.labels", outline["Labels"]?.labels)
    tree.set("metadata.annotations", outline["Annotations"]?.annotations)
    if let finalizers = outline["Finalizers"] { tree.set("metadata.finalizers", finalizers.bracketedList) }
    tree.set("metadata.ownerReferences.0", owner)
    return tree
  }

  /// `Controlled By:  ReplicaSet/web-58ff95b6f8`.
  private var owner: Value? {
    guard let section = outline.any("Controlled By", "Controllers", "Created By"),
      let slash = section.value.firstIndex(of: "/")
    else { return nil }
    var owner = Members()
    owner.set("kind", section.value[..<slash], line: section.line)
    owner.set("name", section.value[section.value.index(after: slash)...], line: section.line)
    owner.set("controller", "true", line: section.line)
    return owner.value
  }
}

extension DescribeSection {
  /// `app=web`, one a line; a selector parts them by commas.
  var labels: Value? {
    var labels = Members()
    for (text, line) in entries {
      guard let equals = text.firstIndex(of: "=") else { continue }
      let value = text[text.index(after: equals)...]
      labels.set(String(text[..<equals]), Value(.scalar(String(value), isText: true), line: line))
    }
    return labels.value
  }

  /// `key: value`, of old versions `key=value`; a long value stands below its key.
  var annotations: Value? {
    var annotations = Members()
    var open: (key: String, line: Int, column: Int)?
    let lines = (value.isEmpty ? [] : [(value, line, -1)]) + body.map { ($0.text, $0.number, $0.indentation) }
    for (text, line, column) in lines where !text.isEmpty {
      if let key = open, column > key.column, key.column >= 0 || column == DescribeLine.continuation {
        let known = annotations.list.first { $0.key == key.key }?.value.string ?? ""
        annotations.set(
          key.key, Value(.scalar(known.isEmpty ? text : known + "\n" + text, isText: true), line: key.line))
        continue
      }
      let colon = DescribeLine.split(text)
      if let colon, !colon.key.contains("="), !colon.key.contains(" ") {
        open = (String(colon.key), line, column)
        annotations.set(String(colon.key), Value(.scalar(String(colon.value), isText: true), line: line))
      } else if let equals = text.firstIndex(of: "=") {
        let key = String(text[..<equals])
        open = (key, line, column)
        let value = String(text[text.index(after: equals)...])
        annotations.set(key, Value(.scalar(value, isText: true), line: line))
      }
    }
    return annotations.value
  }

  /// `[kubernetes.io/pvc-protection other]`.
  var bracketedList: Value? {
    var text = value[...]
    if text.hasPrefix("["), text.hasSuffix("]") { text = text.dropFirst().dropLast() }
    return Value.list(
      text.split(whereSeparator: { $0 == " " || $0 == "," }).map {
        Value(.scalar(String($0), isText: false), line: line)
      })
  }
}

extension DescribedObject {
  /// The objects that the text names, and the Events about them.
  func objects(artifact: String) -> (objects: [KubernetesObject], events: [KubernetesObject]) {
    let kind = DescribedKind.kind(of: self)
    var objects: [KubernetesObject] = []
    // An excerpt that shows a name and Events says nothing of the object itself.
    if let kind, outline.sections.contains(where: { !["Name", "Namespace", "Events"].contains($0.key) }) {
      var tree = tree(kind)
      kind.fill(self, &tree)
      objects = ([tree] + kind.others(self)).compactMap { $0.object(artifact: artifact, rendering: .description) }
    }
    guard let section = outline["Events"] else { return (objects, []) }
    let regarding =
      objects.first?.reference ?? (name == nil ? DescribedEvents.subject(section) : nil)
      ?? EntityReference(
        kind: kind?.kind ?? askedKind ?? "", namespace: namespace?.string ?? "", name: name?.string ?? "")
    return (objects, DescribedEvents.objects(section, about: regarding, artifact: artifact))
  }
}
