import Model

/// Containers say neither what they need nor what they may take.
extension FailureMode {
  static let requestsOrLimitsMissing = FailureMode(
    card: FailureModeCard(
      id: "requests-or-limits-missing", role: .risk, layer: "Resources",
      title: Text(en: "Containers lack requests or a memory limit", ja: "requests / limits が設定されていない"),
      what: "A workload's container has no request for CPU or memory, or no memory limit.",
      why: """
        The scheduler counts a missing request as nothing and overfills nodes; under pressure such pods are evicted and \
        killed first. Without a memory limit one leak takes the whole node.
        """,
      remedies: [
        Remedy(
          .lasting, "Set requests from what the container uses, and a memory limit; a LimitRange gives defaults.",
          commands: ["kubectl -n {name} top pods --containers"])
      ],
      references: ["https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/"]),
    recognize: { investigation in
      let all = WorkloadTemplates.containers(of: ["Deployment", "StatefulSet", "DaemonSet", "CronJob"], investigation)
      let lacking = all.filter { container in
        let requests = container.value.value(at: "resources.requests")
        let limits = container.value.value(at: "resources.limits")
        // A limit stands in for the request of the same resource.
        let isRequested = ["cpu", "memory"].allSatisfy { requests?[$0] != nil || limits?[$0] != nil }
        return !isRequested || limits?["memory"] == nil
      }
      return WorkloadTemplates.risks(lacking, "lack a CPU or memory request or a memory limit", of: all)
    },
    fires: Example(
      "A container without resources", [("deployments.yaml", WorkloadExample.deployment("image: \"shop/web:1\""))]),
    staysSilent: Example(
      "A container with limits, which are its requests too",
      [
        (
          "deployments.yaml",
          WorkloadExample.deployment("image: \"shop/web:1\", resources: {limits: {cpu: 1, memory: 1Gi}}")
        )
      ]))
}
