import Model

/// The header of a table of a container runtime.
///
///     CONTAINER ID   IMAGE     COMMAND   CREATED       STATUS      PORTS     NAMES
struct RuntimeColumns: Equatable {
  let kind: RuntimeGathering.Kind
  private(set) var titles: [String] = []
  /// The offset at which each column begins, in characters.
  private(set) var starts: [Int] = []
  /// Whether the blanks between columns were folded, so that offsets tell nothing.
  private(set) var isFolded = true

  private static let words: Set<String> = [
    "CONTAINER", "POD", "IMAGE", "CREATED", "STATE", "STATUS", "NAME", "NAMES", "ATTEMPT", "NAMESPACE", "RUNTIME",
    "TAG", "DIGEST", "SIZE", "COMMAND", "PORTS", "REPOSITORY", "PLATFORM", "PLATFORMS", "LABELS", "REF", "TYPE", "TASK",
    "PID", "PINNED", "MOUNTS", "NETWORKS",
  ]
  private static let longTitles: Set<String> = ["CONTAINER ID", "POD ID", "IMAGE ID", "BLOB SIZE"]

  init?(_ line: LineBytes) {
    guard let first = line.first, (65...90).contains(first), line.count < 2048 else { return nil }
    let text = TableText(line)
    var end = 0
    for word in text.words {
      let title = text.text(word)
      if let last = titles.last, word.lowerBound == end + 1, Self.longTitles.contains("\(last) \(title)") {
        titles[titles.count - 1] = "\(last) \(title)"
      } else {
        guard Self.words.contains(title) || title == "BLOB" else { return nil }
        if !titles.isEmpty, word.lowerBound > end + 1 { isFolded = false }
        titles.append(title)
        starts.append(word.lowerBound)
      }
      end = word.upperBound
    }
    guard let kind = Self.kind(titles), Set(titles).count == titles.count else { return nil }
    self.kind = kind
  }

  private static func kind(_ titles: [String]) -> RuntimeGathering.Kind? {
    func has(_ wanted: String...) -> Bool { wanted.allSatisfy(titles.contains) }
    switch titles.first {
    case "CONTAINER", "CONTAINER ID":
      return has("IMAGE", "RUNTIME") || has("IMAGE", "STATE", "NAME") || has("IMAGE", "STATUS", "NAMES")
        ? .containers : nil
    case "POD ID": return has("STATE", "NAME") ? .sandboxes : nil
    case "TASK": return has("PID", "STATUS") ? .tasks : nil
    case "IMAGE", "REPOSITORY": return has("TAG", "IMAGE ID", "SIZE") ? .images : nil
    case "REF": return has("DIGEST", "SIZE") ? .images : nil
    default: return nil
    }
  }
}

/// A row of a runtime's table, its cells by title.
struct RuntimeRow {
  let cells: [String: String]
  let kind: RuntimeGathering.Kind
  private let id: String
  private let evidence: Evidence

  /// Reads a row; nil for a line that holds no id where one must stand.
  init?(_ text: TableText, of columns: RuntimeColumns, evidence: Evidence) {
    cells = Self.cells(text, columns)
    kind = columns.kind
    self.evidence = evidence
    let title = kind == .images ? columns.titles.first { $0 == "IMAGE ID" || $0 == "DIGEST" } : columns.titles.first
    guard let title, let cell = cells[title] else { return nil }
    id = cell.hasPrefix("sha256:") ? String(cell.dropFirst(7)) : cell
    guard ContainerID.isWritten(id) else { return nil }
  }

  /// A row whose cells are known.
  init(cells: [String: String], kind: RuntimeGathering.Kind, id: String, evidence: Evidence) {
    (self.cells, self.kind, self.id, self.evidence) = (cells, kind, id, evidence)
  }

  /// By offset where the row keeps to the header's columns; else by the gaps, or nothing but the first word.
  private static func cells(_ text: TableText, _ columns: RuntimeColumns) -> [String: String] {
    var parts: [String] = []
    let starts = columns.starts
    let keeps = starts.dropFirst().allSatisfy { start in
      start >= text.characters.count || text.characters[start - 1] == " "
    }
    if !columns.isFolded, keeps {
      parts = starts.indices.map { place in
        let end = place + 1 < starts.count ? starts[place + 1] : text.characters.count
        return starts[place] < text.characters.count ? text.text(starts[place]..<max(starts[place], end)) : ""
      }
    } else if text.cells.count == columns.titles.count {
      parts = text.cells.map(text.text)
    } else if text.words.count == columns.titles.count {
      parts = text.words.map(text.text)
    } else if let first = text.words.first {
      parts = [text.text(first)]
    }
    return Dictionary(
      zip(columns.titles, parts).filter { !$0.1.isEmpty && $0.1 != "<none>" }, uniquingKeysWith: { first, _ in first })
  }

  /// The container or sandbox of the row.
  var container: RuntimeContainer? {
    var result = RuntimeContainer(id: id, evidence: evidence)
    result.image = cells["IMAGE"] ?? ""
    if kind == .sandboxes { result.isSandbox = true } else if cells["POD ID"] != nil { result.isSandbox = false }
    result.attempt = cells["ATTEMPT"].flatMap { Int($0) }
    result.sandboxID = cells["POD ID"].flatMap { kind == .sandboxes ? nil : $0 } ?? ""
    let status = cells["STATE"] ?? cells["STATUS"]
    result.state = status.flatMap(Self.state)
    result.exitCode = status.flatMap(Self.exitCode)
    if kind == .sandboxes, let name = cells["NAME"] {
      result.container = EntityReference(kind: "Pod", namespace: cells["NAMESPACE"] ?? "", name: name)
    } else if let pod = cells["POD"] {
      result.container = EntityReference(
        kind: "Pod", namespace: cells["NAMESPACE"] ?? "", name: pod, container: cells["NAME"] ?? "")
    } else if let names = cells["NAMES"] {
      RuntimeName(names)?.complete(&result)
    } else if let name = cells["NAME"] {
      result.container = EntityReference(kind: "Pod", name: "", container: name)
    }
    return result
  }

  /// The image of the row.
  var image: RuntimeImage? {
    let repository = cells["REF"] ?? cells["REPOSITORY"] ?? cells["IMAGE"] ?? ""
    let tag = cells["TAG"].map { ":\($0)" } ?? ""
    let isTagged = cells["REF"] != nil || !tag.isEmpty
    return RuntimeImage(
      name: isTagged ? repository + tag : "", id: id, bytes: cells["SIZE"].flatMap { TextSize.decimal($0) },
      evidence: evidence)
  }

  /// `Running`, `Up 2 hours`, `Exited (137) 1 hour ago`, `CONTAINER_EXITED`, `SANDBOX_NOTREADY`, `STOPPED`.
  static func state(_ text: String) -> RuntimeContainer.State? {
    let word = text.prefix { $0 != " " }.uppercased()
    switch word.split(separator: "_").last.map(String.init) ?? "" {
    case "RUNNING", "READY", "UP", "PAUSED", "RESTARTING": return .running
    case "EXITED", "NOTREADY", "STOPPED", "DEAD": return .exited
    case "CREATED": return .created
    case "UNKNOWN": return .unknown
    default: return nil
    }
  }

  /// 137 of `Exited (137) 1 hour ago`.
  static func exitCode(_ text: String) -> Int? {
    guard text.hasPrefix("Exited ("), let end = text.firstIndex(of: ")") else { return nil }
    return Int(text[..<end].dropFirst(8))
  }
}

/// Names that runtimes without pods give to the containers of pods:
/// `k8s_<container>_<pod>_<namespace>_<uid>_<attempt>` of dockershim, `k8s://<namespace>/<pod>/<container>` of nerdctl.
struct RuntimeName {
  private var pod: EntityReference
  private var isSandbox: Bool
  private var attempt: Int?

  init?(_ names: String) {
    let name = names.prefix { $0 != "," }
    if name.hasPrefix("k8s://") {
      let parts = name.dropFirst(6).split(separator: "/").map(String.init)
      guard (2...3).contains(parts.count) else { return nil }
      isSandbox = parts.count == 2
      pod = EntityReference(
        kind: "Pod", namespace: parts[0], name: parts[1], container: isSandbox ? "" : parts[2])
      return
    }
    let parts = name.split(separator: "_", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 6, parts[0].hasSuffix("k8s"), !parts[2].isEmpty else { return nil }
    isSandbox = parts[1] == "POD"
    pod = EntityReference(
      kind: "Pod", namespace: parts[3], name: parts[2], container: isSandbox ? "" : parts[1], uid: parts[4])
    attempt = Int(parts[5])
  }

  /// Tells a container whose it is.
  func complete(_ container: inout RuntimeContainer) {
    container.container = pod
    container.isSandbox = isSandbox
    container.attempt = container.attempt ?? attempt
    if isSandbox { container.image = "" }
  }
}
