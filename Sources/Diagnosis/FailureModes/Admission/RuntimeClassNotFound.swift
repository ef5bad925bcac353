import Model

/// The pods name a RuntimeClass that the cluster does not have.
extension FailureMode {
  static let runtimeClassNotFound = FailureMode(
    card: FailureModeCard(
      id: "runtimeclass-not-found", role: .fault, layer: QuotaMode.layer,
      title: Text(en: "The RuntimeClass of the pods does not exist", ja: "RuntimeClass が存在しない"),
      what: """
        A workload has fewer pods than it wants, and no pod is pending: they were never created. The Events FailedCreate \
        of its ReplicaSet or Job say `pod rejected: RuntimeClass "x" not found`.
        """,
      why: """
        runtimeClassName names a cluster-wide object that was never made here, or has another name than in the cluster that \
        the manifest was written for.
        """,
      remedies: [
        Remedy(
          .now, "Create the RuntimeClass, or correct runtimeClassName.",
          commands: [
            "kubectl get runtimeclass", "kubectl -n {namespace} get events --field-selector reason=FailedCreate",
          ])
      ],
      references: ["https://kubernetes.io/docs/concepts/containers/runtime-class/"]),
    recognize: { QuotaMode.refusals("runtimeclass-not-found", "their RuntimeClass does not exist", $0) },
    fires: QuotaMode.example(
      "The pods are refused",
      "Error creating: pods \"web-6b7f-x\" is forbidden: pod rejected: RuntimeClass \"sandboxed\" not found"),
    staysSilent: QuotaMode.example(
      "The class was made a moment later",
      "Error creating: pods \"web-6b7f-x\" is forbidden: pod rejected: RuntimeClass \"sandboxed\" not found",
      more: "apiVersion: node.k8s.io/v1\nkind: RuntimeClass\nmetadata: {name: sandboxed, uid: r1}\nhandler: kata\n"))
}
