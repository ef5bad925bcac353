import Model

/// A ConfigMap or Secret was changed after the containers that read it only once had started.
extension FailureMode {
  static let configurationNotReloaded = FailureMode(
    card: FailureModeCard(
      id: "configuration-not-reloaded", role: .risk, layer: "Workload / application",
      title: Text(en: "Containers run with an older configuration", ja: "設定変更がコンテナに反映されていない"),
      what:
        "A ConfigMap or Secret that gives a container its variables, or a subPath mount, is younger than the container.",
      why: """
        Variables and subPath mounts are taken at a container's start and never again. What was corrected in the object \
        since has no effect until the pods start anew.
        """,
      remedies: [
        Remedy(
          .lasting, "Restart the pods; put a checksum of the configuration into the template's annotations.",
          commands: ["kubectl -n {namespace} rollout restart {kind} {name}"])
      ],
      references: [
        "https://kubernetes.io/docs/concepts/configuration/configmap/#mounted-configmaps-are-updated-automatically"
      ]),
    recognize: { StaleConfiguration.occurrences($0) },
    fires: StaleConfiguration.example("The map was edited an hour after the start", edited: "2024-05-06T09:00:00Z"),
    staysSilent: StaleConfiguration.example("It was edited before", edited: "2024-05-06T07:00:00Z"))
}

/// Running containers against the last edits of what they were started with.
private enum StaleConfiguration {
  static func occurrences(_ investigation: Investigation) -> [Occurrence] {
    var told = Set<String>()
    return investigation.index.pods.flatMap { pod -> [Occurrence] in
      guard pod.object.rendering == .api, pod.object.deleted == nil else { return [] }
      return pod.containerStatuses.flatMap { status -> [Occurrence] in
        guard let since = status.runningSince else { return [] }
        return readOnce(by: status.name, in: pod).compactMap { reference in
          guard let object = investigation.index.object(reference),
            let edit = object.edits.max(by: { $0.time < $1.time }), since.isProvablyBefore(edit.time)
          else { return nil }
          let workload = investigation.workload(of: pod)
          guard told.insert("\(workload.path) \(reference.path)").inserted else { return nil }
          return Occurrence(
            subject: pod.reference, workload: workload, joints: [.workload(workload), .object(reference.path)],
            span: Span(edit.time),
            text: "\(workload.path) runs with what \(reference.path) held before \(edit.manager) changed it",
            evidence: [object.evidence(for: edit.value, field: edit.field, time: edit.time)]
              + (status.value.value(at: "state.running.startedAt").map {
                [pod.object.evidence(for: $0, field: "\(status.field).state.running.startedAt", time: since)]
              } ?? []))
        }
      }
    }
  }

  /// ConfigMaps and Secrets that a container reads at its start only.
  private static func readOnce(by container: String, in pod: Pod) -> [EntityReference] {
    guard let spec = pod.containers.first(where: { $0.value["name"]?.string == container })?.value else { return [] }
    var found: [EntityReference] = []
    func add(_ kind: String, _ name: String?) {
      guard let name else { return }
      let reference = EntityReference(kind: kind, namespace: pod.object.namespace, name: name)
      if !found.contains(reference) { found.append(reference) }
    }
    for source in spec["envFrom"]?.items ?? [] {
      add("ConfigMap", source.value(at: "configMapRef.name")?.string)
      add("Secret", source.value(at: "secretRef.name")?.string)
    }
    for entry in spec["env"]?.items ?? [] {
      add("ConfigMap", entry.value(at: "valueFrom.configMapKeyRef.name")?.string)
      add("Secret", entry.value(at: "valueFrom.secretKeyRef.name")?.string)
    }
    let partial = Set(
      (spec["volumeMounts"]?.items ?? []).filter { $0["subPath"] != nil }.compactMap { $0["name"]?.string })
    for volume in pod.object.value(at: "spec.volumes")?.items ?? []
    where volume["name"]?.string.map(partial.contains) ?? false {
      add("ConfigMap", volume.value(at: "configMap.name")?.string)
      add("Secret", volume.value(at: "secret.secretName")?.string)
    }
    return found
  }

  static func example(_ title: String, edited: String) -> Example {
    Example(
      title,
      [
        (
          "shop.yaml",
          """
          apiVersion: v1
          kind: Pod
          metadata: {name: web-0, namespace: shop, uid: u1, creationTimestamp: "2024-05-06T08:00:00Z"}
          spec: {nodeName: n1, containers: [{name: web, image: a, envFrom: [{configMapRef: {name: settings}}]}]}
          status:
            phase: Running
            containerStatuses: [{name: web, ready: true, restartCount: 0, state: {running: {startedAt: "2024-05-06T08:00:05Z"}}}]
          ---
          apiVersion: v1
          kind: ConfigMap
          metadata:
            name: settings
            namespace: shop
            uid: c1
            creationTimestamp: "2024-05-06T06:00:00Z"
            managedFields:
            - {manager: kubectl-edit, operation: Update, time: "\(edited)"}
          data: {LOG: debug}

          """
        )
      ])
  }
}
