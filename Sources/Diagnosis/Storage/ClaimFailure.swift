import Model

/// A claim without a volume, and why it has none.
struct ClaimFailure: Sendable {
  /// Failure mode id.
  var id: String
  var claim: KubernetesObject
  /// Ends the sentence `Claim c: …`.
  var text: String
  var evidence: [Evidence]
  var span: Span?
  var confidence: Diagnosis.Confidence
  /// Pods that use the claim.
  var pods: [Pod]

  /// All in the bundle, in the order of its claims.
  static func all(in incident: Incident, _ unscheduled: [UnscheduledPod]) -> [ClaimFailure] {
    let claims = incident.index.objects(kind: "PersistentVolumeClaim").filter { $0.deleted == nil }
    let unbound = claims.filter { ["Pending", "Lost"].contains($0.string(at: "status.phase") ?? "") }
    guard !unbound.isEmpty else { return incident.isExcerpt ? toldByEvents(incident) : [] }
    var users: [String: [Pod]] = [:]
    for pod in incident.index.pods where !pod.isFinished {
      for claim in incident.claims(of: pod) {
        users[StorageClaim.path(pod.object.namespace, claim), default: []].append(pod)
      }
    }
    return unbound.compactMap { claim in
      let pods = users[StorageClaim.path(claim.namespace, claim.name)] ?? []
      guard var failure = find(claim, refusal(of: claim, unscheduled), incident) else { return nil }
      failure.pods = pods
      return failure
    }
  }

  /// Of claims that only Events tell of.
  private static func toldByEvents(_ incident: Incident) -> [ClaimFailure] {
    let refusals = incident.events.filter { event in
      event.reason == "ProvisioningFailed" && event.regarding.kind == "PersistentVolumeClaim"
        && incident.index.object(event.regarding.object) == nil
    }
    let claims = Dictionary(grouping: refusals) { $0.regarding.object }
    return claims.sorted { $0.key < $1.key }.compactMap { reference, events in
      guard reference.name.isEmpty, let line = events.last?.evidence.first else { return nil }
      let claim = KubernetesObject(nameless: reference.kind, artifact: line.path, line: line.line)
      guard let stated = stated(claim, incident) else { return nil }
      return ClaimFailure(
        id: stated.id, claim: claim, text: stated.text, evidence: [line], span: stated.event.time, confidence: .proven,
        pods: [])
    }
  }

  /// The scheduler's word that no node offers a volume for the claim, whose class lets it choose.
  private static func refusal(of claim: KubernetesObject, _ unscheduled: [UnscheduledPod]) -> Evidence? {
    unscheduled.lazy.filter { waiting in
      waiting.pod.object.namespace == claim.namespace && waiting.claims == [claim.name]
    }.compactMap { waiting in
      waiting.evidence.first { $0.text.firstRange(of: "find available persistent volumes to bind") != nil }
    }.first
  }

  private static func find(
    _ object: KubernetesObject, _ refusal: Evidence?, _ incident: Incident
  ) -> ClaimFailure? {
    let claim = StorageClaim(object, incident)
    let phase = object.evidence(at: "status.phase").map { [$0] } ?? []
    func failure(
      _ id: String, _ text: String, _ evidence: [Evidence], _ event: ClusterEvent?,
      _ confidence: Diagnosis.Confidence = .proven
    ) -> ClaimFailure {
      ClaimFailure(
        id: id, claim: object, text: text, evidence: evidence + (event?.evidence.prefix(1) ?? []) + phase,
        span: event?.time, confidence: confidence, pods: [])
    }
    if object.string(at: "status.phase") == "Lost" {
      return failure("pvc-lost", "its volume is gone", phase, incident.event("ClaimLost", about: object))
    }
    if let stated = stated(object, incident) { return failure(stated.id, stated.text, [], stated.event) }
    let unmet = incident.event("FailedBinding", about: object).flatMap { event in
      event.message.firstRange(of: "no persistent volumes available") != nil ? event : nil
    }
    let name = claim.storageClass
    let classes = incident.index.objects(kind: "StorageClass")
    let provisioner = classes.first { $0.name == name }?.string(at: "provisioner")
    if unmet == nil, let name, isAbsent(name, incident) {
      return failure(
        "storage-class-not-found", "its storage class \(name) does not exist",
        claim.field("spec.storageClassName").map { [$0.evidence] } ?? [], nil, .likely)
    }
    // Only without a provisioner does the claim depend on volumes that exist already.
    guard unmet != nil || name == "" || provisioner == "kubernetes.io/no-provisioner" else { return nil }
    guard
      provisioner == nil || refusal != nil
        || classes.first(where: { $0.name == name })?.string(at: "volumeBindingMode") == "Immediate"
    else { return nil }
    let volumes = incident.index.objects(kind: "PersistentVolume").filter { volume in
      (volume.string(at: "spec.storageClassName") ?? "") == (name ?? "")
        && (object.string(at: "spec.volumeName").map { $0.isEmpty || $0 == volume.name } ?? true)
    }
    if let mismatch = mismatch(claim, volumes) {
      return failure(
        mismatch.id, mismatch.text, mismatch.evidence, unmet,
        claim.isStated || taken.contains(mismatch.id) ? .proven : .likely)
    }
    guard unmet != nil || refusal != nil else { return nil }
    let candidates = volumes.map { claim.mismatches(with: $0).count }
    // Volumes that would fit as far as this bundle shows leave the question open.
    guard !candidates.contains(0) else { return nil }
    return failure(
      "pvc-no-storage-class", "no volume fits, and no storage class would make one", refusal.map { [$0] } ?? [], unmet,
      candidates.isEmpty ? .proven : .likely)
  }

  /// Whether all classes are known and none has the name, nor a volume that somebody made for claims of that name.
  private static func isAbsent(_ name: String, _ incident: Incident) -> Bool {
    guard !name.isEmpty, incident.lists("StorageClass", in: "") else { return false }
    return !incident.index.objects(kind: "StorageClass").contains { $0.name == name }
      && !incident.index.objects(kind: "PersistentVolume").contains { $0.string(at: "spec.storageClassName") == name }
  }

  /// What the volume's own state says, whatever the claim asks for.
  private static let taken: Set<String> = ["pv-already-bound", "pv-released"]

  /// The one field that keeps the claim from the volume that comes nearest: a free one before one that is taken.
  private static func mismatch(_ claim: StorageClaim, _ volumes: [KubernetesObject]) -> StorageClaim.Mismatch? {
    guard claim.isKnown || volumes.allSatisfy({ $0.string(at: "spec.claimRef.name") != nil }) else { return nil }
    let near = volumes.map { claim.mismatches(with: $0) }
    guard !near.contains(where: \.isEmpty) else { return nil }
    let single = near.filter { $0.count == 1 }.map { $0[0] }
    let free = single.filter { !taken.contains($0.id) }
    let ids = Set(free.map(\.id))
    if ids.count == 1 { return free.first }
    return ids.isEmpty ? single.first : nil
  }

  /// A provisioner that runs writes `Provisioning` within moments, however long it needs.
  private static let provisioning = seconds(75)

  /// What the claim's Events state outright.
  private static func stated(
    _ claim: KubernetesObject, _ incident: Incident
  ) -> (id: String, text: String, event: ClusterEvent)? {
    if let event = incident.event("ProvisioningFailed", about: claim) {
      if event.message.firstRange(of: "storageclass.storage.k8s.io \"") != nil, event.message.hasSuffix("not found") {
        let exists = incident.index.objects(kind: "StorageClass").contains {
          event.message.firstRange(of: "\"\($0.name)\"") != nil
        }
        return exists ? nil : ("storage-class-not-found", "its storage class does not exist", event)
      }
      return ("volume-provisioning-failed", "the provisioner could not make a volume", event)
    }
    if let event = incident.event("VolumeMismatch", about: claim) {
      for (literal, id, text) in mismatches where event.message.firstRange(of: literal) != nil {
        return (id, text, event)
      }
    }
    if let event = incident.event("FailedBinding", about: claim),
      event.message.firstRange(of: "already bound to a different claim") != nil
    {
      return ("pv-already-bound", "the volume that it names is bound to another claim", event)
    }
    if let event = incident.event("ExternalProvisioning", about: claim), let time = event.time,
      time.to.latest.nanoseconds(since: time.from.earliest) > provisioning,
      incident.event("Provisioning", about: claim) == nil
    {
      return ("provisioner-not-running", "its provisioner has not begun to make a volume", event)
    }
    return nil
  }

  private static let mismatches = [
    ("requested PV is too small", "pvc-capacity-mismatch", "the volume that it names is too small"),
    ("incompatible accessMode", "pvc-access-mode-mismatch", "the volume that it names does not offer its access mode"),
  ]
}

extension Incident {
  /// The last Event of a reason about an object.
  func event(_ reason: String, about object: KubernetesObject) -> ClusterEvent? {
    index.events(reason, about: object.reference).last
  }
}
