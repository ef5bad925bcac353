import Model

/// The kubelet refuses a pod for what its spec asks of the node.
extension FailureMode {
  static let forbiddenSysctl = FailureMode(
    card: FailureModeCard(
      id: "forbidden-sysctl", role: .fault, layer: ConfigurationMode.layer,
      title: Text(en: "The pod sets a sysctl that the node forbids", ja: "許可されていない sysctl を設定している"),
      what: "Pods are Failed with reason SysctlForbidden and never ran.",
      why: """
        A kubelet only lets pods set sysctls that are safe for their neighbors, and those that --allowed-unsafe-sysctls \
        lists. Nodes may differ in that list.
        """,
      remedies: [
        Remedy(
          .now, "Take the sysctl out of the template, or allow it on the nodes that run these pods.",
          commands: [
            "kubectl -n {namespace} get {kind} {name} -o jsonpath='{.spec.template.spec.securityContext.sysctls}'",
            "kubectl -n {namespace} delete pods --field-selector=status.phase=Failed",
          ]),
        Remedy(.lasting, "Keep such pods on nodes that allow it, by a taint and a label."),
      ],
      references: ["https://kubernetes.io/docs/tasks/administer-cluster/sysctl-cluster/"]),
    recognize: {
      PodRejectionMode.occurrences(of: "forbidden-sysctl", "it sets a sysctl that the node does not allow", $0)
    },
    fires: PodRejectionMode.example(
      "net.core.somaxconn", "SysctlForbidden",
      "Pod was rejected: forbidden sysctl: \"net.core.somaxconn\" not allowlisted"),
    staysSilent: PodRejectionMode.example(
      "Refused for another reason", "OutOfmemory",
      "Pod was rejected: Node didn't have enough resource: memory, requested: 4000, used: 7530, capacity: 7910"))

  static let osMismatch = FailureMode(
    card: FailureModeCard(
      id: "os-mismatch", role: .fault, layer: ConfigurationMode.layer,
      title: Text(en: "The pod is meant for another operating system", ja: "Pod の OS とノードの OS が異なる"),
      what: "Pods are Failed with reason PodOSNotSupported or PodOSSelectorNodeLabelDoesNotMatch.",
      why: "spec.os or the label kubernetes.io/os of the selector names another operating system than the node runs.",
      remedies: [
        Remedy(
          .now, "Give the template the nodeSelector kubernetes.io/os that its image is built for.",
          commands: ["kubectl get nodes -L kubernetes.io/os,kubernetes.io/arch"]),
        Remedy(.lasting, "Taint the nodes of the rarer system."),
      ],
      references: ["https://kubernetes.io/docs/concepts/workloads/pods/#pod-os"]),
    recognize: {
      PodRejectionMode.occurrences(of: "os-mismatch", "it is meant for another operating system", $0)
    },
    fires: PodRejectionMode.example(
      "A Windows pod on a Linux node", "PodOSNotSupported",
      "Pod was rejected: Failed to admit pod as the OS field doesn't match node OS"),
    staysSilent: PodRejectionMode.example(
      "Refused for another reason", "NodeShutdown", "Pod was rejected as the node is shutting down."))

  static let podSecurityContextUserns = FailureMode(
    card: FailureModeCard(
      id: "pod-security-context-userns", role: .fault, layer: ConfigurationMode.layer,
      title: Text(en: "The node does not support a feature of the pod", ja: "ノードが Pod の機能に対応していない"),
      what: """
        Pods are Failed with reason PodFeatureUnsupported, SupplementalGroupsPolicyNotSupported, \
        PodLevelResourcesNotSupported or InitContainerRestartPolicyForbidden.
        """,
      why: """
        The pod uses user namespaces, a strict group policy, restartable init containers or pod-level resources. Kubelet \
        or runtime of this node are older than that, or run without it.
        """,
      remedies: [
        Remedy(
          .now, "Run the pods on nodes that support it, or do without the field.",
          commands: ["kubectl get nodes -o wide", "kubectl get nodes -o jsonpath='{.items[*].status.features}'"]),
        Remedy(.lasting, "Upgrade all nodes before templates use new fields."),
      ],
      references: ["https://kubernetes.io/releases/version-skew-policy/"]),
    recognize: {
      PodRejectionMode.occurrences(
        of: "pod-security-context-userns", "kubelet or runtime lack a feature that it uses", $0)
    },
    fires: PodRejectionMode.example(
      "A sidecar as init container on an old node", "InitContainerRestartPolicyForbidden",
      "Pod was rejected: Init container \"proxy\" may not have a non-default restartPolicy"),
    staysSilent: PodRejectionMode.example(
      "Refused for another reason", "NodePorts",
      "Pod was rejected: Predicate NodePorts failed: node(s) didn't have free ports for the requested pod ports"))
}
