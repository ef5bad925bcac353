import Model

/// A container that ended by its own decision, and which failure mode its last words show.
struct ApplicationFailure: Sendable {
  /// Id of the failure mode.
  var mode: String
  /// The pod.
  var pod: Pod
  /// The container.
  var status: ContainerStatus
  /// The end of the owner chain.
  var workload: EntityReference
  /// How it ended; nil where it runs and waits.
  var end: ContainerStatus.Termination?
  /// What happened, one sentence.
  var text: String
  /// The telling line first.
  var evidence: [Evidence]
  /// What the words allow.
  var confidence: Diagnosis.Confidence = .proven
  /// The Service that it calls and that exists.
  var service: KubernetesObject?
  /// The workload to change where it is not the one that failed.
  var culprit: EntityReference?
  /// Whether requests fail at the capture although nothing ends.
  var harmsByItself = false
  /// When, where no end of a container tells it.
  var span: Span?
  /// What would tell more.
  var undecided: [Diagnosis.Undecided] = []

  /// Exit codes that the runtime or a shell gives, not the application: cannot execute, not found, not started.
  private static let foreignCodes: Set<Int> = [125, 126, 127, 128, 137, 143]
  /// 128 + signal: illegal instruction, abort, bus error, floating point, segmentation.
  private static let crashCodes: Set<Int> = [132, 134, 135, 136, 139]

  /// What makes containers fail, as far as they say so. `end` is when the bundle was taken.
  static func all(in incident: Incident, _ directory: ServiceDirectory, end: Moment?) -> [ApplicationFailure] {
    let logs = ContainerLogTable(incident.containerLogs)
    let objects = ConfigurationObjects(incident)
    let manifests = Dictionary(incident.manifests.map { ($0.reference.path, $0) }) { first, _ in first }
    return incident.index.pods.flatMap { pod -> [ApplicationFailure] in
      guard pod.object.deleted == nil, pod.reason.isEmpty else { return [] }
      return pod.containerStatuses.compactMap { status in
        let context = Context(
          pod: pod, status: status, logs: logs.logs(of: status, in: pod), table: logs, index: incident.index,
          directory: directory, objects: objects, manifests: manifests)
        if var failure = crash(context, end: end) {
          if context.logs.contains(where: \.isOwnerInferred) { failure.confidence = min(failure.confidence, .likely) }
          return failure
        }
        return WaitingInitContainer.find(context) ?? RefusedClient.find(context, end: end)
          ?? MisconfiguredAddress.find(context)
      }
    } + ExhaustedServer.failures(in: incident, logs, end: end)
      + LoneLog.failures(in: incident, logs, directory, objects)
  }

  /// What is looked at for one container.
  struct Context {
    var pod: Pod
    var status: ContainerStatus
    var logs: [ContainerLog]
    /// The logs of all containers.
    var table: ContainerLogTable
    var index: IncidentIndex
    var directory: ServiceDirectory
    /// ConfigMaps and Secrets.
    var objects: ConfigurationObjects
    /// Manifests by path.
    var manifests: [String: KubernetesObject]

    /// What the container is told to call.
    var configured: [ConfiguredEndpoint] {
      ConfiguredEndpoint.all(in: ContainerSetting.all(of: status.name, in: pod, objects))
    }
    var workload: EntityReference { index.workload(of: pod.reference) }
    /// `Container main of Deployment/shop/api`.
    var title: String {
      "\(status.role == .initialization ? "Init container" : "Container") \(status.name) of \(workload.path)"
    }
  }

  private static func crash(_ context: Context, end: Moment?) -> ApplicationFailure? {
    let status = context.status
    let pattern = RestartPattern.find(of: status, in: context.pod, context.index, end: end)
    if case .probe? = pattern { return nil }
    guard RestartPattern.probeKill(of: status, in: context.pod, context.index) == nil,
      LifecycleHook.startFailure(of: status, in: context.pod, context.index) == nil
    else { return nil }
    let hasEnded = context.pod.phase == "Failed" && (status.terminated?.exitCode ?? 0) != 0
    if pattern != nil || status.waitingReason == "CrashLoopBackOff", context.pod.object.rendering <= .table,
      status.terminated == nil, status.lastTermination == nil
    {
      return untold(context)
    }
    guard pattern != nil || hasEnded, let termination = status.terminated ?? status.lastTermination,
      let code = termination.exitCode
    else { return nil }
    guard
      !["OOMKilled", "StartError", "ContainerCannotRun", "ContainerStatusUnknown", "Unknown"]
        .contains(termination.reason)
    else { return nil }
    if code == 0 { return exitsZero(context, termination) }
    if crashCodes.contains(code) { return signal(context, termination, code) }
    guard !foreignCodes.contains(code), code < 128 || code == 255 else { return nil }
    guard let log = context.logs.first, let error = FailureLine.find(in: log.keptLines) ?? lastLine(log) else {
      return nil
    }
    // An end or two without a word of a known kind may be what every start brings.
    if case .lately? = pattern, error.shape == .other { return nil }
    var failure = LoggedFailure(context: context, log: log, error: error, termination: termination).conclusion
    if let exit = termination.value["exitCode"] {
      failure.evidence.append(
        context.pod.object.evidence(for: exit, field: "\(termination.field).exitCode", time: termination.finished))
    }
    return failure
  }

  /// A row of a table tells no exit code: only a log that ends with an error of a known kind says why.
  private static func untold(_ context: Context) -> ApplicationFailure? {
    guard let log = context.logs.first, let error = FailureLine.find(in: log.keptLines), error.shape != .other,
      LoneLog.isAtTheEnd(error, of: log)
    else { return nil }
    var failure = LoggedFailure(context: context, log: log, error: error, termination: nil).conclusion
    failure.confidence = min(failure.confidence, .likely)
    return failure
  }

  /// A log whose lines all look harmless: its last one is what the program said before it ended.
  private static func lastLine(_ log: ContainerLog) -> LoggedError? {
    log.keptLines.last { $0.text.contains { !$0.isWhitespace } }.map {
      LoggedError(shape: .other, line: $0, isMarked: false)
    }
  }

  /// A main process that ends with success under `restartPolicy: Always`.
  private static func exitsZero(_ context: Context, _ end: ContainerStatus.Termination) -> ApplicationFailure? {
    let policy = context.pod.object.string(at: "spec.restartPolicy")
    let isAlways =
      policy == "Always"
      || policy == nil
        && ["Deployment", "StatefulSet", "DaemonSet", "ReplicaSet"]
          .contains(context.workload.kind)
    guard isAlways, context.status.role == .application, context.status.restartCount > 1,
      end.reason.isEmpty || end.reason == "Completed", let exit = end.value["exitCode"]
    else { return nil }
    return ApplicationFailure(
      mode: "app-exits-zero-under-always", pod: context.pod, status: context.status, workload: context.workload,
      end: end, text: "\(context.title) ends with success and is restarted each time",
      evidence: [
        context.pod.object.evidence(for: exit, field: "\(end.field).exitCode", time: end.finished)
      ])
  }

  private static func signal(
    _ context: Context, _ end: ContainerStatus.Termination, _ code: Int
  ) -> ApplicationFailure? {
    guard let exit = end.value["exitCode"] else { return nil }
    let line = context.logs.first.flatMap { log in
      FailureLine.find(in: log.keptLines).map { (error: $0, evidence: log.evidence($0.line)) }
    }
    let exitEvidence = context.pod.object.evidence(for: exit, field: "\(end.field).exitCode", time: end.finished)
    if let line, line.error.shape == .heapExhausted {
      return ApplicationFailure(
        mode: "app-runtime-heap-oom", pod: context.pod, status: context.status, workload: context.workload, end: end,
        text: "\(context.title) exhausted the heap of its runtime: \(LoggedFailure.quoted(line.error.line.text))",
        evidence: [line.evidence, exitEvidence])
    }
    return ApplicationFailure(
      mode: "app-crash-signal", pod: context.pod, status: context.status, workload: context.workload, end: end,
      text: "\(context.title) was ended by signal \(code - 128) of its own doing",
      evidence: [exitEvidence] + (line.map { [$0.evidence] } ?? []))
  }
}
