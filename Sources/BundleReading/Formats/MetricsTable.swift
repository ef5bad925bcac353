import Model

/// Metrics as a table with commas or tabs: a row a container, pod or node with its CPU and memory. Of tables with other
/// columns, e.g. a column a service, only the kind is known: their units are not.
enum MetricsTable: ArtifactFormat {
  static let name = "metrics-table"
  static let what = "CPU and memory by container, pod or node. Tables with other columns are recognized and not read."
  static let sources = ["exports of Prometheus or Grafana as CSV"]
  static let samples = [
    "timestamp,namespace,pod,container,cpu_cores,memory_bytes\n2026-11-21T04:01:20Z,shop,web-0,app,0.25,83886080\n",
    "node,cpu_millicores,memory_bytes\nworker-1,250,3250585600\n",
    "time,web-cpu,web-mem,api-cpu,api-mem\n2026-11-21 04:01:20,0.04,83353600.0,0.016,44843008.0\n",
  ]

  static func claim(_ head: ArtifactHead) -> Int {
    var columns: [String] = []
    var lines = 0
    var isRegular = true
    head.withLines(atMost: 3) { line in
      lines += 1
      guard isRegular, let cells = MetricsHeader.cells(line) else {
        isRegular = false
        return
      }
      if columns.isEmpty { columns = cells } else if cells.count != columns.count { isRegular = false }
    }
    guard isRegular, lines > 0, columns.count >= 3 else { return 0 }
    let names = columns.map { $0.lowercased() }
    let hasCPU = names.contains { $0.contains("cpu") }
    let hasMemory = names.contains { $0.contains("mem") }
    return hasCPU && hasMemory ? 60 : 0
  }

  static func makeReader(for head: ArtifactHead, keeping interests: LogInterests) -> any ArtifactReader {
    LineReader(path: head.path, consumer: MetricsLines(path: head.path))
  }
}

/// Which columns of a table of metrics hold what.
struct MetricsHeader {
  var count: Int
  var time: Int?
  var namespace: Int?
  var pod: Int?
  var container: Int?
  var node: Int?
  /// The column and how many thousandths of a core its unit is.
  var cpu: (column: Int, factor: Double)?
  var memory: Int?

  /// The header in a line; nil where nothing says what the rows are or in which unit they count.
  init?(_ line: LineBytes) {
    guard let cells = Self.cells(line) else { return nil }
    count = cells.count
    for (column, cell) in cells.enumerated() {
      switch cell.lowercased() {
      case "time", "timestamp", "date", "datetime": time = column
      case "namespace": namespace = column
      case "pod", "pod_name", "podname": pod = column
      case "container", "container_name": container = column
      case "node", "node_name", "nodename", "instance": node = column
      case "cpu_cores", "cpu(cores)", "cpu_usage_cores": cpu = (column, 1000)
      case "cpu_millicores", "cpu_m", "cpu(m)", "cpu_usage_millicores": cpu = (column, 1)
      case "memory_bytes", "memory(bytes)", "mem_bytes", "memory_working_set_bytes", "memory_usage_bytes":
        memory = column
      default: continue
      }
    }
    guard pod != nil || node != nil, cpu != nil || memory != nil else { return nil }
  }

  /// The cells of a row; nil where a line is none.
  static func cells(_ line: LineBytes) -> [String]? {
    let bytes = line.part(0, 64 * 1024)
    let hasTabs = bytes.contains(UInt8(ascii: "\t"))
    guard hasTabs || bytes.contains(UInt8(ascii: ",")) else { return nil }
    let text = bytes.text
    let separator: Character = hasTabs ? "\t" : ","
    let cells = text.split(separator: separator, omittingEmptySubsequences: false).map { cell in
      String(cell.drop { $0 == " " || $0 == "\"" }.prefix { $0 != "\"" })
    }
    // Sentences have commas, too, but long cells.
    return cells.count >= 3 && cells.allSatisfy { $0.utf8.count <= 128 } ? cells : nil
  }
}

/// Reads the rows of a table of metrics.
struct MetricsLines: LineConsumer {
  private var facts: ArtifactFacts
  private var header: MetricsHeader?
  private var isFirst = true

  /// Most rows kept of one artifact.
  private static let mostRows = 100_000

  init(path: String) {
    facts = ArtifactFacts(path: path, format: MetricsTable.name)
  }

  mutating func take(_ line: TextLine) {
    if isFirst {
      isFirst = false
      header = MetricsHeader(line.bytes)
      return
    }
    guard let header, facts.usages.count < Self.mostRows, let cells = MetricsHeader.cells(line.bytes),
      cells.count == header.count
    else { return }
    let entity: EntityReference
    if let pod = header.pod, !cells[pod].isEmpty {
      entity = EntityReference(
        kind: "Pod", namespace: header.namespace.map { cells[$0] } ?? "", name: cells[pod],
        container: header.container.map { cells[$0] } ?? "")
    } else if let node = header.node, !cells[node].isEmpty {
      entity = EntityReference(kind: "Node", name: cells[node])
    } else {
      return
    }
    let cpu = header.cpu.flatMap { cpu in Double(cells[cpu.column]).map { $0 * cpu.factor } }
    let memory = header.memory.flatMap { Double(cells[$0]) }
    let time = header.time.flatMap { Moment(rfc3339: cells[$0]) }
    facts.usages.append(
      ResourceUsage(
        entity: entity, cpuMillicores: cpu.flatMap(Self.whole), memoryBytes: memory.flatMap(Self.whole), time: time,
        evidence: Evidence(
          path: facts.path, line: line.number, text: line.bytes.part(0, 2048).text, time: time, cut: line.isCut)))
  }

  mutating func finish(lineCount: Int) -> ArtifactFacts { facts }

  private static func whole(_ number: Double) -> Int64? {
    number.isFinite && number >= 0 && number < 9e18 ? Int64(number.rounded()) : nil
  }
}
