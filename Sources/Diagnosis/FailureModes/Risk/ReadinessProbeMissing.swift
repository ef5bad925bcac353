import Model

/// Pods behind a Service say nothing of when they can serve.
extension FailureMode {
  static let readinessProbeMissing = FailureMode(
    card: FailureModeCard(
      id: "readiness-probe-missing", role: .risk, layer: "Probes",
      title: Text(en: "Pods behind a Service have no readiness probe", ja: "readinessProbe が設定されていない"),
      what: "A Service selects a workload of which no container has a readiness probe.",
      why: """
        Without one a pod counts as ready as soon as its process runs: it gets traffic before it listens, and rollouts go \
        on although the new version cannot serve.
        """,
      remedies: [
        Remedy(.lasting, "Add a readiness probe that tests what the Service promises, not its dependencies.")
      ],
      references: ["https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/"]),
    recognize: { investigation in
      let all = WorkloadTemplates.containers(of: ["Deployment", "StatefulSet"], investigation)
        .filter { isServed($0.workload, investigation) }
      let probed = Set(all.filter { $0.value["readinessProbe"] != nil }.map(\.workload.reference.path))
      let lacking = all.filter { !probed.contains($0.workload.reference.path) }
      return WorkloadTemplates.risks(lacking, "behind a Service have no readiness probe", of: all)
    },
    fires: Example(
      "A served workload without a probe",
      [("deployments.yaml", WorkloadExample.deployment("image: \"shop/web:1\"")), ("services.yaml", service)]),
    staysSilent: Example(
      "A served workload with one",
      [
        (
          "deployments.yaml",
          WorkloadExample.deployment("image: \"shop/web:1\", readinessProbe: {httpGet: {path: /, port: 80}}")
        ), ("services.yaml", service),
      ]))

  private static func isServed(_ workload: KubernetesObject, _ investigation: Investigation) -> Bool {
    let labels = workload.value(at: "spec.template.metadata.labels")
    return investigation.index.objects(kind: "Service").contains { service in
      let selector = service.value(at: "spec.selector")?.members ?? []
      return service.namespace == workload.namespace && !selector.isEmpty
        && selector.allSatisfy { labels?[$0.key]?.string == $0.value.string }
    }
  }

  private static let service = """
    apiVersion: v1
    kind: Service
    metadata: {name: web, namespace: shop, uid: s1, creationTimestamp: "2024-05-06T09:00:00Z"}
    spec: {selector: {app: web}, ports: [{port: 80}]}
    status: {loadBalancer: {}}

    """
}
