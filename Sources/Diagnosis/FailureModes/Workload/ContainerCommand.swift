import Model

/// A container's command cannot be executed: it never ran.
extension FailureMode {
  static let wrongCommandOrArgs = FailureMode(
    card: FailureModeCard(
      id: "wrong-command-or-args", role: .fault, layer: "Workload / application",
      title: Text(en: "The container's command does not exist in its image", ja: "コンテナのコマンドがイメージに存在しない"),
      what: """
        The container ends at once with StartError (128) or ContainerCannotRun (127), without a line of its log: `executable file \
        not found in $PATH` or `no such file or directory`.
        """,
      why: """
        `command` replaces the image's ENTRYPOINT and `args` its CMD. The name is mistyped, the image has no shell, or a script \
        names an interpreter that the image lacks.
        """,
      remedies: [
        Remedy(
          .now, "Correct command or args, or see what the image holds.",
          commands: ["kubectl -n {namespace} get {kind} {name} -o yaml"]),
        Remedy(.lasting, "Test the image with the same command in CI."),
      ],
      references: ["https://kubernetes.io/docs/tasks/inject-data-application/define-command-argument-container/"]),
    recognize: {
      PodStartMode.occurrences(
        of: "wrong-command-or-args", on: .workload, "its command does not exist in the image", $0)
        + ApplicationFailureMode.occurrences(of: "wrong-command-or-args", $0)
    },
    fires: PodStartMode.container(
      "A mistyped program",
      "failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: exec: \"serv\": executable file not found in $PATH: unknown"
    ),
    staysSilent: PodStartMode.container(
      "The program is there but may not be executed",
      "failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: exec: \"/entrypoint.sh\": permission denied: unknown"
    ))

  static let execPermissionDenied = FailureMode(
    card: FailureModeCard(
      id: "exec-permission-denied", role: .fault, layer: "Workload / application",
      title: Text(en: "The container's command is not executable", ja: "コンテナのコマンドに実行権限がない"),
      what: """
        The container ends at once with StartError: `exec: "…": permission denied`.
        """,
      why: """
        The file lacks its execute bit (lost by git or zip, or mounted from a ConfigMap without defaultMode 0755), lies on a mount \
        with noexec, or the user may not reach it.
        """,
      remedies: [
        Remedy(
          .now, "Set the bit in the image, or defaultMode: 0755 on the volume.",
          commands: ["kubectl -n {namespace} get {kind} {name} -o yaml"]),
        Remedy(.lasting, "Set the mode in the Dockerfile (COPY --chmod=755)."),
      ],
      references: ["https://kubernetes.io/docs/concepts/configuration/configmap/"]),
    recognize: {
      PodStartMode.occurrences(of: "exec-permission-denied", on: .workload, "its command is not executable", $0)
        + ApplicationFailureMode.occurrences(of: "exec-permission-denied", $0)
    },
    fires: PodStartMode.container(
      "The execute bit is missing",
      "failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: exec: \"/entrypoint.sh\": permission denied: unknown"
    ),
    staysSilent: PodStartMode.container(
      "The program is absent",
      "failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: exec: \"/entrypoint.sh\": stat /entrypoint.sh: no such file or directory: unknown"
    ))

  static let execFormatError = FailureMode(
    card: FailureModeCard(
      id: "exec-format-error", role: .fault, layer: "Workload / application",
      title: Text(en: "The container's command is of another architecture", ja: "コンテナのコマンドが別アーキテクチャ向けである"),
      what: """
        The container ends at once: `exec format error`.
        """,
      why: """
        The image was built for another processor (amd64 on arm64 or the reverse), or a script has no first line that names its \
        interpreter. On a mixed cluster only some nodes fail.
        """,
      remedies: [
        Remedy(
          .now, "Compare the image's architecture with the node's.",
          commands: ["kubectl get nodes -L kubernetes.io/arch"]),
        Remedy(.lasting, "Build for all architectures of the cluster, or select nodes by kubernetes.io/arch."),
      ],
      references: [
        "https://kubernetes.io/docs/concepts/containers/images/#multi-architecture-images-with-image-indexes"
      ]),
    recognize: {
      PodStartMode.occurrences(of: "exec-format-error", on: .workload, "its command is of another architecture", $0)
        + ApplicationFailureMode.occurrences(of: "exec-format-error", $0)
    },
    fires: PodStartMode.container(
      "An image for arm64",
      "failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: exec /srv/web: exec format error: unknown"
    ),
    staysSilent: PodStartMode.container(
      "The program is absent",
      "failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: exec: \"/srv/web\": stat /srv/web: no such file or directory: unknown"
    ))

  static let subPathPrepareFailed = FailureMode(
    card: FailureModeCard(
      id: "subpath-prepare-failed", role: .fault, layer: "Configuration / container creation",
      title: Text(en: "A subPath of a volume cannot be mounted", ja: "ボリュームの subPath をマウントできない"),
      what: """
        The container is not made: `failed to prepare subPath for volumeMount`, or the runtime cannot mount it (`Are you trying to \
        mount a directory onto a file`).
        """,
      why: """
        The path is a file where a directory is wanted or the reverse, cannot be made on a read-only volume, or a ConfigMap changed \
        while its subPath was mounted.
        """,
      remedies: [
        Remedy(
          .now, "Compare the subPath with what the volume holds; delete the pod so that it is mounted anew.",
          commands: ["kubectl -n {namespace} get {kind} {name} -o yaml"]),
        Remedy(.lasting, "Mount the directory instead of a subPath where the object changes."),
      ],
      references: ["https://kubernetes.io/docs/concepts/storage/volumes/#using-subpath"]),
    recognize: {
      PodStartMode.occurrences(
        of: "subpath-prepare-failed", on: .workload, "a subPath of its volume cannot be mounted", $0)
    },
    fires: PodStartMode.container(
      "A directory onto a file",
      "failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: error mounting \"/var/lib/kubelet/pods/u1/volume-subpaths/conf/web/0\" to rootfs at \"/etc/web.conf\": not a directory: Are you trying to mount a directory onto a file (or vice-versa)?: unknown"
    ),
    staysSilent: PodStartMode.container(
      "The program is absent",
      "failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: exec: \"/srv/web\": stat /srv/web: no such file or directory: unknown"
    ))

  static let bindSourceMissing = FailureMode(
    card: FailureModeCard(
      id: "bind-source-missing", role: .fault, layer: "Configuration / container creation",
      title: Text(en: "A path of the host does not exist", ja: "マウント元のホストのパスが存在しない"),
      what: """
        The container is not made: `bind source path does not exist`.
        """,
      why: """
        Docker does not make a missing source of a bind mount; the path is not on this node.
        """,
      remedies: [
        Remedy(.now, "Make the path on the node, or correct the volume.", commands: ["ls -ld PATH"]),
        Remedy(.lasting, "Use hostPath with DirectoryOrCreate."),
      ],
      references: ["https://kubernetes.io/docs/concepts/storage/volumes/#hostpath"]),
    recognize: {
      PodStartMode.occurrences(
        of: "bind-source-missing", on: .workload, "a path of the host that it mounts does not exist", $0)
    },
    fires: PodStartMode.container(
      "A path that only some nodes have",
      "invalid mount config for type \"bind\": bind source path does not exist: /srv/data"),
    staysSilent: PodStartMode.container(
      "The program is absent",
      "failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: exec: \"/srv/web\": stat /srv/web: no such file or directory: unknown"
    ))

  static let seccompOrAppArmorProfileMissing = FailureMode(
    card: FailureModeCard(
      id: "seccomp-or-apparmor-profile-missing", role: .fault, layer: "Configuration / container creation",
      title: Text(en: "A security profile is not on the node", ja: "セキュリティプロファイルがノードにない"),
      what: """
        The container is not made: `cannot load seccomp profile` or an AppArmor profile that is not loaded.
        """,
      why: """
        Localhost profiles are files of the node; nothing distributes them by itself.
        """,
      remedies: [
        Remedy(.now, "Bring the profile to the node.", commands: ["ls /var/lib/kubelet/seccomp", "aa-status"]),
        Remedy(.lasting, "Distribute profiles with the security profiles operator or the node's image."),
      ],
      references: ["https://kubernetes.io/docs/tutorials/security/seccomp/"]),
    recognize: {
      PodStartMode.occurrences(
        of: "seccomp-or-apparmor-profile-missing", on: .workload, "a security profile that it names is not on its node",
        $0)
    },
    fires: PodStartMode.container(
      "A seccomp profile is absent",
      "failed to create containerd container: cannot load seccomp profile \"/var/lib/kubelet/seccomp/web.json\": open /var/lib/kubelet/seccomp/web.json: no such file or directory"
    ),
    staysSilent: PodStartMode.container(
      "The program is absent",
      "failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: exec: \"/srv/web\": stat /srv/web: no such file or directory: unknown"
    ))
}
