import Model

/// A pod names an object or a key that its namespace does not have, or a user that its policy forbids.
extension FailureMode {
  static let missingConfigMap = FailureMode(
    card: FailureModeCard(
      id: "missing-configmap", role: .fault, layer: ConfigurationMode.layer,
      title: Text(en: "A ConfigMap that the pod names does not exist", ja: "Pod が参照する ConfigMap が存在しない"),
      what: "Pods wait in CreateContainerConfigError or ContainerCreating; the Event says `configmap … not found`.",
      why: """
        A pod sees only ConfigMaps of its own namespace. The name is mistyped, the object is in another namespace, was \
        deleted, or is applied later than the pod.
        """,
      remedies: [
        Remedy(
          .now, "Create the ConfigMap, or correct its name in the workload.",
          commands: ["kubectl -n {namespace} get configmaps", "kubectl -n {namespace} edit {kind} {name}"]),
        Remedy(.lasting, "Apply configuration before workloads, or mark the reference optional where it is."),
      ],
      references: ["https://kubernetes.io/docs/concepts/configuration/configmap/"]),
    recognize: { ConfigurationMode.occurrences(of: "missing-configmap", $0) },
    fires: ConfigurationMode.example("A mistyped name", "configmap \"web-confg\" not found"),
    staysSilent: ConfigurationMode.example(
      "The object is there, the key is not", "couldn't find key ISSUER in ConfigMap shop/web-config"))

  static let missingSecret = FailureMode(
    card: FailureModeCard(
      id: "missing-secret", role: .fault, layer: ConfigurationMode.layer,
      title: Text(en: "A Secret that the pod names does not exist", ja: "Pod が参照する Secret が存在しない"),
      what: "Pods wait in CreateContainerConfigError or ContainerCreating; the Event says `secret … not found`.",
      why: """
        A pod sees only Secrets of its own namespace. The name is mistyped, the object is in another namespace, was \
        deleted, or an operator has not written it yet.
        """,
      remedies: [
        Remedy(
          .now, "Create the Secret, or correct its name in the workload.",
          commands: ["kubectl -n {namespace} get secrets", "kubectl -n {namespace} edit {kind} {name}"]),
        Remedy(.lasting, "Apply Secrets before the workloads that use them."),
      ],
      references: ["https://kubernetes.io/docs/concepts/configuration/secret/"]),
    recognize: { ConfigurationMode.occurrences(of: "missing-secret", $0) },
    fires: ConfigurationMode.example("A Secret for an environment variable", "secret \"web-credentials\" not found"),
    staysSilent: Example(
      "The kubelet's cache has not seen the Secret yet",
      [
        (
          "shop.yaml",
          StartExample.documents(
            StartExample.pod(waiting: "ContainerCreating"),
            StartExample.event(
              "FailedMount",
              "MountVolume.SetUp failed for volume \"tls\" : object \"shop\"/\"web-tls\" not registered"))
        )
      ]))

  static let missingConfigKey = FailureMode(
    card: FailureModeCard(
      id: "missing-config-key", role: .fault, layer: ConfigurationMode.layer,
      title: Text(en: "A ConfigMap or Secret lacks a key", ja: "ConfigMap または Secret に必要なキーがない"),
      what: "Pods wait in CreateContainerConfigError; the Event says `couldn't find key …`.",
      why: """
        The object that the pod names exists, but not with this key: it is mistyped, or was renamed on one side only. \
        The kubelet does not make the container without it.
        """,
      remedies: [
        Remedy(
          .now, "Add the key, or correct it in the workload.",
          commands: ["kubectl -n {namespace} edit {kind} {name}"]),
        Remedy(.lasting, "Change keys together with the workloads that read them."),
      ],
      references: [
        "https://kubernetes.io/docs/tasks/configure-pod-container/configure-pod-configmap/#restrictions"
      ]),
    recognize: { ConfigurationMode.occurrences(of: "missing-config-key", $0) },
    fires: ConfigurationMode.example(
      "A renamed key", "couldn't find key ISSUER in ConfigMap shop/web-config"),
    staysSilent: ConfigurationMode.example("The whole object is missing", "configmap \"web-config\" not found"))

  static let runAsNonRootViolation = FailureMode(
    card: FailureModeCard(
      id: "run-as-non-root-violation", role: .fault, layer: ConfigurationMode.layer,
      title: Text(en: "The container must not run as root, but would", ja: "root 実行が禁止されたコンテナが root で動こうとする"),
      what: "Pods wait in CreateContainerConfigError; the Event names runAsNonRoot.",
      why: """
        The pod sets runAsNonRoot, and the image's user is root or a name. The kubelet can only check numbers, and \
        refuses to make the container.
        """,
      remedies: [
        Remedy(
          .now, "Set a numeric runAsUser that the image can work with.",
          commands: ["kubectl -n {namespace} edit {kind} {name}"]),
        Remedy(.lasting, "Build the image with a numeric USER other than 0."),
      ],
      references: ["https://kubernetes.io/docs/tasks/configure-pod-container/security-context/"]),
    recognize: { ConfigurationMode.occurrences(of: "run-as-non-root-violation", $0) },
    fires: ConfigurationMode.example(
      "An image that runs as root",
      "container has runAsNonRoot and image will run as root (pod: \"web-0_shop(u1)\", container: web)"),
    staysSilent: ConfigurationMode.example("A Secret is missing", "secret \"web-credentials\" not found"))
}
