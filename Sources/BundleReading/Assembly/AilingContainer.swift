import Model

/// The one container of a few pasted pieces that fails: the log beside them, in a file whose name says nothing, is its.
///
///     describe-pod.txt     State: Waiting, Reason: CrashLoopBackOff
///     kubectl-logs.txt     mkdir /data/journal: permission denied
struct AilingContainer {
  /// Pasted pieces show few pods; of many, any could have written a log.
  private static let mostPods = 8
  /// The log of the present instance and that of the one before.
  private static let mostLogs = 2

  private let reference: EntityReference

  /// Nil where none or several fail, or where the pods come from the API and were not picked out.
  init?(_ pods: [Pod]) {
    guard pods.count <= Self.mostPods, pods.allSatisfy({ $0.object.rendering < .api }) else { return nil }
    let ailing = pods.flatMap { pod in pod.containerStatuses.filter(Self.fails).map { (pod, $0) } }
    guard let (pod, status) = ailing.first, ailing.count == 1 else { return nil }
    var reference = pod.reference
    reference.container = status.name
    self.reference = reference
  }

  private static func fails(_ status: ContainerStatus) -> Bool {
    if let reason = status.waitingReason { return reason == "CrashLoopBackOff" }
    let codes = [status.terminated, status.lastTermination].compactMap { $0?.exitCode }
    return codes.contains { $0 != 0 }
  }

  /// The logs, those of nobody given to it where there is no more than one run's and one before.
  func claiming(_ logs: [ContainerLog]) -> [ContainerLog] {
    let open = logs.filter(Self.isOfNobody)
    guard (1...Self.mostLogs).contains(open.count) else { return logs }
    return logs.map { log in
      guard Self.isOfNobody(log) else { return log }
      var log = log
      log.container = reference
      log.isOwnerInferred = true
      return log
    }
  }

  private static func isOfNobody(_ log: ContainerLog) -> Bool {
    log.container == nil && log.answer == nil && isEmpty(log.hint)
  }

  /// Whether a file's name says no more than that it is a log: `kubectl-logs`, `pod_log_2`, `logs-previous`.
  static func isEmpty(_ hint: String) -> Bool {
    hint.lowercased().split(whereSeparator: { !$0.isLetter }).allSatisfy { words.contains(String($0)) }
  }

  private static let words: Set<String> = [
    "application", "app", "container", "crash", "crashed", "crashing", "current", "error", "errors", "failed",
    "failing", "init", "initcontainer", "kubectl", "last", "log", "logs", "output", "pod", "pods", "prev", "previous",
    "stderr", "stdout", "the", "txt",
  ]
}
