import Model

/// `ctr -n k8s.io containers ls`: the containers that containerd held. Comment lines and other sections may stand around.
enum RuntimeContainerList: ArtifactFormat {
  static let name = "ctr-containers"
  static let samples = [
    """
    # ctr -n k8s.io containers ls
    CONTAINER                                                           IMAGE                           RUNTIME
    1cc6b5b27a3aa2a2975eb1ce7d65952a4b956b48c388dea13d7c3a18999efaa5    docker.io/library/busybox:1.35  io.containerd.runc.v2

    """,
    "CONTAINER    IMAGE    RUNTIME    \n",
  ]

  static func claim(_ head: ArtifactHead) -> Int {
    var result = 0
    head.withLines(atMost: 4) { line in
      if isHeader(line) { result = 82 }
    }
    return result
  }

  static func makeReader(for head: ArtifactHead, keeping interests: LogInterests) -> any ArtifactReader {
    LineReader(path: head.path, consumer: RuntimeContainerLines(path: head.path))
  }

  /// `CONTAINER   IMAGE   RUNTIME`; crictl's header has further columns.
  static func isHeader(_ line: LineBytes) -> Bool {
    guard line.has("CONTAINER ") else { return false }
    return line.part(0, 1024).text.split(separator: " ").map(String.init) == ["CONTAINER", "IMAGE", "RUNTIME"]
  }
}

/// Reads the rows of the listing up to the next section.
struct RuntimeContainerLines: LineConsumer {
  private let path: String
  private let node: String
  private var header: Evidence?
  private var containers: [String: Evidence] = [:]
  private var isInside = false

  init(path: String) {
    self.path = path
    node = PathHints.node(path)
  }

  mutating func take(_ line: TextLine) {
    if RuntimeContainerList.isHeader(line.bytes) {
      isInside = true
      if header == nil { header = evidence(line) }
      return
    }
    guard isInside, !line.bytes.trimmed.isEmpty else { return }
    let end = line.bytes.index(of: UInt8(ascii: " ")) ?? line.bytes.count
    let id = line.bytes.part(0, end)
    guard id.count == 64, id.allSatisfy({ $0.isDigit || (97...102).contains($0) }),
      !line.isCut || end < line.bytes.count
    else {
      // A row of another kind is a container that was made by hand; a comment or header begins another section.
      if line.bytes.has("#") || line.bytes.first.map({ (65...90).contains($0) }) == true { isInside = false }
      return
    }
    containers[id.text] = evidence(line)
  }

  mutating func finish(lineCount: Int) -> ArtifactFacts {
    var facts = ArtifactFacts(path: path, format: RuntimeContainerList.name)
    if let header { facts.runtimeListing = RuntimeListing(node: node, containers: containers, evidence: header) }
    return facts
  }

  private func evidence(_ line: TextLine) -> Evidence {
    Evidence(path: path, line: line.number, text: line.bytes.part(0, 2048).text.trimmingTrailingBlanks, cut: line.isCut)
  }
}

extension String {
  /// Without blanks at the end: tables are padded.
  fileprivate var trimmingTrailingBlanks: String {
    var copy = Substring(self)
    while copy.last == " " { copy.removeLast() }
    return String(copy)
  }
}
