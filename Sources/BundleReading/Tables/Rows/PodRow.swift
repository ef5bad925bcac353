import Model

/// A row of `kubectl get pods`, read back to the fields from which kubectl derives it.
///
///     NAME    READY   STATUS             RESTARTS      AGE
///     web-0   0/1     CrashLoopBackOff   4 (72s ago)   2m35s
///
/// STATUS speaks of one container, whose name the table does not say: its state stands in the first entry of
/// `containerStatuses` (`initContainerStatuses` for `Init:…`), without a name. RESTARTS stands there too; for pods of
/// several containers it is their sum.
enum PodRow {
  static func read(_ row: TableRow, _ tree: inout ObjectTree) {
    let status = PodStatusText(row["STATUS"] ?? "")
    let list = status.isInitialization ? "initContainerStatuses" : "containerStatuses"
    let place = "status.\(list).\(status.doneInitContainers)"
    let (restarts, ended) = restarts(row["RESTARTS"] ?? "")
    let line = row.line

    for offset in 0..<status.doneInitContainers {
      tree.set("status.initContainerStatuses.\(offset).ready", "true", line: line)
      tree.set("status.initContainerStatuses.\(offset).state.terminated.exitCode", "0", line: line)
      tree.set("status.initContainerStatuses.\(offset).state.terminated.reason", "Completed", line: line)
    }
    tree.set("status.phase", status.phase(restarts: restarts), of: row)
    tree.set("status.reason", status.podReason, of: row)
    if status.isTerminating {
      // That it is being deleted is known, but not since when.
      tree.set("metadata.deletionTimestamp", "unknown", line: line, isText: true)
    }
    if let state = status.state {
      tree.set("\(place).state.\(state.key).reason", state.reason, of: row)
      tree.set("\(place).state.\(state.key).exitCode", state.exitCode.map(String.init), of: row)
      tree.set("\(place).state.\(state.key).signal", state.signal.map(String.init), of: row)
    }
    let ready = row.fraction("READY")
    if status.state != nil || status.isInitialization || status.word == "Running" {
      if let ready {
        tree.set("\(place).ready", !status.isInitialization && ready.0 == ready.1 ? "true" : "false", line: line)
      }
      tree.set("\(place).restartCount", restarts.map(String.init), of: row)
      tree.set("\(place).lastState.terminated.finishedAt", age: ended, of: row)
    }
    readConditions(row, status, ready, &tree)
    tree.set("status.podIP", row["IP"], of: row)
    // `<none>` says that there is no node, and nothing of why.
    if row.raw("NODE") == "<none>" { tree.set("spec.nodeName", "", line: line) }
    tree.set("spec.nodeName", row["NODE"], of: row)
    tree.set("status.nominatedNodeName", row["NOMINATED NODE"], of: row)
  }

  private static func readConditions(
    _ row: TableRow, _ status: PodStatusText, _ ready: (Int, Int)?, _ tree: inout ObjectTree
  ) {
    if row["NODE"] != nil || status.state != nil || status.isInitialization || status.word == "Running" {
      tree.add(condition: "PodScheduled", "True", of: row)
    } else if status.word == "SchedulingGated" {
      tree.add(condition: "PodScheduled", "False", reason: "SchedulingGated", of: row)
    }
    if status.isInitialization {
      tree.add(condition: "Initialized", "False", reason: "ContainersNotInitialized", of: row)
    }
    guard let ready, ready.1 > 0 else { return }
    let isReady = ready.0 == ready.1
    tree.add(condition: "ContainersReady", isReady ? "True" : "False", of: row)
    let gates = row["READINESS GATES"].flatMap(TableRow.fraction)
    let isHeldBack = gates.map { $0.0 < $0.1 } ?? false
    if !isReady || isHeldBack {
      let reason = status.word == "Completed" ? "PodCompleted" : isReady ? "ReadinessGatesNotReady" : nil
      tree.add(condition: "Ready", "False", reason: reason, of: row)
    } else if status.word == "Running" {
      tree.add(condition: "Ready", "True", of: row)
    }
  }

  /// `5 (3m ago)`: how often, and how long ago the last time.
  private static func restarts(_ text: String) -> (count: Int?, ended: String?) {
    let words = text.split { $0 == " " || $0 == "(" || $0 == ")" }
    let count = words.first.flatMap { Int($0) }
    guard words.count == 3, words[2] == "ago" else { return (count, nil) }
    return (count, String(words[1]))
  }
}
