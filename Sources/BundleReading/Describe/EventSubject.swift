import Model

extension DescribedEvents {
  /// What the Events of an excerpt without a name are about, by their own words; nil where they do not say it.
  ///
  ///     Successfully assigned shop/api-0 to worker-1
  ///     Unable to mount volumes for pod "api-0_shop(8df467e7-1825-11ea-83a0-22ced17d4a3d)": timeout
  ///     Node worker-1 status is now: NodeReady
  ///
  /// Where no line names a pod, a reason that only pods have makes it a pod without a name.
  static func subject(_ section: DescribeSection) -> EntityReference? {
    let subjects = section.body.lazy.compactMap { line in
      pod(assigned: line.text) ?? pod(quoted: line.text) ?? node(line.text)
    }
    if let named = subjects.first(where: { $0.kind == "Node" || !$0.namespace.isEmpty }) ?? subjects.first {
      return named
    }
    let isPods = section.body.contains { line in
      let cells = cells(line.text)
      guard cells.count > 3, isType(cells[0]) else { return false }
      return podReasons.contains(cells[1])
        || cells[1] == "Failed" && cells[3].hasPrefix("kubelet")
    }
    if isPods { return EntityReference(kind: "Pod", name: "") }
    let kinds = section.body.lazy.compactMap { line -> String? in
      let cells = cells(line.text)
      guard cells.count > 3, isType(cells[0]) else { return nil }
      return ownReasons[cells[1]] ?? makers[cells[3]]
    }
    return kinds.first.map { EntityReference(kind: $0, name: "") }
  }

  /// Controllers that make pods, as Events name their source.
  private static let makers = [
    "replicaset-controller": "ReplicaSet", "statefulset-controller": "StatefulSet",
    "daemonset-controller": "DaemonSet", "job-controller": "Job", "replication-controller": "ReplicationController",
  ]

  /// Reasons of Events that only one other kind has.
  private static let ownReasons = [
    "FailedNeedsStart": "CronJob", "TooManyMissedTimes": "CronJob", "MissSchedule": "CronJob",
    "SyncLoadBalancerFailed": "Service", "CreatingLoadBalancerFailed": "Service",
    "ProvisioningFailed": "PersistentVolumeClaim", "FailedGetResourceMetric": "HorizontalPodAutoscaler",
    "BackoffLimitExceeded": "Job",
  ]

  /// The cells of a row in today's order: type, reason, age, source, message.
  private static func cells(_ text: String) -> [String] {
    let cells = DescribeTable.cells(text)
    guard let old = FirstSeenRow(cells)?.cells else { return cells }
    let source = old[3].split(whereSeparator: { "{} ,".contains($0) }).joined(separator: ", ")
    return [old[5], old[6], old[1], source, old[7]]
  }

  private static func isType(_ cell: String) -> Bool { cell == "Warning" || cell == "Normal" }

  /// Reasons of Events about pods, and about nothing else.
  private static let podReasons: Set<String> = [
    "BackOff", "ErrImageNeverPull", "Evicted", "FailedAttachVolume", "FailedCreatePodContainer",
    "FailedCreatePodSandBox",
    "FailedKillPod", "FailedMapVolume", "FailedMount", "FailedPostStartHook", "FailedPreStopHook", "FailedScheduling",
    "InspectFailed", "NetworkNotReady", "Pulled", "Pulling", "SandboxChanged", "Scheduled", "SuccessfulAttachVolume",
    "Unhealthy",
  ]

  private static func pod(assigned text: String) -> EntityReference? {
    guard let (_, rest) = text.parted(by: "Successfully assigned "), let (name, _) = rest.parted(by: " to ") else {
      return nil
    }
    let parts = name.split(separator: "/")
    // Before 1.12 the scheduler left the namespace out.
    guard let last = parts.last else { return nil }
    return EntityReference(kind: "Pod", namespace: parts.count == 2 ? String(parts[0]) : "", name: String(last))
  }

  private static func pod(quoted text: String) -> EntityReference? {
    var rest = text
    while let (_, after) = rest.parted(by: "pod \"") {
      rest = after
      if let (quoted, _) = rest.parted(by: "\""), let pod = pod(named: quoted) { return pod }
    }
    return nil
  }

  private static func pod(named quoted: String) -> EntityReference? {
    let parts = quoted.prefix { $0 != "(" }.split(separator: "_")
    // A network plugin that fails names the pod without its uid: `set up pod "api-0_shop" network`.
    guard parts.count == 2, parts.allSatisfy({ $0.utf8.allSatisfy(isOfName) }) else { return nil }
    return EntityReference(kind: "Pod", namespace: String(parts[1]), name: String(parts[0]))
  }

  private static func isOfName(_ byte: UInt8) -> Bool {
    byte.isDigit || byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "z") || "-.".utf8.contains(byte)
  }

  private static func node(_ text: String) -> EntityReference? {
    guard let (before, _) = text.parted(by: " status is now: "), let (_, name) = before.parted(by: "Node "),
      !name.contains(" ")
    else { return nil }
    return EntityReference(kind: "Node", name: name)
  }
}
