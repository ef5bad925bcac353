import Model

/// A Service that by its own words cannot lead to what it should: its selector, a port or the number of pods is wrong.
struct ServiceFault: Sendable {
  /// Id of the failure mode.
  var mode: String
  /// The Service.
  var service: KubernetesObject
  /// What an engineer would change: the Service, or the workload that was scaled down.
  var subject: EntityReference
  /// What is wrong, one sentence.
  var text: String
  /// Where it stands.
  var evidence: [Evidence]
  /// What the grounds allow.
  var confidence: Diagnosis.Confidence
  /// Whether the Service has no endpoints at all.
  var isEmpty: Bool

  /// The faults of all Services of the bundle.
  static func all(in incident: Incident) -> [ServiceFault] {
    let pods = Dictionary(grouping: incident.index.pods.filter { !$0.isFinished }, by: \.object.namespace)
    let cut = Set(incident.coverage.lists.filter { $0.kind == "Pod" && !$0.isComplete }.map(\.namespace))
    let owners = ["Deployment", "StatefulSet", "DaemonSet"].flatMap { incident.index.objects(kind: $0) }
    let workloads = Dictionary(grouping: owners, by: \.namespace)
    let services = incident.index.objects(kind: "Service")
    let names = Dictionary(grouping: services, by: \.namespace).mapValues { Set($0.map(\.name)) }
    return services.compactMap { service in
      let selector = service.value(at: "spec.selector")?.members ?? []
      guard !selector.isEmpty, service.string(at: "spec.type") != "ExternalName", service.deleted == nil else {
        return nil
      }
      let judgement = ServiceJudgement(
        service: service, selector: selector, pods: pods[service.namespace] ?? [],
        workloads: workloads[service.namespace] ?? [],
        endpoints: incident.index.object(
          EntityReference(kind: "Endpoints", namespace: service.namespace, name: service.name)),
        knowsAllPods: cut.isDisjoint(with: [service.namespace, ""]), names: names[service.namespace] ?? [])
      return judgement.fault
    }
  }
}
