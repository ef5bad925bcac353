import Model

/// A namespace that has used up its quota, and who goes without.
///
/// Proven by the API server's refusal. Where no refusal was kept, by arithmetic: a workload lacks pods that nobody
/// created, and the next one would not fit.
struct QuotaExhaustion: Sendable {
  /// Failure mode id.
  var id: String
  var namespace: String
  /// Who goes without: a workload, or an object that a manifest wants and that does not exist.
  var victim: EntityReference
  var text: String
  var evidence: [Evidence]
  var span: Span?
  var confidence: Diagnosis.Confidence
  /// Whether only the log of somebody who asked tells of it.
  var isLogged = false
  /// Whether nothing but the refusal shows that somebody goes without.
  var harmsByItself = false
  /// The quota's name, where the namespace is not known.
  var quota = ""

  /// All in the bundle, refusals first.
  static func all(
    in incident: Incident, _ refusals: [CreationFailure], _ unscheduled: [UnscheduledPod]
  ) -> [QuotaExhaustion] {
    let stated = refusals.filter { $0.id.hasPrefix("quota-exceeded-") }.compactMap { Self.stated($0, incident) }
    let refused = stated + LoggedQuotaRefusal.all(in: incident, known: stated)
    let quotas = Dictionary(grouping: incident.index.objects(kind: "ResourceQuota"), by: \.namespace)
    guard !quotas.isEmpty else { return refused }
    let known = Set(refusals.map { incident.index.workload(of: $0.owner.reference).path })
    let withPending = Set(
      incident.index.pods.filter { $0.phase == "Pending" }.map { incident.index.workload(of: $0.reference).path })
    var found = refused
    for owner in incident.shortControllers {
      let workload = incident.index.workload(of: owner.reference)
      guard !known.contains(workload.path), !withPending.contains(workload.path) else { continue }
      let template = owner.value(at: "spec.template") ?? incident.manifest(workload)?.value(at: "spec.template")
      let lacking = (quotas[owner.namespace] ?? []).compactMap { quota in
        exhausted(quota, template).map { (quota, $0) }
      }
      guard let (quota, usage) = lacking.first else { continue }
      found.append(
        usage.exhaustion(of: quota, victim: workload, owner.evidence(at: "status.replicas") ?? owner.evidence))
    }
    return found + missingClaims(unscheduled, quotas, incident) + missingServices(quotas, incident)
  }

  private static func stated(_ refusal: CreationFailure, _ incident: Incident) -> QuotaExhaustion? {
    guard let parsed = QuotaRefusal(refusal.text), let first = parsed.exceeded.first else { return nil }
    let workload = incident.index.workload(of: refusal.owner.reference)
    var exhaustion = QuotaExhaustion(
      id: refusal.id, namespace: refusal.owner.namespace, victim: workload,
      text: "quota \(parsed.quota) allows \(first.resource) \(first.limit), \(first.used) is used, and a pod of "
        + "\(workload.path) requests \(first.requested)",
      evidence: refusal.evidence, span: refusal.span, confidence: .proven)
    exhaustion.harmsByItself = refusal.harmsByItself
    exhaustion.quota = parsed.quota
    return exhaustion
  }

  /// A resource of a quota that does not allow for one more.
  private struct Usage {
    var resource: String
    var used: String
    var hard: String
    var field: Value

    func exhaustion(of quota: KubernetesObject, victim: EntityReference, _ shown: Evidence) -> QuotaExhaustion {
      QuotaExhaustion(
        id: QuotaResource.mode(of: resource), namespace: quota.namespace, victim: victim,
        text: "quota \(quota.name) allows \(resource) \(hard), \(used) is used, and \(victim.path) goes without",
        evidence: [quota.evidence(for: field, field: "status.used.\(resource)"), shown], span: nil,
        confidence: .likely)
    }
  }

  /// The first resource that one more pod of the template would exceed.
  private static func exhausted(_ quota: KubernetesObject, _ template: Value?) -> Usage? {
    usages(of: quota).first { usage in
      guard let used = Quantity.value(of: usage.used), let hard = Quantity.value(of: usage.hard) else { return false }
      switch QuotaResource.mode(of: usage.resource) {
      case "quota-exceeded-cpu", "quota-exceeded-memory", "quota-exceeded-pods":
        return QuotaResource.demand(usage.resource, of: template).map { used + $0 > hard } ?? (used >= hard)
      default: return false
      }
    }
  }

  private static func usages(of quota: KubernetesObject) -> [Usage] {
    let hard = quota.value(at: "status.hard") ?? quota.value(at: "spec.hard")
    return (quota.value(at: "status.used")?.members ?? []).compactMap { member in
      guard let used = member.value.string, let limit = hard?[member.key]?.string else { return nil }
      return Usage(resource: member.key, used: used, hard: limit, field: member.value)
    }
  }

  /// Claims that the scheduler does not find: refused ones leave no trace but their absence.
  private static func missingClaims(
    _ unscheduled: [UnscheduledPod], _ quotas: [String: [KubernetesObject]], _ incident: Incident
  ) -> [QuotaExhaustion] {
    unscheduled.filter { $0.id == "unbound-pvc-blocks-scheduling" }.flatMap { waiting in
      waiting.claims.compactMap { name -> QuotaExhaustion? in
        let namespace = waiting.pod.object.namespace
        let claim = EntityReference(kind: "PersistentVolumeClaim", namespace: namespace, name: name)
        guard incident.index.object(claim) == nil, let shown = waiting.evidence.first,
          shown.text.firstRange(of: "persistentvolumeclaim \"\(name)\" not found") != nil
        else { return nil }
        let wish = incident.manifest(claim)
        let size = wish?.string(at: "spec.resources.requests.storage").flatMap { Quantity.value(of: $0) }
        let ofClass = wish?.string(at: "spec.storageClassName").map { "\($0).storageclass.storage.k8s.io/" } ?? ""
        for quota in quotas[namespace] ?? [] {
          for usage in usages(of: quota) {
            guard let used = Quantity.value(of: usage.used), let hard = Quantity.value(of: usage.hard) else { continue }
            let resource =
              !ofClass.isEmpty && usage.resource.hasPrefix(ofClass)
              ? String(usage.resource.dropFirst(ofClass.count)) : usage.resource
            let isFull =
              switch resource {
              case "requests.storage": size.map { used + $0 > hard } ?? (used >= hard)
              case "persistentvolumeclaims", "count/persistentvolumeclaims": used >= hard
              default: false
              }
            if isFull { return usage.exhaustion(of: quota, victim: claim, shown) }
          }
        }
        return nil
      }
    }
  }

  /// Services that a manifest wants and the namespace lacks, while its quota allows no more of them.
  private static func missingServices(
    _ quotas: [String: [KubernetesObject]], _ incident: Incident
  ) -> [QuotaExhaustion] {
    let listed = Set(incident.index.objects(kind: "Service").map(\.namespace))
    return incident.manifests.filter { $0.kind == "Service" }.compactMap { wish -> QuotaExhaustion? in
      guard listed.contains(wish.namespace), incident.index.object(wish.reference) == nil else { return nil }
      let type = wish.string(at: "spec.type") ?? "ClusterIP"
      for quota in quotas[wish.namespace] ?? [] {
        for usage in usages(of: quota) where QuotaResource.counts(usage.resource, serviceOfType: type) {
          guard let used = Quantity.value(of: usage.used), let hard = Quantity.value(of: usage.hard), used >= hard
          else {
            continue
          }
          return usage.exhaustion(of: quota, victim: wish.reference, wish.evidence)
        }
      }
      return nil
    }
  }
}

extension Incident {
  /// ReplicaSets, StatefulSets and DaemonSets with fewer pods than they want.
  fileprivate var shortControllers: [KubernetesObject] {
    ["ReplicaSet", "StatefulSet", "DaemonSet"].flatMap { index.objects(kind: $0) }.filter {
      $0.deleted == nil && $0.isShortOfPods == true
    }
  }
}
