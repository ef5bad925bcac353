import Model

/// The low parts of a start fail: the OCI runtime, systemd's scopes, snapshots, cgroups.
extension FailureMode {
  static let runcCreateFailed = FailureMode(
    card: FailureModeCard(
      id: "runc-create-failed", role: .fault, layer: "Container runtime",
      title: Text(en: "The OCI runtime cannot set up a container", ja: "OCI ランタイムがコンテナを作成できない"),
      what: """
        The container does not start; the message says `OCI runtime create failed` with the step that failed: a mount, capabilities, a \
        cgroup setting.
        """,
      why: """
        The pod asks for something that the node's kernel or runtime does not allow or know, or runc and kernel do not fit each other.
        """,
      remedies: [
        Remedy(
          .now, "Read the step at the end of the message, and compare the pod's securityContext and mounts with it.",
          commands: ["kubectl -n {namespace} describe {kind} {name}", "runc --version; uname -r"]),
        Remedy(.lasting, "Keep runc, containerd and the kernel current on all nodes."),
      ],
      references: ["https://kubernetes.io/docs/setup/production-environment/container-runtimes/"]),
    recognize: { investigation in
      PodStartMode.occurrences(
        of: "runc-create-failed", on: .workload, "the OCI runtime cannot set it up", investigation
      ).map { found in
        var occurrence = found
        occurrence.confidence = .likely
        return occurrence
      }
    },
    fires: PodStartMode.container(
      "Capabilities cannot be set",
      "failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: unable to apply caps: operation not permitted: unknown"
    ),
    staysSilent: PodStartMode.container(
      "The program is not in the image",
      "failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: exec: \"serve\": executable file not found in $PATH: unknown"
    ))

  static let systemdScopeFailure = FailureMode(
    card: FailureModeCard(
      id: "systemd-scope-or-dbus-failure", role: .fault, layer: "Container runtime",
      title: Text(en: "systemd does not make the scopes of containers", ja: "systemd がコンテナのスコープを作成できない"),
      what: """
        Pods do not start on the node: `unable to start unit "cri-containerd-….scope"`, `Message recipient disconnected from message bus \
        without replying`, or `Failed to activate service 'org.freedesktop.systemd1'`.
        """,
      why: """
        With the cgroup driver systemd each container needs a unit. systemd or D-Bus is overloaded, was restarted, or keeps dead scopes \
        of the same name.
        """,
      remedies: [
        Remedy(
          .now, "See whether systemd answers, and clear failed scopes.",
          commands: ["systemctl list-units --type scope | wc -l", "systemctl reset-failed", "systemctl daemon-reexec"]),
        Remedy(.lasting, "Update systemd, and avoid many exec probes with short periods."),
      ],
      references: ["https://kubernetes.io/docs/setup/production-environment/container-runtimes/#systemd-cgroup-driver"]),
    recognize: {
      PodStartMode.occurrences(
        of: "systemd-scope-or-dbus-failure", on: .node, "systemd on its node does not make its scope", $0)
    },
    fires: PodStartMode.example(
      "The scope of a dead container is still there", "FailedCreatePodSandBox",
      "Failed to create pod sandbox: rpc error: code = Unknown desc = failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: unable to apply cgroup configuration: unable to start unit \"cri-containerd-3f80.scope\" (properties [...]): Unit cri-containerd-3f80.scope already exists.: unknown"
    ),
    staysSilent: RuntimeStarts.networkFails)

  static let overlayFailure = FailureMode(
    card: FailureModeCard(
      id: "overlay-or-snapshotter-failure", role: .fault, layer: "Container runtime",
      title: Text(en: "A node cannot mount image layers", ja: "ノードがイメージレイヤーをマウントできない"),
      what: """
        Containers are not made: `failed to mount overlay`, `error creating overlay mount`, or `Thin Pool has … free data blocks`.
        """,
      why: """
        The filesystem below does not support overlays (XFS with ftype=0), the kernel module is missing, or the device mapper's pool is \
        used up.
        """,
      remedies: [
        Remedy(
          .now, "Look at the filesystem and the kernel's own message.",
          commands: [
            "xfs_info /var/lib/containerd | grep ftype", "lsmod | grep overlay", "dmesg -T | grep -i overlay", "lvs",
          ]),
        Remedy(.lasting, "Make the filesystem with ftype=1, and load the module at boot."),
      ],
      references: ["https://kubernetes.io/docs/setup/production-environment/container-runtimes/"]),
    signatures: [graphDriverLine],
    recognize: {
      PodStartMode.occurrences(
        of: "overlay-or-snapshotter-failure", on: .node, "its node cannot mount the layers of its image", $0)
        + StatedOnNode.occurrences(
          graphDriverLine, "has a runtime whose storage driver does not start", effect: "no layers mounted", $0,
          whileItLasts: true)
    },
    fires: PodStartMode.example(
      "The filesystem does not support it", "FailedCreatePodSandBox",
      "Failed to create pod sandbox: rpc error: code = Unknown desc = failed to create containerd task: failed to mount rootfs component: failed to mount overlay: invalid argument"
    ),
    staysSilent: RuntimeStarts.networkFails)

  private static let graphDriverLine = LogSignature(
    "graph-driver-failed", component: "dockerd",
    literals: ["prior storage driver overlay2 failed", "error initializing graphdriver"])

  static let runtimeStateCorrupt = FailureMode(
    card: FailureModeCard(
      id: "runtime-state-corrupt", role: .fault, layer: "Container runtime",
      title: Text(en: "The state of a node's runtime is damaged", ja: "ランタイムの状態データが破損している"),
      what: """
        containerd panics over its database or cannot recover its state, or containers are not made since a snapshot is not there \
        (`failed to stat parent`, `layer not known`).
        """,
      why: """
        The machine lost power, its disk was full, or somebody deleted below /var/lib/containerd by hand: database and files no longer fit.
        """,
      remedies: [
        Remedy(
          .now, "Drain the node, stop kubelet and runtime, remove the runtime's data, and start both.",
          commands: [
            "kubectl drain {node} --ignore-daemonsets --delete-emptydir-data", "systemctl stop kubelet containerd",
            "mv /var/lib/containerd /var/lib/containerd.damaged", "systemctl start containerd kubelet",
          ]),
        Remedy(.lasting, "Clean up with crictl rmi and rmp only, and keep the disk from filling up."),
      ],
      references: ["https://kubernetes.io/docs/tasks/debug/debug-cluster/crictl/"]),
    signatures: [RuntimeStarts.corruptLine],
    recognize: { investigation in
      let stated = StatedOnNode.occurrences(
        RuntimeStarts.corruptLine, "has a container runtime whose state is damaged", effect: "runtime state damaged",
        investigation, whileItLasts: true)
      let known = Set(stated.map(\.workload.name))
      return stated
        + PodStartMode.occurrences(
          of: "runtime-state-corrupt", on: .node, "the state of its node's runtime is damaged", investigation
        ).filter { !known.contains($0.workload.name) }
    },
    fires: PodStartMode.example(
      "Layers were deleted by hand", "FailedCreatePodSandBox",
      "Failed to create pod sandbox: rpc error: code = Unknown desc = failed to create containerd container: failed to stat parent: stat /var/lib/containerd/io.containerd.snapshotter.v1.overlayfs/snapshots/12/fs: no such file or directory"
    ),
    staysSilent: RuntimeStarts.networkFails)

  static let cgroupHierarchyProblem = FailureMode(
    card: FailureModeCard(
      id: "cgroup-hierarchy-problem", role: .fault, layer: "Kernel and host",
      title: Text(en: "A node's cgroups are not mounted as needed", ja: "ノードの cgroup 階層が正しくマウントされていない"),
      what: """
        Containers or the kubelet do not start: `cgroup mountpoint does not exist`, `failed to find subsystem mount for required subsystem`.
        """,
      why: """
        The host boots with another cgroup version than its old runtime knows, or without some controllers, or something unmounted them.
        """,
      remedies: [
        Remedy(
          .now, "See which hierarchies are there.",
          commands: ["mount | grep cgroup", "cat /proc/cgroups", "stat -fc %T /sys/fs/cgroup"]),
        Remedy(.lasting, "Use one cgroup version and one driver on all nodes, with a runtime that knows it."),
      ],
      references: ["https://kubernetes.io/docs/concepts/architecture/cgroups/"]),
    signatures: [NodeService.kubelet.signature, KubeletExit.signature],
    recognize: {
      PodStartMode.occurrences(
        of: "cgroup-hierarchy-problem", on: .node, "the cgroups of its node are not mounted as needed", $0)
        + KubeletExit.occurrences(of: "cgroup-hierarchy-problem", effect: "kubelet down", $0)
    },
    fires: PodStartMode.example(
      "An old runtime on a new host", "FailedCreatePodSandBox",
      "Failed to create pod sandbox: rpc error: code = Unknown desc = failed to start sandbox container: cgroups: cgroup mountpoint does not exist: unknown"
    ),
    staysSilent: RuntimeStarts.networkFails)
}

/// What the failing starts of the runtime share.
enum RuntimeStarts {
  /// containerd's database is bbolt: `panic: page 12 already freed`, `panic: invalid freelist page: 7, page type is leaf`.
  static let corruptLine = LogSignature(
    "runtime-state-damaged", component: "containerd",
    literals: [
      "already freed", "invalid freelist page", "failed to recover state",
      // What the database lists is not on the disk.
      "failed to get reader from content store: blob sha256:",
    ])

  /// Whether a runtime ends for the damage of its own data.
  static func isDamaged(_ outage: ServiceOutage, _ investigation: Investigation) -> Bool {
    outage.manner == .crashed
      && investigation.incident.records(corruptLine.id).contains { record in
        record.source.node == outage.node && (record.time.map(outage.includes) ?? true)
      }
  }

  static let networkFails = PodStartMode.example(
    "The network fails", "FailedCreatePodSandBox",
    "Failed to create pod sandbox: rpc error: code = Unknown desc = failed to setup network for sandbox \"3f80\": netplugin failed with no error message"
  )
}
