import Model

/// An artifact that holds nothing but what a failed command printed, or the word that there is nothing.
enum CommandError: ArtifactFormat {
  static let name = "command-error"
  static let what = "Nothing but the message of a failed command: refused, unreachable, not found, no resources."
  static let sources = ["any command with 2>&1"]
  static let samples = [
    "Error from server (Forbidden): pods is forbidden: User \"jane\" cannot list resource \"pods\" in API group \"\"\n",
    "The connection to the server 10.0.0.1:6443 was refused - did you specify the right host or port?\n",
    "Unable to connect to the server: dial tcp 10.0.0.1:6443: i/o timeout\n",
    "No resources found in shop-prod namespace.\n",
    "-- No entries --\n",
    "bash: crictl: command not found\n",
    "ssh: connect to host 10.0.0.7 port 22: Connection timed out\n",
    "Hint: You are currently not seeing messages from other users and the system.\nNo journal files were opened due to insufficient permissions.\n",
    "error: the server doesn't have a resource type \"podz\"\n",
  ]

  /// Most lines of an artifact that is an error and nothing else.
  private static let mostLines = 20

  static func claim(_ head: ArtifactHead) -> Int {
    guard head.isWhole, head.bytes.count <= 8192 else { return 0 }
    // What a program says in its own log is no answer of the command that fetched the log.
    let isContainerLog = head.container.map { place in
      (!place.isLoose || isOfLogs(head.path))
        && !ComponentNames.isNamed(in: place.container.isEmpty ? place.hint : place.container)
    }
    var lines = 0
    var errors = 0
    var hasCommand = false
    var isFailure = true
    head.withLines(atMost: mostLines + 1) { line in
      // Comment lines name the commands.
      if line.has("# ") { return }
      if ShellCommand.command(in: line) != nil {
        hasCommand = true
        return
      }
      lines += 1
      let answer = CommandAnswer.quoted(in: line)
      if answer != .failed { isFailure = false }
      if answer != nil, isContainerLog != true || CommandAnswer.isOfKubectl(line) { errors += 1 }
    }
    // What was refused or empty, tables tell with the command that asked for it.
    if hasCommand, !isFailure { return 0 }
    return errors > 0 && errors == lines && lines <= mostLines ? 84 : 0
  }

  /// `kubectl-logs.txt`: what somebody called the log of a program holds what the program says.
  private static func isOfLogs(_ path: String) -> Bool {
    path.split(separator: "/").last?.contains("logs") == true
  }

  static func makeReader(for head: ArtifactHead, keeping interests: LogInterests) -> any ArtifactReader {
    LineReader(path: head.path, consumer: CommandErrorLines(path: head.path))
  }
}

/// What one line of a failed or empty command says.
enum CommandAnswer {
  /// The API refused it for want of rights.
  case forbidden
  /// There is nothing of the kind; no error.
  case empty
  /// It failed otherwise.
  case failed

  init?(_ line: LineBytes) {
    let text = line.trimmed
    if text.has("No resources found") || JournalMarker.isMarker(text) {
      self = .empty
    } else if text.has("Error from server (Forbidden)") || text.has("Error from server (Unauthorized)")
      || text.has("error: You must be logged in to the server")
      || text.index(of: " is forbidden: User ") != nil && !Self.isOfSource(text)
    {
      self = .forbidden
    } else if text.has("Error from server") || text.has("The connection to the server ")
      || text.has("Internal error occurred: ")
      || text.has("Unable to connect to the server") || text.has("error: ") || text.has("Error: ")
      || text.has("couldn't get current server API group list") || text.ends(with: "command not found")
      || text.ends(with: ": not found") && text.has("sh: ") || text.ends(with: "No such file or directory")
      || text.ends(with: "Permission denied")
      || text.has("ctr: ") || text.has("FATA[") || text.has("crictl: ")
      || text.has("Unit ") && text.ends(with: " could not be found.") || text.has("ssh: ") || text.has("curl: (")
      || text.has("No journal files were ") || text.has("Hint: You are currently not seeing messages from other users")
      || text.has("time=\"") && text.index(of: " level=fatal ") != nil && text.index(of: "runtime API") != nil
    {
      self = .failed
    } else if KlogHeader.read(text)?.severity == UInt8(ascii: "E"), text.index(of: "memcache.go:") != nil {
      // kubectl's own discovery errors come before the message.
      self = .failed
    } else {
      return nil
    }
  }
}

extension CommandAnswer {
  /// What a line says that is all that somebody kept: also an answer that another tool quotes.
  static func quoted(in line: LineBytes) -> CommandAnswer? {
    CommandAnswer(line) ?? (isRefusal(line.trimmed) ? .failed : nil)
  }

  /// Whether it holds the words with which the API server refuses an object, in the sentence of another tool:
  ///
  ///     Upgrade "shop" failed: cannot patch "web" with kind Ingress: admission webhook "…" denied the request: host …
  private static func isRefusal(_ text: LineBytes) -> Bool {
    guard
      text.index(of: "admission webhook \"") != nil && text.index(of: "denied the request") != nil
        || text.index(of: "failed calling webhook \"") != nil
        || text.index(of: " is forbidden: ") != nil && text.index(of: "xceeded quota: ") != nil
    else { return false }
    // A program's logger wrote it, or an Event holds it.
    return KlogHeader.read(text) == nil && !ProgramLine.begins(text) && !InnerLine.isLogfmt(text) && !isOfSource(text)
      && !text.has("{") && text.index(of: "FailedCreate") == nil && text.index(of: "Error creating: ") == nil
  }

  /// Whether a program's logger wrote it, with the line of its source: `reflector.go:201] … pods is forbidden: User …`.
  private static func isOfSource(_ text: LineBytes) -> Bool { text.index(of: ".go:") != nil }

  /// Whether only kubectl answers so; programs too say `Error: …` and `…: Permission denied`.
  static func isOfKubectl(_ line: LineBytes) -> Bool {
    let text = line.trimmed
    let starts: [StaticString] = [
      "Error from server", "Error: Error from server", "Internal error occurred: ", "The connection to the server ",
      "Unable to connect to the server", "error: ", "No resources found", "couldn't get current server API group list",
    ]
    return starts.contains { text.has($0) } || JournalMarker.isMarker(text)
      || text.ends(with: "command not found")
      || text.index(of: " is forbidden: User ") != nil && !isOfSource(text)
      || text.index(of: "memcache.go:") != nil
  }
}

/// Notes what a failed command printed.
struct CommandErrorLines: LineConsumer {
  private var facts: ArtifactFacts

  init(path: String) {
    facts = ArtifactFacts(path: path, format: CommandError.name)
  }

  mutating func take(_ line: TextLine) {
    guard let answer = CommandAnswer.quoted(in: line.bytes) else { return }
    let text = Evidence(path: facts.path, line: line.number, text: line.bytes.part(0, 2048).trimmed.text).text
    let note = Coverage.Note(path: facts.path, line: line.number, text: text)
    switch answer {
    case .forbidden: facts.forbidden.append(note)
    case .failed: facts.cut.append(note)
    case .empty:
      let list = EmptyList.list(line.bytes.trimmed, in: TableContext(path: facts.path), facts.path)
      if let list, !facts.lists.contains(list) { facts.lists.append(list) }
    }
  }

  mutating func finish(lineCount: Int) -> ArtifactFacts { facts }
}
