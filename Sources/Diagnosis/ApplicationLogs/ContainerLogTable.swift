import Model

/// The logs of containers by pod and container name, and those that only say which workload wrote them.
struct ContainerLogTable: Sendable {
  private let byContainer: [String: [ContainerLog]]
  private let byWorkload: [String: [ContainerLog]]

  init(_ logs: [ContainerLog]) {
    let ofPods = logs.filter { $0.container.map { $0.kind == "Pod" } ?? true }
    byContainer = Dictionary(grouping: ofPods) { log in
      log.container.map { "\($0.namespace)/\($0.name)/\($0.container)" } ?? ""
    }
    byWorkload = Dictionary(grouping: logs.filter { $0.container.map { $0.kind != "Pod" } ?? false }) { log in
      log.container.map { $0.object.path } ?? ""
    }
  }

  /// The logs of a container that hold lines of it: first the one of the instance that ended last.
  func logs(of container: ContainerStatus, in pod: Pod) -> [ContainerLog] {
    let place = "\(pod.object.namespace)/\(pod.object.name)"
    var found = byContainer["\(place)/\(container.name)"] ?? []
    // `kubectl logs` without a container shows the default one.
    if pod.defaultContainer == container.name { found += byContainer["\(place)/"] ?? [] }
    let withLines = found.filter { $0.answer == nil && !$0.head.isEmpty }
    // A container that runs again has left its last words in the log of its previous instance.
    return withLines.filter { $0.isPrevious == container.isRunning }
      + withLines.filter { $0.isPrevious != container.isRunning }
  }

  /// Logs of which only the workload is known: which of its pods wrote a line, nobody can tell.
  func logs(ofWorkload workload: EntityReference) -> [ContainerLog] {
    byWorkload[workload.object.path] ?? []
  }
}

extension Pod {
  /// The container that `kubectl logs` shows where none is named: the annotated one, else the first.
  var defaultContainer: String? {
    let names = (object.value(at: "spec.containers")?.items ?? []).compactMap { $0["name"]?.string }
    for key in ["kubectl.kubernetes.io/default-container", "kubectl.kubernetes.io/default-logs-container"] {
      if let named = object.annotation(key), names.contains(named) { return named }
    }
    return names.first ?? (containerStatuses.count == 1 ? containerStatuses[0].name : nil)
  }
}

extension ContainerLog {
  /// The kept lines in written order, each once.
  var keptLines: [Line] { lines }
}
