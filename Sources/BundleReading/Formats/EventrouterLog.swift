import Model

/// Events as Eventrouter writes them to its log, one change a line.
enum EventrouterLog: ArtifactFormat {
  static let name = "eventrouter"
  static let what =
    "Events of the API, as Eventrouter logs each new and each changed one: they outlive the API's own hour."
  static let sources = ["Eventrouter (stdout and glog sinks)"]
  static let samples = [
    #"""
    {"verb":"ADDED","event":{"metadata":{"name":"web-0.17a1","namespace":"shop","uid":"6a1d","creationTimestamp":"2026-11-21T04:01:20Z"},"involvedObject":{"kind":"Pod","namespace":"shop","name":"web-0","uid":"0f8b"},"reason":"BackOff","message":"Back-off restarting failed container","source":{"component":"kubelet","host":"worker-1"},"firstTimestamp":"2026-11-21T04:01:20Z","lastTimestamp":"2026-11-21T04:01:20Z","count":1,"type":"Warning"}}

    """#,
    #"""
    I1121 04:01:20.042845       1 glogsink.go:42] {"verb":"UPDATED","event":{"metadata":{"name":"a.1","namespace":"shop","uid":"6b"},"involvedObject":{"kind":"Node","name":"worker-1"},"reason":"NodeNotReady","message":"Node worker-1 status is now: NodeNotReady","lastTimestamp":"2026-11-21T04:01:20Z","type":"Normal"},"old_event":{}}

    """#,
  ]

  static func claim(_ head: ArtifactHead) -> Int {
    let (share, count) = head.share { start(of: $0) != nil }
    return count > 0 && share > 0.4 ? 94 : 0
  }

  static func makeReader(for head: ArtifactHead, keeping interests: LogInterests) -> any ArtifactReader {
    LineReader(path: head.path, consumer: EventrouterLines(path: head.path, keeping: interests))
  }

  /// Where the document begins, behind a header of klog or a time; nil where there is none.
  static func start(of line: LineBytes) -> Int? {
    guard let start = line.part(0, 160).index(of: "{\"verb\":\""),
      line.part(start, start + 64).index(of: ",\"event\":{") != nil
    else { return nil }
    return start
  }
}

/// Reads the Events; as a container's log it is one as well.
struct EventrouterLines: LineConsumer {
  private var facts: ArtifactFacts
  private var indexOfUID: [String: Int] = [:]
  private var container: ContainerLogLines?
  private var broken = 0
  private var leftOut = 0

  /// Most Events kept of one artifact; changes of one count once.
  private static let mostEvents = 500_000
  /// Most lines that are named in notes one by one.
  private static let mostNotes = 3

  init(path: String, keeping interests: LogInterests) {
    facts = ArtifactFacts(path: path, format: EventrouterLog.name)
    if ContainerPath(path)?.isCertain == true {
      container = ContainerLogLines(path: path, format: EventrouterLog.name, keeping: interests)
    }
  }

  mutating func take(_ line: TextLine) {
    container?.take(line)
    guard let start = EventrouterLog.start(of: line.bytes) else { return }
    guard !line.isCut, let object = Self.event(line.bytes.part(from: start), line.number, facts.path) else {
      broken += 1
      if broken <= Self.mostNotes {
        facts.cut.append(Coverage.Note(path: facts.path, line: line.number, text: "no whole Event in this line"))
      }
      return
    }
    if let known = indexOfUID[object.uid], !object.uid.isEmpty {
      // The newest change has the highest count and the last time.
      facts.objects[known] = object
    } else if facts.objects.count < Self.mostEvents {
      if !object.uid.isEmpty { indexOfUID[object.uid] = facts.objects.count }
      facts.objects.append(object)
    } else {
      leftOut += 1
    }
  }

  mutating func finish(lineCount: Int) -> ArtifactFacts {
    if let log = container?.finish(lineCount: lineCount) {
      facts.containerLogs = log.containerLogs
      facts.forbidden = log.forbidden
      container = nil
    }
    if broken > Self.mostNotes {
      facts.cut.append(
        Coverage.Note(path: facts.path, text: "\(broken - Self.mostNotes) more lines without a whole Event"))
    }
    if leftOut > 0 {
      facts.limits.append(
        Coverage.Note(path: facts.path, text: "\(leftOut) Events are left out: at most \(Self.mostEvents) are kept"))
    }
    return facts
  }

  /// The Event of a line as the API would list it.
  private static func event(_ bytes: LineBytes, _ number: Int, _ path: String) -> KubernetesObject? {
    let artifact = JSONDocument.read(bytes, isCut: false)
    guard artifact.cut.isEmpty, let document = artifact.documents.first, document.isComplete,
      case .mapping(var members)? = document.root["event"]?.content
    else { return nil }
    func add(_ key: String, _ text: String) {
      guard !members.contains(where: { $0.key == key }) else { return }
      members.append(Value.Member(key: key, value: Value(.scalar(text, isText: true), line: 1)))
    }
    add("apiVersion", "v1")
    add("kind", "Event")
    return KubernetesObject(Value(.mapping(members), line: 1).moved(to: number), artifact: path)
  }
}

extension Value {
  /// The same with all its parts at one line: a document that is a line of an artifact.
  fileprivate func moved(to line: Int) -> Value {
    switch content {
    case .null, .scalar: Value(content, line: line)
    case .sequence(let items): Value(.sequence(items.map { $0.moved(to: line) }), line: line)
    case .mapping(let members):
      Value(.mapping(members.map { Value.Member(key: $0.key, value: $0.value.moved(to: line)) }), line: line)
    }
  }
}
