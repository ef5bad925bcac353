import Model

/// A container that runs, while what it calls refuses it or cannot be found: nothing restarts, only requests fail.
enum RefusedClient {
  /// How long before the capture the last refusal may lie for the fault to last.
  private static let recent = seconds(900)
  /// One line may be a single request that asked for too much.
  private static let least = 3

  /// Faults of a pod that asks the wrong server for a name that exists.
  private static let resolving: Set<String> = ["dns-name-wrong", "dns-policy-wrong"]

  /// The refusals as a failure; nil where there are none, few, or old ones.
  static func find(_ context: ApplicationFailure.Context, end: Moment?) -> ApplicationFailure? {
    guard context.status.isRunning, context.status.role == .application,
      let log = context.logs.first(where: { !$0.isPrevious })
    else { return nil }
    let refusals = log.keptLines.compactMap { LoggedError($0) }.filter {
      [.readOnlyDatabase, .connectionsExhausted, .unknownHost].contains($0.shape)
    }
    guard let last = refusals.last, refusals.count >= least || isSwitchedOver(last), let time = last.line.time, let end,
      end.latest.nanoseconds(since: time.earliest) < recent
    else { return nil }
    let failure = LoggedFailure(context: context, log: log, error: last, termination: nil).conclusion
    // Without an owner it is not clear who has to change what, and nothing else shows harm. Names that other pods
    // resolve, and this one asks another server for, are its own fault.
    guard
      failure.culprit != nil || last.shape == .unknownHost && resolving.contains(failure.mode) && failure.service != nil
    else { return nil }
    var refused = failure
    refused.harmsByItself = true
    refused.span = refusals.first?.line.time.map { Span($0, time) }
    return refused
  }

  /// Whether the server itself says that it takes no writes from anybody: then one refusal is as good as many.
  private static func isSwitchedOver(_ refusal: LoggedError) -> Bool {
    guard refusal.shape == .readOnlyDatabase else { return false }
    let text = refusal.line.text.lowercased()
    return [
      "--read-only option", "--super-read-only option", "running in read-only mode", "against a read only replica",
    ]
    .contains { text.byteRange(of: $0) != nil }
  }
}
