import Model

/// What an object's fields tell about its past: created, deleted, changed, conditions, containers started and ended.
enum ObjectHistory {
  /// Dated facts of one object, in the order of its fields.
  static func entries(_ object: KubernetesObject) -> [TimelineEntry] {
    var history = Collected(object: object)
    history.metadata()
    history.conditions()
    switch object.kind {
    case "Pod": history.pod()
    case "Job": history.job()
    case "Node": history.taints()
    default: break
    }
    return history.entries
  }
}

private struct Collected {
  let object: KubernetesObject
  let node: String
  var entries: [TimelineEntry] = []

  init(object: KubernetesObject) {
    self.object = object
    switch object.kind {
    case "Node": node = object.name
    case "Pod": node = object.string(at: "spec.nodeName") ?? ""
    default: node = ""
    }
  }

  mutating func metadata() {
    add("metadata.creationTimestamp", "created")
    add("metadata.deletionTimestamp", "deletion was asked for", severity: .warning)
    for edit in object.edits {
      entries.append(
        TimelineEntry(
          object, node: node, at: edit.time, "changed by \(edit.manager) (\(edit.operation))", field: edit.field,
          edit.value))
    }
  }

  /// `Ready=False since then (KubeletStopped…: message)`.
  mutating func conditions() {
    for (offset, condition) in (object.value(at: "status.conditions")?.items ?? []).enumerated() {
      guard let type = condition["type"]?.string, let status = condition["status"]?.string,
        let value = condition["lastTransitionTime"], let time = value.moment
      else { continue }
      let reasons = [condition["reason"]?.string ?? "", condition["message"]?.string ?? ""].filter { !$0.isEmpty }
      let why = reasons.isEmpty ? "" : " (\(reasons.joined(separator: ": ")))"
      entries.append(
        TimelineEntry(
          object, node: node, at: time, "became \(type)=\(status)\(why)",
          field: "status.conditions.\(offset).lastTransitionTime", value,
          severity: Self.isBad(type, status) ? .warning : .information))
    }
  }

  mutating func pod() {
    add("status.startTime", "taken by the kubelet")
    let pod = Pod(object)
    for status in pod.containerStatuses {
      container(status, "state.running.startedAt", "container \(status.name) started", ids: [status.containerID])
      for (state, termination) in [
        ("lastState.terminated", status.lastTermination), ("state.terminated", status.terminated),
      ] {
        guard let termination else { continue }
        let ids = [termination.containerID]
        container(status, "\(state).startedAt", "container \(status.name) started", ids: ids)
        let code = termination.exitCode.map { " with exit code \($0)" } ?? ""
        let reason = termination.reason.isEmpty ? "" : " (\(termination.reason))"
        container(
          status, "\(state).finishedAt", "container \(status.name) ended\(code)\(reason)", ids: ids,
          severity: termination.exitCode == 0 ? .information : .error)
      }
    }
  }

  mutating func job() {
    add("status.startTime", "Job started")
    add("status.completionTime", "Job completed")
  }

  mutating func taints() {
    for (offset, taint) in (object.value(at: "spec.taints")?.items ?? []).enumerated() {
      guard let value = taint["timeAdded"], let time = value.moment else { continue }
      let key = taint["key"]?.string ?? ""
      entries.append(
        TimelineEntry(
          object, node: node, at: time, "tainted \(key):\(taint["effect"]?.string ?? "")",
          field: "spec.taints.\(offset).timeAdded", value, severity: .warning))
    }
  }

  private mutating func container(
    _ status: ContainerStatus, _ path: String, _ text: String, ids: [String], severity: Severity = .information
  ) {
    guard let value = status.value.value(at: path), let time = value.moment else { return }
    entries.append(
      TimelineEntry(
        object, node: node, at: time, text, field: "\(status.field).\(path)", value, severity: severity,
        container: status.name, containerIDs: ids.filter { !$0.isEmpty }))
  }

  private mutating func add(_ path: String, _ text: String, severity: Severity = .information) {
    guard let value = object.value(at: path), let time = value.moment else { return }
    entries.append(TimelineEntry(object, node: node, at: time, text, field: path, value, severity: severity))
  }

  /// Conditions that are good when they are False.
  private static func isBad(_ type: String, _ status: String) -> Bool {
    let isTrouble =
      type.hasSuffix("Pressure") || type.hasSuffix("Unavailable") || type.hasSuffix("Failure") || type == "Failed"
      || type == "DisruptionTarget"
    switch status {
    case "True": return isTrouble
    case "False": return !isTrouble && ["Ready", "Available", "PodScheduled"].contains(type)
    default: return true
    }
  }
}
