import Model

/// Tables of a container runtime: `crictl`, `docker`, `nerdctl`, `podman` and `ctr`, also several in one file.
enum RuntimeTable: ArtifactFormat {
  static let name = "runtime-table"
  static let what =
    "Containers, sandboxes and images that a node's runtime held. Ids may be cut to their first 12 or 13 digits."
  static let sources = [
    "crictl ps -a", "crictl pods", "crictl images", "docker ps -a", "docker images", "nerdctl ps -a",
    "ctr -n k8s.io containers ls", "ctr -n k8s.io tasks ls", "ctr -n k8s.io images ls",
  ]
  static let samples = [
    """
    CONTAINER           IMAGE               CREATED             STATE               NAME                ATTEMPT             POD ID              POD
    1cc6b5b27a3aa       9a2b8c7d6e5f4       2 hours ago         Exited              api                 3                   75a8c1d2e3f40       api-7c75c5f88c-x2x5j

    """,
    """
    POD ID              CREATED             STATE               NAME                NAMESPACE           ATTEMPT             RUNTIME
    75a8c1d2e3f40       2 hours ago         Ready               web-0               shop                0                   (default)

    """,
    """
    IMAGE                       TAG       IMAGE ID        SIZE
    docker.io/library/busybox   1.35      334e4a014c81b   1.24MB

    """,
    """
    CONTAINER ID   IMAGE          COMMAND       CREATED       STATUS                     PORTS     NAMES
    75a8c1d2e3f4   9a2b8c7d6e5f   "/bin/api"    2 hours ago   Exited (137) 1 hour ago              k8s_api_web-0_shop_0f8b3a52-6f0e-4a5c-9a55-7a1d2c3b4e5f_1

    """,
    """
    # ctr -n k8s.io containers ls
    CONTAINER                                                           IMAGE                           RUNTIME
    1cc6b5b27a3aa2a2975eb1ce7d65952a4b956b48c388dea13d7c3a18999efaa5    docker.io/library/busybox:1.35  io.containerd.runc.v2

    """,
    "CONTAINER    IMAGE    RUNTIME    \n",
    "REPOSITORY   TAG       IMAGE ID       CREATED        SIZE\nbusybox      1.35      334e4a014c81   2 years ago    1.24MB\n",
    """
    $ docker ps -a | grep web-0
    75a8c1d2e3f4   9a2b8c7d6e5f   "/bin/api"   2 hours ago   Exited (137) 1 hour ago   k8s_api_web-0_shop_0f8b3a52-6f0e-4a5c-9a55-7a1d2c3b4e5f_1

    """,
    "1cc6b5b27a3aa       9a2b8c7d6e5f4       2 hours ago         Exited              api                 3                   75a8c1d2e3f40       api-7c75c5f88c-x2x5j\n",
  ]

  static func claim(_ head: ArtifactHead) -> Int {
    var result = 0
    head.withLines(atMost: 4) { line in
      if RuntimeColumns(line) != nil { result = 82 }
    }
    return result > 0 ? result : isHeadless(head) ? 81 : 0
  }

  /// Whether most lines are rows, beside those that name commands.
  private static func isHeadless(_ head: ArtifactHead) -> Bool {
    var lines = 0
    var rows = 0
    head.withLines(atMost: 20) { line in
      if ShellCommand.command(in: line) != nil || line.has("# ") { return }
      lines += 1
      if RuntimeRow.isHeadless(line) { rows += 1 }
    }
    return rows > 0 && rows * 3 > lines * 2
  }

  static func makeReader(for head: ArtifactHead, keeping interests: LogInterests) -> any ArtifactReader {
    LineReader(path: head.path, consumer: RuntimeTableLines(path: head.path))
  }
}

/// Reads the rows of a runtime's tables.
struct RuntimeTableLines: LineConsumer {
  private let path: String
  private var gathered: RuntimeGathering
  private var columns: RuntimeColumns?

  init(path: String) {
    self.path = path
    gathered = RuntimeGathering(node: PathHints.node(path))
  }

  mutating func take(_ line: TextLine) {
    let bytes = line.bytes
    if bytes.trimmed.isEmpty { return }
    if let found = RuntimeColumns(bytes) {
      columns = found
      gathered.begin(found.kind, evidence(line))
      return
    }
    guard let columns else {
      if let row = RuntimeRow(headless: TableText(bytes.part(0, 4096)), evidence: evidence(line)) {
        gathered.begin(row.kind, evidence(line))
        row.container.map { gathered.add($0) }
      }
      return
    }
    // A cut row still names its container where more than the id is left.
    let row = RuntimeRow(TableText(bytes), of: columns, evidence: evidence(line))
    guard let row, !line.isCut || row.cells.count > 1 else {
      // A row of another kind is a container that was made by hand; a comment or header begins another section.
      if bytes.has("#") || bytes.has("$ ") || CommandAnswer(bytes) != nil { self.columns = nil }
      return
    }
    switch columns.kind {
    case .containers, .sandboxes: row.container.map { gathered.add($0) }
    case .tasks: row.container.map { gathered.addTask($0) }
    case .images: row.image.map { gathered.add($0) }
    }
  }

  mutating func finish(lineCount: Int) -> ArtifactFacts {
    var facts = ArtifactFacts(path: path, format: RuntimeTable.name)
    facts.runtimeListing = gathered.listing
    return facts
  }

  private func evidence(_ line: TextLine) -> Evidence {
    let text = TableText(line.bytes.part(0, 2048))
    return Evidence(
      path: path, line: line.number, text: text.text(0..<text.characters.count), cut: line.isCut)
  }
}

/// What the tables or documents of one artifact tell of a runtime.
struct RuntimeGathering {
  /// What a table lists.
  enum Kind: Equatable {
    case containers, sandboxes, tasks, images
  }

  private let node: String
  private var header: Evidence?
  private var containers: [String: RuntimeContainer]?
  private var images: [RuntimeImage]?

  /// Most containers and most images kept of one artifact.
  private static let most = 100_000

  init(node: String) {
    self.node = node
  }

  /// A table begins: what it lists is known, be it nothing.
  mutating func begin(_ kind: Kind, _ evidence: Evidence) {
    if header == nil { header = evidence }
    switch kind {
    case .containers, .sandboxes: containers = containers ?? [:]
    case .images: images = images ?? []
    case .tasks: break
    }
  }

  /// A container or sandbox; what another table told of it already stays.
  mutating func add(_ container: RuntimeContainer) {
    guard (containers?.count ?? 0) < Self.most else { return }
    if containers?[container.id] == nil { containers?[container.id] = container }
  }

  /// A row of `ctr tasks ls`, which tells the state of a container listed before.
  mutating func addTask(_ task: RuntimeContainer) {
    guard let state = task.state else { return }
    containers?[task.id]?.state = state
  }

  mutating func add(_ image: RuntimeImage) {
    if (images?.count ?? 0) < Self.most { images?.append(image) }
  }

  /// The listing; nil where there was no table.
  var listing: RuntimeListing? {
    header.map { header in
      RuntimeListing(
        node: node, containers: containers.map { $0.values.map(withPod).sorted { $0.id < $1.id } },
        images: images, evidence: header)
    }
  }

  /// A container with the pod of its sandbox, where another table names that: old versions of `crictl ps` do not.
  private func withPod(_ container: RuntimeContainer) -> RuntimeContainer {
    guard container.container?.name.isEmpty ?? true, ContainerID.isWritten(container.sandboxID),
      let pod = containers?[container.sandboxID]?.container, !pod.name.isEmpty
    else { return container }
    var complete = container
    complete.container = EntityReference(
      kind: "Pod", namespace: pod.namespace, name: pod.name, container: container.container?.container ?? "",
      uid: pod.uid)
    return complete
  }
}
