import Model

/// The kubelet cannot set up the node's control groups, CPUs or kernel settings.
extension FailureMode {
  static let containerManagerStartFailed = FailureMode(
    card: FailureModeCard(
      id: "container-manager-start-failed", role: .fault, layer: "Node / kubelet",
      title: Text(en: "The kubelet's container manager does not start", ja: "kubelet の ContainerManager が起動しない"),
      what: """
        The kubelet ends at each start with `Failed to start ContainerManager` and what is wrong with the host.
        """,
      why: """
        Before it starts pods the kubelet checks kernel settings, makes its control groups and restores the assignment of CPUs. \
        With protectKernelDefaults a setting that differs, and after a change of policy an old state file, make it give up.
        """,
      remedies: [
        Remedy(
          .now, "Repair what the message names; delete an old CPU manager state only after a drain.",
          commands: [
            "sysctl vm.overcommit_memory kernel.panic", "rm /var/lib/kubelet/cpu_manager_state",
            "systemctl restart kubelet",
          ]),
        Remedy(
          .lasting,
          "Set the kernel settings in /etc/sysctl.d, and drain nodes before a change of CPU or memory manager policy."),
      ],
      references: ["https://kubernetes.io/docs/tasks/administer-cluster/cpu-management-policies/"]),
    signatures: [NodeService.kubelet.signature, KubeletExit.signature],
    recognize: { KubeletExit.occurrences(of: "container-manager-start-failed", effect: "kubelet down", $0) },
    fires: KubeletExit.example(
      "A kernel setting differs",
      error:
        "Failed to start ContainerManager invalid kernel flag: vm/overcommit_memory, expected value: 1, actual value: 0"
    ),
    staysSilent: KubeletExit.example(
      "The kubelet ends for another reason", error: "failed to run Kubelet: unable to determine runtime API version"))
}
