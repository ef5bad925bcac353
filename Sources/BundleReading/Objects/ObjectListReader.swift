import Model

/// Reads an artifact of API objects: single ones, lists, several documents, with whatever went to the same file.
struct ObjectListReader: ArtifactReader {
  /// How the objects are written.
  enum Syntax: String, Sendable {
    case yaml = "YAML"
    case json = "JSON"
  }

  private let path: String
  private let format: String
  private let syntax: Syntax
  private let interests: LogInterests
  private var limits = ReadLimits()
  private var bytes: [UInt8] = []
  private var size: Int64 = 0

  private var limit: Int { Int(clamping: limits.documentBytes) }

  /// A reader that holds the beginning of what is longer than a document may be. `interests` are for the logs that
  /// `kubectl cluster-info dump` prints between its lists.
  init(path: String, format: String, syntax: Syntax, interests: LogInterests) {
    self.path = path
    self.format = format
    self.syntax = syntax
    self.interests = interests
  }

  mutating func keep(within limits: ReadLimits) { self.limits = limits }

  mutating func consume(_ part: UnsafeRawBufferPointer) {
    size += Int64(part.count)
    let room = limit - bytes.count
    if room > 0 { bytes.append(contentsOf: part.prefix(room)) }
  }

  mutating func finish(isCut: Bool) -> ArtifactFacts {
    let logs = syntax == .json ? InfoDumpLogs(takenFrom: &bytes) : nil
    var facts = finishObjects(isCut: isCut)
    if let logs { facts.add(logs.read(path: path, interests: interests, limits: limits, isCut: isCut)) }
    return facts
  }

  private var overLimit: Coverage.Note {
    Coverage.Note(path: path, text: "only the first \(limit) of \(size) bytes are read")
  }

  private mutating func finishObjects(isCut: Bool) -> ArtifactFacts {
    var facts = ArtifactFacts(path: path, format: format)
    facts.bytes = size
    let isOverLimit = size > Int64(bytes.count)
    let syntax = syntax
    var artifact = bytes.withUnsafeMutableBytes { buffer in
      switch syntax {
      case .yaml: YAMLDocument.read(buffer, isCut: isCut || isOverLimit)
      case .json: JSONDocument.read(UnsafeRawBufferPointer(buffer), isCut: isCut || isOverLimit)
      }
    }
    bytes = []
    if isOverLimit { facts.limits = [overLimit] }
    var lists: [ListedObjects] = []
    for var document in artifact.documents {
      document.root =
        InternalObjectNames.translated(document.root, kind: ResourceNames.kind(ofPath: path)) ?? document.root
      take(document, &artifact, &lists, &facts)
    }
    let isWhole = !isCut && !isOverLimit && !artifact.hasErrorText
    facts.lists = ListedObjects.coverage(of: lists, isWhole: isWhole, path: path)
    if facts.lists.isEmpty, artifact.hasErrorText, let kind = ResourceNames.kind(ofPath: path) {
      // The answer is an error and nothing else: it still tells that the list was asked for.
      let namespace = ResourceNames.namespace(ofPath: path) ?? ""
      facts.lists = [Coverage.List(kind: kind, namespace: namespace, isComplete: false, artifact: path)]
    }
    facts.cut = notes(artifact.cut)
    if isCut, facts.cut.isEmpty { facts.cut = [Coverage.Note(path: path, text: "bytes are missing at its end")] }
    facts.forbidden = notes(artifact.forbidden)
    facts.redacted = artifact.redactions.notes(path: path)
    return facts
  }

  private func take(
    _ document: ParsedArtifact.Document, _ artifact: inout ParsedArtifact, _ lists: inout [ListedObjects],
    _ facts: inout ArtifactFacts
  ) {
    let root = document.root
    guard root.isListOfObjects else {
      if root["kind"]?.string == "Status" { takeStatus(root, &artifact) }
      if let object = KubernetesObject(root, artifact: path) { facts.objects.append(object) }
      return
    }
    var list = ListedObjects(list: root, isComplete: document.isComplete)
    for item in root.listedObjects {
      if case .scalar(let text, _) = item.content {
        takeMessage(text, line: item.line, &artifact)
      } else if let object = KubernetesObject(list.completed(item), artifact: path) {
        list.add(object)
        facts.objects.append(object)
      }
    }
    lists.append(list)
  }

  /// `{"kind": "Status", "status": "Failure", "reason": "Forbidden", "message": …}`: the API's own way to say no.
  private func takeStatus(_ status: Value, _ artifact: inout ParsedArtifact) {
    guard status["status"]?.string == "Failure" else { return }
    let message = status["message"]
    let reason = status["reason"]?.string ?? ""
    let text = message?.string ?? reason
    let note = ParsedArtifact.Note(line: (message ?? status).line, text: text)
    artifact.hasErrorText = true
    if reason == "Forbidden" || reason == "Unauthorized" {
      artifact.forbidden.append(note)
    } else {
      artifact.cut.append(note)
    }
  }

  /// An item of a list of words: collectors write the errors of the API that way.
  private func takeMessage(_ text: String, line: Int, _ artifact: inout ParsedArtifact) {
    var copy = text
    let output = copy.withUTF8 { words in
      CommandOutput.refusal(UnsafeRawBufferPointer(words)) ?? CommandOutput(UnsafeRawBufferPointer(words))
    }
    artifact.takeText(output, line: line, isAfterDocument: false, syntax: syntax.rawValue)
  }

  private func notes(_ notes: [ParsedArtifact.Note]) -> [Coverage.Note] {
    notes.map { Coverage.Note(path: path, line: $0.line, text: $0.text) }
  }
}
