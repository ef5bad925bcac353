import Model

/// From the failing line of a container's log to the failure mode that it shows.
struct LoggedFailure {
  let context: ApplicationFailure.Context
  let log: ContainerLog
  let error: LoggedError
  /// How the container ended; nil where it runs on.
  let termination: ContainerStatus.Termination?

  /// A line for a sentence: without its line end, at most 160 characters.
  static func quoted(_ text: String) -> String {
    let trimmed = text.drop { $0.isWhitespace }
    return trimmed.count > 160 ? "\(trimmed.prefix(160))…" : String(trimmed)
  }

  /// What the line shows.
  var conclusion: ApplicationFailure {
    let said = Self.quoted(error.line.text)
    let title = context.title
    switch error.shape {
    case .connectionsExhausted:
      return owned(failure("dependency-connections-exhausted", "\(title) gets no connection any more: \(said)"))
    case .readOnlyDatabase:
      return owned(failure("dependency-read-only", "\(title) meets a database that takes no writes: \(said)"))
    case .authentication:
      return failure("app-auth-failure", "\(title) is refused by what it logs in to: \(said)")
    case .readOnlyFilesystem:
      return failure("read-only-root-filesystem", "\(title) writes where it may only read: \(said)")
    case .addressInUse:
      return failure("port-already-in-use", "\(title) cannot listen, its port is taken: \(said)")
    case .heapExhausted:
      return failure("app-runtime-heap-oom", "\(title) exhausted the heap of its runtime: \(said)")
    case .permissionDenied:
      return failure("app-permission-denied", "\(title) may not do what it needs: \(said)")
    case .upstreamNotFound, .unknownHost, .refused, .timedOut, .unreachable:
      return DependencyFailure(failure: self, said: said).conclusion
    case .other:
      let mode = context.status.role == .initialization ? "init-container-failed" : "app-exit-error"
      let code = termination?.exitCode.map { " with exit code \($0)" } ?? ""
      var failure = failure(mode, "\(title) ended\(code) after: \(said)")
      if !error.isMarked { failure.confidence = .likely }
      return failure
    }
  }

  /// A failure that the dependency has to answer for; where nobody can tell which one that is, only the state.
  private func owned(_ failure: ApplicationFailure) -> ApplicationFailure {
    var failure = failure
    let owner = DependencyOwner(context: context, log: log, error: error)
    failure.service = owner.service
    failure.culprit = failure.service.flatMap { ServiceDirectory.workload(behind: $0, context.index) }
    if let service = failure.service, !owner.isNamedByLog(service) {
      // The settings lead there, the log does not say so.
      failure.confidence = .likely
      failure.evidence += owner.meant.prefix(1).flatMap(\.evidence)
    }
    if failure.culprit == nil, let database = owner.onlyDatabase {
      failure.culprit = database
      // Nothing names the host: that it is this database is an inference.
      failure.confidence = .likely
    }
    guard failure.culprit == nil else { return failure }
    if let service = failure.service {
      failure.culprit = service.reference
      return failure
    }
    failure.mode = "app-dependency-unreachable"
    failure.undecided = [
      .init(
        id: "app-dependency-unreachable", artifact: "which database refuses \(context.title)",
        collect: .namespace(context.pod.object.namespace),
        or: "the host that \(context.workload.path) is configured with, and the logs of that database")
    ]
    return failure
  }

  /// A failure of this container.
  func failure(_ mode: String, _ text: String) -> ApplicationFailure {
    ApplicationFailure(
      mode: mode, pod: context.pod, status: context.status, workload: context.workload, end: termination, text: text,
      evidence: [log.evidence(error.line)])
  }
}
