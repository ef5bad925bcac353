import BundleReading
import Model

/// What of a bundle a diagnosis needs to be found again.
enum KeptEvidence {
  /// Kinds of which a whole list tells that something is not there. ConfigMaps and Secrets are none of them: their
  /// contents are the customer's, and what lacks one is told by the kubelet.
  private static let kindsForExclusion: Set<String> = [
    "Pod", "Node", "Event", "ReplicaSet", "Deployment", "StatefulSet", "DaemonSet", "Job", "CronJob", "Service",
    "Endpoints", "EndpointSlice", "Ingress", "NetworkPolicy", "PersistentVolumeClaim", "PersistentVolume",
    "StorageClass", "ServiceAccount", "PriorityClass", "RuntimeClass", "Namespace", "ResourceQuota", "LimitRange",
  ]

  /// Lines by artifact. Artifacts that are not named are not needed.
  ///
  /// Journals shrink to the lines that a failure mode asks for; the copy keeps their first and last ones too, which tell
  /// what span they cover. Other artifacts stay whole where the diagnosis cites them, or where it needs them to exclude:
  /// lists of objects that could be missing, and what tells of the capture and of the nodes' disks.
  static func lines(of diagnosis: Diagnosis, in incident: Incident) -> [String: LineSelection] {
    var journals: [String: Set<Int>] = [:]
    var kept: [String: LineSelection] = [:]
    let cited = Set(evidence(of: diagnosis).map(\.path))
    let lists = Set(
      incident.coverage.lists.filter { kindsForExclusion.contains($0.kind) }.map(\.artifact))
    for artifact in incident.artifacts {
      let isJournal = !artifact.logs.isEmpty && artifact.objects.isEmpty
      // The answers that stand in place of logs are symptoms, of which the diagnosis cites only some.
      let hasAnswer = artifact.containerLogs.contains { $0.answer != nil }
      let tellsOfCapture = !artifact.captureTimes.isEmpty || artifact.filesystems > 0 || artifact.inodeRows > 0
      if isJournal {
        journals[artifact.path] = []
      } else if cited.contains(artifact.path) || lists.contains(artifact.path) || hasAnswer || tellsOfCapture {
        kept[artifact.path] = .all
      }
    }
    for record in incident.records {
      for line in [record.evidence] + record.copies { journals[line.path]?.insert(line.line) }
    }
    return kept.merging(journals.mapValues { LineSelection(lines: $0) }) { all, _ in all }
  }

  private static func evidence(of diagnosis: Diagnosis) -> [Evidence] {
    let causes = diagnosis.rootCauses.flatMap { cause in
      cause.chain.flatMap(\.evidence) + cause.edges.flatMap(\.evidence) + cause.ruledOut.flatMap(\.evidence)
    }
    return causes + diagnosis.symptoms.flatMap(\.evidence) + diagnosis.findings.flatMap(\.evidence)
  }
}
