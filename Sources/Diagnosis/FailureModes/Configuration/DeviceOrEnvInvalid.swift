import Model

/// The runtime cannot make a specification of the container.
extension FailureMode {
  static let deviceOrEnvInvalid = FailureMode(
    card: FailureModeCard(
      id: "device-or-env-invalid", role: .fault, layer: ConfigurationMode.layer,
      title: Text(en: "The runtime cannot make a container of the spec", ja: "ランタイムがコンテナ仕様を生成できない"),
      what: "The container waits in CreateContainerError: `failed to generate spec: …`, and the text names the field.",
      why: """
        Before anything runs the runtime translates the container's spec. A device that the node lacks, a mount whose \
        propagation the node cannot give, or a path that cannot be looked at stops it there.
        """,
      remedies: [
        Remedy(
          .now, "Correct the field that the message names, or the node where it is meant to be so.",
          commands: ["kubectl -n {namespace} describe {kind} {name}"]),
        Remedy(.lasting, "Keep pods with host devices or mounts on nodes that have them, by a label."),
      ],
      references: ["https://kubernetes.io/docs/concepts/storage/volumes/#mount-propagation"]),
    recognize: {
      PodStartMode.occurrences(
        of: "device-or-env-invalid", on: .workload, "the runtime cannot make a specification of it", $0)
    },
    fires: Example(
      "A mount that is not shared",
      [
        (
          "shop.yaml",
          StartExample.pod(
            waiting: "CreateContainerError",
            message:
              "failed to generate container \"3f80\" spec: failed to generate spec: path \"/mnt\" is mounted on \"/\" but it is not a shared or slave mount"
          )
        ), StartExample.date,
      ]),
    staysSilent: Example(
      "The runtime was too slow",
      [
        (
          "shop.yaml", StartExample.pod(waiting: "CreateContainerError", message: "context deadline exceeded")
        ), StartExample.date,
      ]))
}
