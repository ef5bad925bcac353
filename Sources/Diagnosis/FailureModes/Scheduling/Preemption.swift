import Model

/// Pods that had to make room for more important ones: no fault by itself.
extension FailureMode {
  static let podPreemptedByScheduler = FailureMode(
    card: FailureModeCard(
      id: "pod-preempted-by-scheduler", role: .risk, layer: "Scheduling",
      title: Text(en: "Pods made room for pods of higher priority", ja: "優先度の高い Pod のために Pod が削除された"),
      what: "Events say `Preempted by pod … on node …`; the pods' condition DisruptionTarget names the scheduler.",
      why: """
        No node had room for a pod of higher priority. The scheduler deletes pods of lower priority where that helps, \
        disruption budgets notwithstanding.
        """,
      remedies: [
        Remedy(
          .now, "Compare the priorities, and add room.",
          commands: ["kubectl get priorityclass", "kubectl get pods -A -o wide --field-selector status.phase=Pending"]),
        Remedy(.lasting, "Give high priority to few workloads, and plan room for the rest."),
      ],
      references: ["https://kubernetes.io/docs/concepts/scheduling-eviction/pod-priority-preemption/"]),
    recognize: { PodDisruptionMode.byNode(.preempted, "deleted to make room for pods of higher priority", $0) },
    fires: Example(
      "The scheduler preempts",
      [
        (
          "pods.yaml",
          PodDisruptionMode.disrupted(
            "PreemptionByScheduler", "default-scheduler: preempting to accommodate a higher priority pod")
        )
      ]),
    staysSilent: Example(
      "Somebody evicts",
      [("pods.yaml", PodDisruptionMode.disrupted("EvictionByEvictionAPI", "Eviction API: evicting"))]))

  static let preemptedForCriticalPod = FailureMode(
    card: FailureModeCard(
      id: "preempted-for-critical-pod", role: .risk, layer: "Scheduling",
      title: Text(en: "The kubelet ended pods for a critical one", ja: "重要な Pod のために kubelet が Pod を終了した"),
      what: "The pods are Failed with reason Preempting: `Preempted in order to admit critical pod`.",
      why: """
        A static or node-critical pod did not fit on its node. The scheduler has no part in that: the kubelet itself ends \
        pods of lower priority.
        """,
      remedies: [
        Remedy(
          .now, "Delete what is left of the pods; their controllers have made others.",
          commands: ["kubectl get pods -A --field-selector status.phase=Failed"]),
        Remedy(.lasting, "Leave headroom on such nodes with kubeReserved and systemReserved, or run fewer pods there."),
      ],
      references: [
        "https://kubernetes.io/docs/tasks/administer-cluster/guaranteed-scheduling-critical-addon-pods/"
      ]),
    recognize: { PodDisruptionMode.byNode(.preemptedForCritical, "ended for a critical pod", $0) },
    fires: Example(
      "A static pod needs room",
      [("pods.yaml", PodDisruptionMode.ended("Preempting", "Preempted in order to admit critical pod"))]),
    staysSilent: Example(
      "The node shuts down",
      [
        (
          "pods.yaml",
          PodDisruptionMode.ended("Terminated", "Pod was terminated in response to imminent node shutdown.")
        )
      ]))
}
