import Model

/// What `kubectl top` asks for, from the rows of `kubectl top` that the bundle holds: `PodMetrics` and `NodeMetrics`.
struct MetricsObjects {
  static let pods = APIResource(
    group: "metrics.k8s.io", version: "v1beta1", kind: "PodMetrics", plural: "pods", shortNames: [],
    isNamespaced: true, isInAll: false)
  static let nodes = APIResource(
    group: "metrics.k8s.io", version: "v1beta1", kind: "NodeMetrics", plural: "nodes", shortNames: [],
    isNamespaced: false, isInAll: false)

  /// The objects of each resource, each pod and node once.
  let objects: [(resource: APIResource, members: [Value])]

  /// `captured` is the time of the measurement: the rows tell none.
  init(_ incident: Incident, captured: Instant) {
    let time = captured.rfc3339(.second)
    // Tables of metrics over a time are not what `top` shows.
    let usages = incident.usages.filter { $0.time == nil }
    let nodes = Self.firsts(usages.filter { $0.entity.kind == "Node" }) { $0.entity.name }
    let rows = Self.firsts(usages.filter { $0.entity.kind == "Pod" }) { row in
      "\(row.entity.namespace)/\(row.entity.name)/\(row.entity.container)"
    }
    let labels = Dictionary(
      incident.objects.lazy.filter { $0.kind == "Pod" }.map {
        ("\($0.namespace)/\($0.name)", $0.value(at: "metadata.labels"))
      },
      uniquingKeysWith: { first, _ in first })
    var pods: [(name: String, rows: [ResourceUsage])] = []
    for row in rows {
      let name = "\(row.entity.namespace)/\(row.entity.name)"
      if pods.last?.name == name { pods[pods.count - 1].rows.append(row) } else { pods.append((name, [row])) }
    }
    let podMetrics = pods.map { pod -> Value in
      // A bundle may hold both tables, of pods and of their containers.
      let containers = pod.rows.filter { !$0.entity.container.isEmpty }
      let shown = containers.isEmpty ? pod.rows : containers
      let entries = shown.map { row in
        Value.object(["name": .text(row.entity.container), "usage": Self.usage(row)])
      }
      let entity = pod.rows.first?.entity
      return Self.metrics(
        "PodMetrics", name: entity?.name ?? "", namespace: entity?.namespace, labels: labels[pod.name] ?? nil,
        time: time,
        rest: ("containers", .list(entries)))
    }
    let nodeMetrics = nodes.map { row in
      Self.metrics(
        "NodeMetrics", name: row.entity.name, namespace: nil, labels: nil, time: time, rest: ("usage", Self.usage(row)))
    }
    objects = [(Self.pods, podMetrics), (Self.nodes, nodeMetrics)].filter { !$0.1.isEmpty }
  }

  private static func firsts(_ rows: [ResourceUsage], by key: (ResourceUsage) -> String) -> [ResourceUsage] {
    var seen: Set<String> = []
    return rows.filter { seen.insert(key($0)).inserted }
  }

  private static func metrics(
    _ kind: String, name: String, namespace: String?, labels: Value?, time: String, rest: (key: String, value: Value)
  ) -> Value {
    let object = Value.object([
      "kind": .text(kind), "apiVersion": .text(pods.groupVersion),
      "metadata": .object([
        "name": .text(name), "namespace": namespace.map(Value.text), "labels": labels, "creationTimestamp": .text(time),
      ]), "timestamp": .text(time), "window": .text("0s"),
    ])
    return object.setting(rest.key, rest.value)
  }

  private static func usage(_ row: ResourceUsage) -> Value {
    .object([
      "cpu": .text("\(row.cpuMillicores ?? 0)m"), "memory": .text("\((row.memoryBytes ?? 0) / 1024)Ki"),
    ])
  }
}
