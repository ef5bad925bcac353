import Model

/// Rollouts of workloads, by what keeps their former templates: ReplicaSets and ControllerRevisions.
enum Rollout {
  /// One revision of a workload.
  private struct Revision {
    var number: Int
    var template: Value
    var object: KubernetesObject
  }

  static func changes(in incident: Incident) -> [Change] {
    var revisions: [EntityReference: [Revision]] = [:]
    for set in incident.index.objects(kind: "ReplicaSet") {
      guard let owner = set.controller, owner.kind == "Deployment",
        let number = set.annotation("deployment.kubernetes.io/revision").flatMap({ Int($0) }),
        let template = set.value(at: "spec.template")
      else { continue }
      revisions[owner, default: []].append(Revision(number: number, template: template, object: set))
    }
    for entry in incident.index.objects(kind: "ControllerRevision") {
      guard let owner = entry.controller, let number = entry.value(at: "revision")?.integer,
        let template = entry.value(at: "data.spec.template")
      else { continue }
      revisions[owner, default: []].append(Revision(number: number, template: template, object: entry))
    }
    return revisions.keys.sorted().flatMap { owner -> [Change] in
      let sorted = (revisions[owner] ?? []).sorted { ($0.number, $0.object.name) < ($1.number, $1.object.name) }
      return zip(sorted, sorted.dropFirst()).compactMap { change(of: owner, from: $0, to: $1, incident) }
    }
  }

  private static func change(
    of owner: EntityReference, from old: Revision, to new: Revision, _ incident: Incident
  ) -> Change? {
    // A rollback takes up an old ReplicaSet: its creation is not the time of the change, its scaling up is.
    let isRollback = new.object.annotation("deployment.kubernetes.io/revision-history") != nil
    let scaled = incident.index.events("ScalingReplicaSet", about: owner).last {
      $0.message.hasPrefix("Scaled up replica set \(new.object.name) ")
    }
    let created = new.object.created.map { ($0, new.object.evidence(at: "metadata.creationTimestamp", time: $0)) }
    let told = scaled.flatMap { event in event.time.map { ($0.from, event.evidence.first) } }
    guard let (time, evidence) = isRollback ? told : created ?? told, let evidence else { return nil }
    let differences = TemplateDifference.between(old.template, new.template)
    let what = differences.isEmpty ? "" : ": " + TemplateDifference.described(differences)
    return Change(
      time: time, kind: .rollout, entity: incident.index.object(owner)?.reference ?? owner,
      text:
        "\(isRollback ? "rolled back to the template of \(new.object.name)" : "rolled out revision \(new.number)")\(what)",
      evidence: evidence)
  }
}

/// Where two pod templates differ.
enum TemplateDifference {
  /// Fields that differ, e.g. `containers.api.image: shop/api:1.4 → shop/api:1.5`, in the order of the new template.
  static func between(_ old: Value, _ new: Value) -> [String] {
    var found: [String] = []
    compare(old, new, "", &found)
    return found
  }

  /// At most four of them.
  static func described(_ differences: [String]) -> String {
    let shown = differences.prefix(4).joined(separator: "; ")
    return differences.count > 4 ? "\(shown); and \(differences.count - 4) more" : shown
  }

  private static let longestValue = 80

  private static func compare(_ old: Value?, _ new: Value?, _ path: String, _ found: inout [String]) {
    // Written by controllers, or telling nothing of what runs.
    guard !path.hasSuffix("pod-template-hash"), !path.hasSuffix("controller-revision-hash"),
      !path.hasSuffix("creationTimestamp")
    else { return }
    let parts = (members(old), members(new))
    guard parts.0 != nil || parts.1 != nil else {
      let texts = (scalar(old), scalar(new))
      if texts.0 != texts.1 { found.append(difference(path, texts.0, texts.1)) }
      return
    }
    let before = parts.0 ?? []
    let after = parts.1 ?? []
    for (key, value) in after {
      compare(before.first { $0.key == key }?.value, value, path.isEmpty ? key : "\(path).\(key)", &found)
    }
    for (key, value) in before where !after.contains(where: { $0.key == key }) {
      compare(value, nil, path.isEmpty ? key : "\(path).\(key)", &found)
    }
  }

  /// Members by key; items of a list by their name, since kubectl keeps no order between them.
  private static func members(_ value: Value?) -> [(key: String, value: Value)]? {
    switch value?.content {
    case .mapping(let members): members.map { ($0.key, $0.value) }
    case .sequence(let items):
      items.enumerated().map { ($1["name"]?.string ?? $1["containerPort"]?.string ?? String($0), $1) }
    case .scalar, .null, nil: nil
    }
  }

  private static func scalar(_ value: Value?) -> String? {
    value?.string.map { $0.count > longestValue ? "\($0.prefix(longestValue))…" : $0 }
  }

  /// Values of environment variables may be secrets: only that they changed is told.
  private static func difference(_ path: String, _ old: String?, _ new: String?) -> String {
    let field = path.hasPrefix("spec.") ? String(path.dropFirst(5)) : path
    let isSecret = field.contains(".env.") && field.hasSuffix(".value")
    switch (old, new) {
    case (nil, _): return isSecret ? "\(field) added" : "\(field) added: \(new ?? "")"
    case (_, nil): return "\(field) removed"
    default: return isSecret ? "\(field) changed" : "\(field): \(old ?? "") → \(new ?? "")"
    }
  }
}
