import Model

/// A program's log without its pod: somebody kept the log alone, because it ends with what went wrong.
enum LoneLog {
  /// Later lines than these are what a program says on its way out.
  private static let lastLines = 5
  /// Errors that speak for themselves, without a look at any object.
  private static let selfContained: [LoggedError.Shape] = [
    .addressInUse, .authentication, .foreignArchitecture, .heapExhausted, .programAbsent, .immutableField,
    .nodeFilesExhausted, .permissionDenied,
    .readOnlyFilesystem,
    .removedAPI,
  ]
  /// What the runtimes of languages, and the supervisors within containers, say when a program ends.
  private static let lastWords = [
    "panic:", "fatal error:", "exception in thread \"main\"", "traceback (most recent", "thread 'main' panicked",
    "terminate called after throwing", "kernel pid terminated", "unhandled exception. ",
    // Node prints its version below what ended it; npm tells of its script.
    "node.js v", "npm err! exit status", "npm err! code elifecycle", "npm err! missing script", "npm error code ",
    "error: cannot find module '",
    "(loaderror)", "bundler: failed to load command", "php fatal error:", "worker failed to boot",
    "could not find or load main class", "unable to access jarfile", "error occurred during initialization of vm",
    "application failed to start", "application run failed", "bootstrap checks failed", "unsatisfiedlinkerror",
    "entered fatal state, too many start retries", "error while loading shared libraries",
  ]

  /// What such logs end with, in a bundle that has neither pods nor Events.
  static func failures(
    in incident: Incident, _ table: ContainerLogTable, _ directory: ServiceDirectory, _ objects: ConfigurationObjects
  ) -> [ApplicationFailure] {
    guard incident.index.pods.isEmpty, incident.events.allSatisfy(saysNothing),
      !incident.coverage.lists.contains(where: { $0.kind == "Pod" })
    else { return [] }
    // A log that only its lines make one may be any program's: alone it is what was asked about, among others it is not.
    let unnamed = incident.artifacts.count == 1 ? [] : incident.artifacts.filter { $0.format == "application-log" }
    let paths = Set(unnamed.map(\.path))
    return incident.containerLogs.compactMap { log in
      guard log.answer == nil, !paths.contains(log.artifact), let error = FailureLine.find(in: log.keptLines),
        isAtTheEnd(error, of: log),
        let pod = pod(of: log), let status = pod.containerStatuses.first
      else { return nil }
      let text = log.keptLines.suffix(40).map { $0.text.lowercased() }
      if error.shape == .noSpace { return fullVolume(error, log, pod, status, incident) }
      guard
        selfContained.contains(error.shape)
          || error.shape == .other
            && text.contains(where: { line in lastWords.contains { line.byteRange(of: $0) != nil } })
      else { return nil }
      let context = ApplicationFailure.Context(
        pod: pod, status: status, logs: [log], table: table, index: incident.index, directory: directory,
        objects: objects, manifests: [:])
      var failure = LoggedFailure(context: context, log: log, error: error, termination: nil).conclusion
      guard failure.mode != "app-dependency-unreachable" else { return nil }
      // That the program ended with it is not written.
      failure.confidence = .likely
      failure.harmsByItself = true
      failure.span = error.line.time.map { Span($0) }
      return failure
    }
  }

  /// A program that finds no space, beside a `df` in which one filesystem is full and the container's own is not.
  private static func fullVolume(
    _ error: LoggedError, _ log: ContainerLog, _ pod: Pod, _ status: ContainerStatus, _ incident: Incident
  ) -> ApplicationFailure? {
    let full = incident.filesystems.filter { $0.size > 16 << 20 && $0.available <= 0 && $0.used * 100 >= $0.size * 99 }
    guard full.count == 1, let volume = full.first, volume.mountPoint != "/",
      !volume.mountPoint.hasPrefix("/var/lib/kube"),
      incident.filesystems.contains(where: { $0.mountPoint == "/" })
    else { return nil }
    let paths = error.line.text.split(whereSeparator: { " \"'`:,()[]=".contains($0) }).filter { $0.hasPrefix("/") }
    guard paths.allSatisfy({ $0.hasPrefix(volume.mountPoint) }) else { return nil }
    var failure = ApplicationFailure(
      mode: "volume-full", pod: pod, status: status, workload: pod.reference, end: nil,
      text: "The volume at \(volume.mountPoint) is full: \(LoggedFailure.quoted(error.line.text))",
      evidence: [log.evidence(error.line), volume.evidence])
    failure.confidence = .likely
    failure.harmsByItself = true
    failure.span = error.line.time.map { Span($0) }
    return failure
  }

  /// A message that somebody quoted without its pod, and that names no fault.
  private static func saysNothing(_ event: ClusterEvent) -> Bool {
    event.regarding.name.isEmpty && StartFaultText(event.message) == nil
      && ["Failed", "BackOff", "Unhealthy"].contains(event.reason)
  }

  static func isAtTheEnd(_ error: LoggedError, of log: ContainerLog) -> Bool {
    let written = log.keptLines.filter { line in
      line.text.contains { !$0.isWhitespace } && !isFrame(line.text)
        && (line.number == error.line.number || !isFarewell(line.text))
    }
    guard let offset = written.lastIndex(where: { $0.number == error.line.number }) else { return false }
    return written.count - offset <= lastLines
  }

  /// What servers say while they end, one line for each of their parts.
  private static let farewells = ["stopping", "stopped", "closing ...", "closed", "shutting down", "shutdown"]
  private static func isFarewell(_ text: String) -> Bool {
    let text = text.lowercased()
    return text.byteRange(of: "info") != nil && farewells.contains { text.byteRange(of: $0) != nil }
  }

  private static func isFrame(_ text: String) -> Bool {
    let trimmed = text.drop { $0 == " " || $0 == "\t" }
    return text.first == "\t" || trimmed.hasPrefix("at ") || trimmed.hasPrefix("File \"")
      || trimmed.hasPrefix("goroutine ")
      || trimmed.hasPrefix("main.") || trimmed.hasPrefix("exit status")
  }

  /// The container as the log's path names it.
  private static func pod(of log: ContainerLog) -> Pod? {
    let file = log.artifact.split(separator: "/").last.map(String.init) ?? log.artifact
    let named = log.container?.name ?? (log.hint.isEmpty ? file : log.hint)
    // `kubectl-logs.txt` names nobody.
    let name = ["kubectl", "log", "logs", "pod", "container"].contains(named.lowercased()) ? "unnamed" : named
    let line = log.head.first?.number ?? 1
    func text(_ value: String) -> Value { Value(.scalar(value, isText: true), line: line) }
    func mapping(_ members: [(String, Value)]) -> Value {
      Value(.mapping(members.map { Value.Member(key: $0.0, value: $0.1) }), line: line)
    }
    let container = mapping([("name", text(log.container?.container ?? ""))])
    return KubernetesObject(
      mapping([
        ("kind", text("Pod")),
        ("metadata", mapping([("name", text(name)), ("namespace", text(log.container?.namespace ?? ""))])),
        ("status", mapping([("containerStatuses", Value(.sequence([container]), line: line))])),
      ]), artifact: log.artifact, rendering: .description
    ).map { Pod($0) }
  }
}
