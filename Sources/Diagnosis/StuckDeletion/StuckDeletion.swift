import Model

/// Objects that were to be deleted and are still there because a finalizer holds them.
struct StuckDeletion {
  /// The object.
  var object: KubernetesObject
  /// When its deletion was asked for.
  var since: Moment
  /// What holds it, with the field of each.
  var finalizers: [(name: String, evidence: Evidence)]

  /// A deletion that takes this long has met something that does not let go: controllers act within seconds.
  private static let patience = seconds(300)

  /// A finalizer of no part of Kubernetes, on an object that nothing has to wind down.
  private static let foreignPatience = seconds(75)

  /// Whether only finalizers of others hold an object that has no pods to end.
  private static func isForeign(_ object: KubernetesObject) -> Bool {
    let names = (object.value(at: "metadata.finalizers")?.items ?? []).compactMap(\.string)
    return !names.isEmpty && !windingDown.contains(object.kind)
      && names.allSatisfy { $0.contains("/") && !$0.contains("kubernetes.io/") }
  }

  private static let windingDown: Set<String> = [
    "DaemonSet", "Deployment", "Job", "PersistentVolume", "PersistentVolumeClaim", "Pod", "ReplicaSet", "Service",
    "StatefulSet", "VolumeAttachment",
  ]

  /// Claims and volumes are held by who uses them: they have a failure mode of their own, as namespaces do.
  static let storageKinds: Set<String> = ["PersistentVolumeClaim", "PersistentVolume"]

  /// All of a bundle, in the order of its objects.
  static func all(_ investigation: Investigation) -> [StuckDeletion] {
    investigation.incident.objects.compactMap { object in
      guard let since = object.deleted, object.kind != "Namespace",
        investigation.hasLasted(isForeign(object) ? foreignPatience : patience, since: since)
      else { return nil }
      let items = object.value(at: "metadata.finalizers")?.items ?? []
      let finalizers = items.enumerated().compactMap { offset, value in
        value.string.map { ($0, object.evidence(for: value, field: "metadata.finalizers.\(offset)", time: since)) }
      }
      return finalizers.isEmpty ? nil : StuckDeletion(object: object, since: since, finalizers: finalizers)
    }
  }

  /// One occurrence of a failure mode that says why.
  func occurrence(_ reason: String, evidence: [Evidence] = [], _ investigation: Investigation) -> Occurrence {
    let names = finalizers.map(\.name).joined(separator: ", ")
    let asked = object.evidence(at: "metadata.deletionTimestamp", time: since)
    var occurrence = Occurrence(
      subject: object.reference,
      joints: [.object(object.reference.path), .namespace(object.namespace), .cluster], span: Span(since),
      text: "\(object.reference.path) was to be deleted and is still there: finalizer \(names) holds it\(reason)",
      evidence: [asked].compactMap { $0 } + finalizers.map(\.evidence) + evidence)
    occurrence.harmsByItself = true
    return occurrence
  }

  /// Pods of the namespace that use a claim and have not ended.
  static func users(of claim: KubernetesObject, _ investigation: Investigation) -> [(pod: Pod, evidence: Evidence)] {
    investigation.index.pods.compactMap { pod in
      guard pod.object.namespace == claim.namespace, !pod.isFinished else { return nil }
      for (offset, volume) in (pod.object.value(at: "spec.volumes")?.items ?? []).enumerated() {
        guard let name = volume.value(at: "persistentVolumeClaim.claimName"), name.string == claim.name else {
          continue
        }
        let field = "spec.volumes.\(offset).persistentVolumeClaim.claimName"
        return (pod, pod.object.evidence(for: name, field: field))
      }
      return nil
    }
  }
}
