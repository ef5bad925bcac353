import Model

/// Words for what an artifact holds: `12 Pods of namespace shop`, `log of kubelet on worker-1, 2026-11-21 …`.
struct ArtifactContents {
  private let style: Style
  private let lists: [String: [Coverage.List]]
  private let notes: [String: String]

  /// Kinds, namespaces and components that one artifact names, at most.
  private static let listed = 6

  init(_ incident: Incident, style: Style) {
    self.style = style
    lists = Dictionary(grouping: incident.coverage.lists, by: \.artifact)
    var notes: [String: String] = [:]
    for note in incident.coverage.forbidden where notes[note.path] == nil { notes[note.path] = note.text }
    self.notes = notes
  }

  /// One sentence without a period.
  func sentence(_ artifact: ArtifactDescription) -> String {
    if artifact.format == ArtifactDescription.empty {
      return "empty: there was nothing, or the command failed and its message went elsewhere"
    }
    var parts = objects(artifact.objects) + logs(artifact.logs)
    parts += containerLogs(artifact.containerLogs)
    for (count, noun) in [
      (artifact.filesystems, "filesystem"), (artifact.inodeRows, "inode table row"), (artifact.units, "systemd unit"),
      (artifact.alerts, "alert"), (artifact.usages, "row"), (artifact.diskUsages, "folder"),
    ] where count > 0 {
      parts.append(counted(count, noun) + (noun == "row" ? " of CPU and memory used" : ""))
    }
    if artifact.memories > 0 { parts.append("memory of a node") }
    if let count = artifact.runtimeContainers { parts.append(counted(count, "container") + " of a node's runtime") }
    if let count = artifact.runtimeImages { parts.append(counted(count, "image") + " of a node's runtime") }
    if let time = artifact.captureTimes.first, artifact.objects.isEmpty {
      parts.append("taken \(Span(time).text(style))")
    }
    if let refusal = notes[artifact.path] { parts.append("refused: \(refusal)") }
    if parts.isEmpty { parts = (lists[artifact.path] ?? []).map(emptyList) }
    if parts.isEmpty {
      parts = [artifact.format == "command-error" ? "a message in place of data" : "recognized, not read further"]
    }
    return parts.joined(separator: "; ")
  }

  private func objects(_ counts: [ArtifactDescription.ObjectCount]) -> [String] {
    let groups = Dictionary(grouping: counts) { "\($0.kind) \($0.rendering == .manifest)" }
    let sorted = groups.sorted { $0.key < $1.key }.map(\.value)
    var parts = sorted.prefix(Self.listed).compactMap { group -> String? in
      guard let first = group.first else { return nil }
      let count = group.reduce(0) { $0 + $1.count }
      let namespaces = Set(group.map(\.namespace)).filter { !$0.isEmpty }.sorted()
      let owner =
        switch namespaces.count {
        case 0: ""
        case 1: " of namespace \(namespaces[0])"
        default: " of \(namespaces.count) namespaces"
        }
      let wish = first.rendering == .manifest ? " as somebody applied \(count == 1 ? "it" : "them")" : ""
      return "\(count) \(count == 1 ? first.kind : plural(first.kind))\(owner)\(wish)"
    }
    if sorted.count > Self.listed { parts.append("\(sorted.count - Self.listed) more kinds") }
    return parts
  }

  private func logs(_ logs: [ArtifactDescription.LogExtent]) -> [String] {
    var parts = logs.prefix(Self.listed).map { log in
      let component = log.source.component.isEmpty ? "an unknown component" : log.source.component
      let node = log.source.node.isEmpty ? "" : " on \(log.source.node)"
      return "log of \(component)\(node), \(log.span.map { $0.text(style) } ?? "no times")"
    }
    if logs.count > Self.listed { parts.append("\(logs.count - Self.listed) more components") }
    return parts
  }

  private func containerLogs(_ logs: [ArtifactDescription.LogOfContainer]) -> [String] {
    guard logs.count > Self.listed else { return logs.map(containerLog) }
    let read = logs.filter { $0.answer == nil }
    var parts: [String] = []
    if !read.isEmpty {
      let lines = read.reduce(0) { $0 + $1.lines }
      parts.append("logs of \(counted(read.count, "container")), \(counted(lines, "line"))")
    }
    let answers = Dictionary(grouping: logs.compactMap { $0.answer.map(words) }) { $0 }
    for (text, copies) in answers.sorted(by: { ($1.value.count, $0.key) < ($0.value.count, $1.key) }) {
      parts.append("in place of the logs of \(counted(copies.count, "container")): \(text)")
    }
    return parts
  }

  private func containerLog(_ log: ArtifactDescription.LogOfContainer) -> String {
    let whose = log.container?.path ?? "an unknown container"
    let instance = log.isPrevious ? " (previous instance)" : ""
    guard let answer = log.answer else { return "log of \(whose)\(instance), \(counted(log.lines, "line"))" }
    return "in place of the log of \(whose)\(instance): \(words(answer))"
  }

  private func words(_ answer: LogAnswer) -> String {
    switch answer {
    case .unableToRetrieve: "unable to retrieve container logs"
    case .waitingToStart(let reason): "waiting to start: \(reason)"
    case .previousNotFound: "there is no previous instance"
    case .notAvailable: "the container is not available"
    case .podNotFound: "the pod was not found"
    case .kubeletUnreachable(let error): "the kubelet could not be reached: \(error)"
    case .other(let message): message
    }
  }

  private func emptyList(_ list: Coverage.List) -> String {
    let kind = list.kind.isEmpty ? "objects" : plural(list.kind)
    let namespace = list.namespace.isEmpty ? "" : " of namespace \(list.namespace)"
    return (list.isComplete ? "an empty list of \(kind)" : "an incomplete list of \(kind)") + namespace
  }
}

/// `Pods`, `Ingresses`, `NetworkPolicies`, `Endpoints`.
func plural(_ kind: String) -> String {
  if kind.hasSuffix("points") || kind.hasSuffix("Metrics") { return kind }
  if kind.hasSuffix("s") || kind.hasSuffix("x") { return kind + "es" }
  if kind.hasSuffix("y"), let before = kind.dropLast().last, !"aeiou".contains(before) {
    return String(kind.dropLast()) + "ies"
  }
  return kind + "s"
}
