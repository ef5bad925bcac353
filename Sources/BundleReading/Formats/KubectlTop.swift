import Model

/// `kubectl top pods`, also with `-A` and `--containers`, and `kubectl top nodes`; several of them in one file.
enum KubectlTop: ArtifactFormat {
  static let name = "kubectl-top"
  static let what = "CPU and memory that nodes, pods or containers used."
  static let sources = ["kubectl top nodes", "kubectl top pods -A", "kubectl top pods --containers"]
  static let samples = [
    "NAME      CPU(cores)   CPU%   MEMORY(bytes)   MEMORY%\nworker-1  250m         6%     3100Mi          19%\n",
    "NAMESPACE   NAME       CPU(cores)   MEMORY(bytes)\nshop        web-0      2m           91Mi\n",
    "POD     NAME   CPU(cores)   MEMORY(bytes)\nweb-0   app    2m           80Mi\nweb-0   proxy  1m           11Mi\n",
    "NAME       CPU(cores)   CPU(%)      MEMORY(bytes)   MEMORY(%)\nworker-2   <unknown>    <unknown>   <unknown>       <unknown>\n",
  ]

  static func claim(_ head: ArtifactHead) -> Int {
    var result = 0
    head.withLines(atMost: 3) { line in
      if KubectlTopHeader(line) != nil { result = 86 }
    }
    return result
  }

  static func makeReader(for head: ArtifactHead, keeping interests: LogInterests) -> any ArtifactReader {
    LineReader(path: head.path, consumer: KubectlTopLines(path: head.path))
  }
}

/// The columns of a table of `kubectl top`.
struct KubectlTopHeader {
  /// Column names in order.
  var columns: [String]
  /// Whether its rows are nodes.
  var isOfNodes: Bool

  init?(_ line: LineBytes) {
    guard line.count < 256, line.index(of: "CPU(cores)") != nil, line.index(of: "MEMORY(bytes)") != nil else {
      return nil
    }
    let columns = line.text.split(whereSeparator: { $0 == " " || $0 == "\t" }).map(String.init)
    guard let first = columns.first, ["NAME", "NAMESPACE", "POD"].contains(first) else { return nil }
    self.columns = columns.map { $0 == "CPU(%)" ? "CPU%" : $0 == "MEMORY(%)" ? "MEMORY%" : $0 }
    isOfNodes = self.columns.contains("CPU%")
  }
}

/// Reads the rows of `kubectl top`.
struct KubectlTopLines: LineConsumer {
  private var facts: ArtifactFacts
  private var header: KubectlTopHeader?
  private let namespace: String

  init(path: String) {
    facts = ArtifactFacts(path: path, format: KubectlTop.name)
    namespace = ResourceNames.namespace(ofPath: path) ?? ""
  }

  mutating func take(_ line: TextLine) {
    if let found = KubectlTopHeader(line.bytes) {
      header = found
      return
    }
    guard let header else { return }
    let text = line.bytes.part(0, 2048).text
    let cells = text.split(whereSeparator: { $0 == " " || $0 == "\t" }).map(String.init)
    guard cells.count == header.columns.count else {
      // A comment, an error or another command ends the table.
      if !cells.isEmpty { self.header = nil }
      return
    }
    let row = Dictionary(zip(header.columns, cells), uniquingKeysWith: { first, _ in first })
    let cpu = row["CPU(cores)"].flatMap(Self.millicores)
    let memory = row["MEMORY(bytes)"].flatMap { Quantity.bytes(of: $0) }
    guard cpu != nil || memory != nil, let name = row["NAME"] else { return }
    let entity: EntityReference
    if header.isOfNodes {
      entity = EntityReference(kind: "Node", name: name)
    } else {
      let pod = row["POD"]
      entity = EntityReference(
        kind: "Pod", namespace: row["NAMESPACE"] ?? namespace, name: pod ?? name, container: pod == nil ? "" : name)
    }
    facts.usages.append(
      ResourceUsage(
        entity: entity, cpuMillicores: cpu, memoryBytes: memory, cpuPercent: row["CPU%"].flatMap(Self.percent),
        memoryPercent: row["MEMORY%"].flatMap(Self.percent),
        evidence: Evidence(path: facts.path, line: line.number, text: text, cut: line.isCut)))
  }

  mutating func finish(lineCount: Int) -> ArtifactFacts { facts }

  /// `250m`, `2`: thousandths of a core.
  static func millicores(_ text: String) -> Int64? {
    guard let cores = Quantity.value(of: text), cores >= 0, cores < 1e9 else { return nil }
    return Int64((cores * 1000).rounded())
  }

  private static func percent(_ text: String) -> Int? {
    text.hasSuffix("%") ? Int(text.dropLast()) : nil
  }
}
