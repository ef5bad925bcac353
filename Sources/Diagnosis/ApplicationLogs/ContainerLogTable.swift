import Model

/// The logs of containers by pod and container name.
struct ContainerLogTable: Sendable {
  private let byContainer: [String: [ContainerLog]]

  init(_ logs: [ContainerLog]) {
    byContainer = Dictionary(grouping: logs) { log in
      log.container.map { "\($0.namespace)/\($0.name)/\($0.container)" } ?? ""
    }
  }

  /// The logs of a container that hold lines of it: first the one of the instance that ended last.
  func logs(of container: ContainerStatus, in pod: Pod) -> [ContainerLog] {
    let place = "\(pod.object.namespace)/\(pod.object.name)"
    var found = byContainer["\(place)/\(container.name)"] ?? []
    // A log that names only the pod is that of its only container.
    if pod.containerStatuses.count == 1 { found += byContainer["\(place)/"] ?? [] }
    let withLines = found.filter { $0.answer == nil && !$0.head.isEmpty }
    // A container that runs again has left its last words in the log of its previous instance.
    return withLines.filter { $0.isPrevious == container.isRunning }
      + withLines.filter { $0.isPrevious != container.isRunning }
  }
}

extension ContainerLog {
  /// The kept lines in written order, each once.
  var keptLines: [Line] { head + tail }
}
