import Model

/// What changed before something broke, on what the trouble is about.
enum Changes {
  /// A change older than this is seldom what broke it.
  static let window = seconds(24 * 3600)

  /// An object's birth writes it several times.
  static let settling = seconds(60)

  /// Lines that tell of starts.
  static let signatures = NodeStart.signatures

  /// Changes before the trouble began on its subjects, what they use, and their nodes; in time order.
  static func before(
    _ causes: [Diagnosis.RootCause], _ symptoms: [Diagnosis.Symptom], _ incident: Incident
  ) -> [Change] {
    var found: Set<Change> = []
    let all = all(in: incident)
    for cause in causes.prefix(5) {
      let nodes = cause.chain.filter { $0.subject.kind == "Node" }.map(\.subject)
      found.formUnion(select(all, before: cause.time?.from, about: cause.subjects + nodes, incident))
    }
    for symptom in symptoms where causes.isEmpty {
      found.formUnion(select(all, before: symptom.time?.from, about: [symptom.subject], incident))
    }
    return found.sorted()
  }

  private static func select(
    _ changes: [Change], before onset: Moment?, about subjects: [EntityReference], _ incident: Incident
  ) -> [Change] {
    guard let onset else { return [] }
    let scope = ChangeScope(subjects, incident)
    return changes.filter { change in
      let lead = onset.latest.nanoseconds(since: change.time.earliest)
      return lead >= 0 && lead <= window && scope.contains(change)
    }
  }

  static func all(in incident: Incident) -> [Change] {
    (Rollout.changes(in: incident) + edits(in: incident) + NodeStart.changes(in: incident) + incident.markers).sorted()
  }

  /// Writes by people and pipelines after an object's birth, the last of each writer.
  private static func edits(in incident: Incident) -> [Change] {
    incident.objects.flatMap { object -> [Change] in
      guard object.kind != "Pod", object.kind != "ReplicaSet" else { return [] }
      return object.edits.compactMap { edit in
        guard let created = object.created, edit.time.earliest.nanoseconds(since: created.latest) > settling else {
          return nil
        }
        return Change(
          time: edit.time, kind: .edit, entity: object.reference,
          text: "changed by \(edit.manager) (\(edit.operation))",
          evidence: object.evidence(for: edit.value, field: edit.field, time: edit.time))
      }
    }
  }
}

/// What the trouble of some subjects can hang on: they themselves, what their templates name, their nodes, and what
/// rules over their namespace.
struct ChangeScope {
  private var paths: Set<String> = []
  private var namespaces: Set<String> = []

  /// Kinds that act on a whole namespace.
  private static let ruling: Set<String> = [
    "ResourceQuota", "LimitRange", "NetworkPolicy", "Ingress", "Namespace", "Role", "RoleBinding",
  ]

  init(_ subjects: [EntityReference], _ incident: Incident) {
    for subject in subjects {
      let workload = incident.index.workload(of: subject)
      paths.formUnion([subject.object.path, workload.path])
      if subject.kind == "Namespace" {
        namespaces.insert(subject.name)
      } else if !subject.namespace.isEmpty {
        namespaces.insert(subject.namespace)
      }
      let template =
        incident.index.object(workload)?.value(at: "spec.template") ?? incident.index.object(subject.object)?.root
      if let spec = template?["spec"] { use(spec, namespace: subject.namespace) }
      serve(template?.value(at: "metadata.labels"), namespace: subject.namespace, incident)
    }
  }

  func contains(_ change: Change) -> Bool {
    let entity = change.entity
    if paths.contains(entity.path) { return true }
    if change.kind == .marker { return entity.name.isEmpty || namespaces.contains(entity.namespace) }
    let namespace = entity.kind == "Namespace" ? entity.name : entity.namespace
    return Self.ruling.contains(entity.kind) && namespaces.contains(namespace)
  }

  /// ConfigMaps, Secrets, claims and accounts that a pod's spec names.
  private mutating func use(_ spec: Value, namespace: String) {
    func add(_ kind: String, _ name: String?) {
      if let name { paths.insert(EntityReference(kind: kind, namespace: namespace, name: name).path) }
    }
    add("ServiceAccount", spec["serviceAccountName"]?.string)
    for volume in spec["volumes"]?.items ?? [] {
      add("ConfigMap", volume.value(at: "configMap.name")?.string)
      add("Secret", volume.value(at: "secret.secretName")?.string)
      add("PersistentVolumeClaim", volume.value(at: "persistentVolumeClaim.claimName")?.string)
    }
    for container in (spec["initContainers"]?.items ?? []) + (spec["containers"]?.items ?? []) {
      for source in container["envFrom"]?.items ?? [] {
        add("ConfigMap", source.value(at: "configMapRef.name")?.string)
        add("Secret", source.value(at: "secretRef.name")?.string)
      }
      for variable in container["env"]?.items ?? [] {
        add("ConfigMap", variable.value(at: "valueFrom.configMapKeyRef.name")?.string)
        add("Secret", variable.value(at: "valueFrom.secretKeyRef.name")?.string)
      }
    }
  }

  /// Services that select the pods.
  private mutating func serve(_ labels: Value?, namespace: String, _ incident: Incident) {
    guard let labels else { return }
    for service in incident.index.objects(kind: "Service") where service.namespace == namespace {
      let selector = service.value(at: "spec.selector")?.members ?? []
      guard !selector.isEmpty, selector.allSatisfy({ labels[$0.key]?.string == $0.value.string }) else { continue }
      paths.insert(service.reference.path)
    }
  }
}
