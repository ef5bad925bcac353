import Model

/// What each artifact is and holds, sorted by path; `empty` are those that hold nothing.
func artifactDescriptions(
  _ facts: [ArtifactFacts], empty: [ArtifactDescription] = [], on clocks: ClockResolution, pods: ContainerLogPods
) -> [ArtifactDescription] {
  let read = facts.map { artifact in
    var description = ArtifactDescription(path: artifact.path, format: artifact.format, bytes: artifact.bytes)
    description.objects = objectCounts(artifact.objects)
    description.logs = logExtents(artifact, on: clocks)
    description.containerLogs = pods.completed(artifact.containerLogs).map { log in
      ArtifactDescription.LogOfContainer(
        container: log.container, isPrevious: log.isPrevious, lines: log.lineCount, answer: log.answer)
    }
    description.filesystems = artifact.filesystems.count
    description.inodeRows = artifact.inodes.count
    description.memories = artifact.memories.count
    description.runtimeContainers = artifact.runtimeListing?.containers?.count
    description.runtimeImages = artifact.runtimeListing?.images?.count
    description.units = artifact.units.count
    description.alerts = artifact.alerts.count
    description.usages = artifact.usages.count
    description.diskUsages = artifact.diskUsages.count
    description.captureTimes = artifact.captureTimes.compactMap { time in
      clocks.moment(time.reading, host: time.node, component: "", artifact: artifact.path)
    }.sorted()
    return description
  }
  return (read + empty).sorted { $0.path < $1.path }
}

private func objectCounts(_ objects: [KubernetesObject]) -> [ArtifactDescription.ObjectCount] {
  struct Key: Hashable {
    var kind: String
    var namespace: String
    var rendering: KubernetesObject.Rendering
  }
  var counts: [Key: Int] = [:]
  for object in objects {
    counts[Key(kind: object.kind, namespace: object.namespace, rendering: object.rendering), default: 0] += 1
  }
  return counts.map { key, count in
    ArtifactDescription.ObjectCount(kind: key.kind, namespace: key.namespace, rendering: key.rendering, count: count)
  }.sorted()
}

private func logExtents(_ artifact: ArtifactFacts, on clocks: ClockResolution) -> [ArtifactDescription.LogExtent] {
  var spans: [LogSource: Span?] = [:]
  for extent in artifact.log?.extents ?? [] {
    func moment(_ reading: ClockReading) -> Moment? {
      clocks.moment(reading, host: extent.host, component: extent.component, artifact: artifact.path)
    }
    let source = LogSource(
      node: clocks.names.node(host: extent.host, component: extent.component), component: extent.component)
    var span: Span?
    if let first = moment(extent.first), let last = moment(extent.last) { span = Span(first, last) }
    if case .some(.some(let known)) = spans[source] { span = span?.union(known) ?? known }
    spans.updateValue(span, forKey: source)
  }
  return spans.sorted { $0.key < $1.key }.map { ArtifactDescription.LogExtent(source: $0, span: $1) }
}
