import Model

/// The runtime cannot make a pod's sandbox.
extension FailureMode {
  static let sandboxImageUnavailable = FailureMode(
    card: FailureModeCard(
      id: "sandbox-image-unavailable", role: .fault, layer: "Container runtime",
      title: Text(en: "The runtime lacks the image of the sandbox", ja: "サンドボックス用イメージを取得できない"),
      what: """
        No pod starts on the node: FailedCreatePodSandBox says `failed to get sandbox image`.
        """,
      why: """
        Every pod needs the small pause image. It was deleted, never mirrored, or the runtime's configuration names another one \
        than was preloaded, and the registry cannot be reached.
        """,
      remedies: [
        Remedy(
          .now, "Load the image, or name one that the node can pull.",
          commands: ["crictl images | grep pause", "containerd config dump | grep -i sandbox"]),
        Remedy(.lasting, "Mirror the image, and set sandbox_image to the mirror on every node."),
      ],
      references: [
        "https://kubernetes.io/docs/setup/production-environment/container-runtimes/#override-pause-image-containerd"
      ]),
    recognize: {
      PodStartMode.occurrences(
        of: "sandbox-image-unavailable", on: .node, "its node lacks the image of the sandbox", $0)
    },
    fires: PodStartMode.example(
      "A node without a way out", "FailedCreatePodSandBox",
      "Failed to create pod sandbox: rpc error: code = Unknown desc = failed to get sandbox image \"registry.k8s.io/pause:3.9\": failed to pull image: dial tcp 192.0.2.7:443: i/o timeout"
    ),
    staysSilent: PodStartMode.example(
      "The network fails", "FailedCreatePodSandBox",
      "Failed to create pod sandbox: rpc error: code = Unknown desc = failed to setup network for sandbox \"3f80\": netplugin failed with no error message"
    ))

  static let runtimeClassHandlerMissing = FailureMode(
    card: FailureModeCard(
      id: "runtimeclass-handler-missing", role: .fault, layer: "Configuration / container creation",
      title: Text(en: "The node's runtime does not know the RuntimeClass", ja: "ノードのランタイムが RuntimeClass に対応していない"),
      what: """
        Pods wait in ContainerCreating; FailedCreatePodSandBox says `no runtime for "…" is configured`.
        """,
      why: """
        The RuntimeClass exists, but this node's runtime has no handler of that name: not installed, or lost with a new \
        configuration file.
        """,
      remedies: [
        Remedy(
          .now, "Configure the handler and restart the runtime, or keep such pods off the node.",
          commands: ["kubectl get runtimeclass -o yaml", "containerd config dump | grep -A3 runtimes"]),
        Remedy(.lasting, "State in the RuntimeClass which nodes support it (scheduling.nodeSelector)."),
      ],
      references: ["https://kubernetes.io/docs/concepts/containers/runtime-class/"]),
    recognize: {
      PodStartMode.occurrences(
        of: "runtimeclass-handler-missing", on: .workload, "its node's runtime does not know its RuntimeClass", $0)
    },
    fires: PodStartMode.example(
      "A handler that the node lacks", "FailedCreatePodSandBox",
      "Failed to create pod sandbox: rpc error: code = Unknown desc = failed to get sandbox runtime: no runtime for \"kata\" is configured"
    ),
    staysSilent: PodStartMode.example(
      "The network fails", "FailedCreatePodSandBox",
      "Failed to create pod sandbox: rpc error: code = Unknown desc = failed to setup network for sandbox \"3f80\": netplugin failed with no error message"
    ))
}
