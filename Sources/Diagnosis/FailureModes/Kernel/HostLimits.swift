import Model

/// A node has run out of something that every start of a container needs.
extension FailureMode {
  static let fileDescriptorOrInotifyExhaustion = FailureMode(
    card: FailureModeCard(
      id: "file-descriptor-or-inotify-exhaustion", role: .fault, layer: "Kernel and host",
      title: Text(en: "A node has no file handles or inotify watches left", ja: "ノードのファイルハンドルまたは inotify が枯渇した"),
      what: """
        Containers fail to start with `too many open files`; `kubectl logs -f` says `failed to create fsnotify watcher`; the kernel \
        may say `VFS: file-max limit … reached`.
        """,
      why: """
        fs.file-max, fs.inotify.max_user_instances or max_user_watches is too small for the number of pods, or a process never \
        closes what it opens.
        """,
      remedies: [
        Remedy(
          .now, "See which limit is met and who holds so much.",
          commands: [
            "sysctl fs.file-nr fs.inotify.max_user_instances fs.inotify.max_user_watches",
            "lsof -n | cut -c1-9 | sort | uniq -c | sort -n | tail",
          ]),
        Remedy(.lasting, "Raise the limits with sysctl on all nodes."),
      ],
      references: ["https://kubernetes.io/docs/tasks/debug/debug-cluster/monitor-node-health/"]),
    signatures: [fileLimitLine, watchLimitLine, systemdWatchLine, proxyWatchLine, KubeletExit.signature],
    recognize: {
      PodStartMode.occurrences(
        of: "file-descriptor-or-inotify-exhaustion", on: .node, "its node has no file handles or inotify watches left",
        $0)
        + StatedOnNode.occurrences(
          fileLimitLine, "has reached its limit of open files", effect: "no file handles left", $0, whileItLasts: true)
        + StatedOnNode.occurrences(
          watchLimitLine, "has no file handles or inotify watches left for the kubelet",
          effect: "no inotify watches left",
          $0, whileItLasts: true
        ) { record in
          watches.contains { record.evidence.text.firstRange(of: $0) != nil }
        }
        + StatedOnNode.occurrences(
          systemdWatchLine, "has no inotify watches left", effect: "no inotify watches left", $0, whileItLasts: true)
        + StatedOnNode.occurrences(
          proxyWatchLine, "has no inotify instances left: kube-proxy does not start",
          effect: "rules for Services are not written", $0, whileItLasts: true)
        + KubeletExit.occurrences(of: "file-descriptor-or-inotify-exhaustion", effect: "kubelet down", $0)
        + ApplicationFailureMode.occurrences(of: "file-descriptor-or-inotify-exhaustion", $0)
    },
    fires: PodStartMode.example(
      "No handle is left to make a sandbox with", "FailedCreatePodSandBox",
      "Failed to create pod sandbox: rpc error: code = Unknown desc = failed to create containerd task: failed to start shim: pipe2: too many open files in system"
    ),
    staysSilent: PodStartMode.example(
      "The network fails", "FailedCreatePodSandBox",
      "Failed to create pod sandbox: rpc error: code = Unknown desc = failed to setup network for sandbox \"3f80\": netplugin failed with no error message"
    ))

  static let hostPIDExhaustion = FailureMode(
    card: FailureModeCard(
      id: "host-pid-exhaustion", role: .fault, layer: "Kernel and host",
      title: Text(en: "A node has no process ids left", ja: "ノードのプロセス ID が枯渇した"),
      what: """
        Containers fail to start and to be executed in with `fork/exec …: resource temporarily unavailable`.
        """,
      why: """
        kernel.pid_max, kernel.threads-max or the limit of a systemd slice is met: a program forks without end, or the limit is at \
        its old default.
        """,
      remedies: [
        Remedy(
          .now, "See who has so many processes and threads.",
          commands: [
            "ps -eLo cgroup= | sort | uniq -c | sort -n | tail -40", "sysctl kernel.pid_max kernel.threads-max",
          ]),
        Remedy(.lasting, "Set podPidsLimit, and raise kernel.pid_max."),
      ],
      references: ["https://kubernetes.io/docs/concepts/policy/pid-limiting/"]),
    signatures: [HostThreads.signature],
    recognize: {
      PodStartMode.occurrences(of: "host-pid-exhaustion", on: .node, "its node has no process ids left", $0)
        + HostThreads.occurrences($0)
    },
    fires: PodStartMode.example(
      "The runtime cannot fork", "FailedCreatePodSandBox",
      "Failed to create pod sandbox: rpc error: code = Unknown desc = failed to create containerd task: failed to start shim: fork/exec /usr/bin/containerd-shim-runc-v2: resource temporarily unavailable"
    ),
    staysSilent: PodStartMode.example(
      "The network fails", "FailedCreatePodSandBox",
      "Failed to create pod sandbox: rpc error: code = Unknown desc = failed to setup network for sandbox \"3f80\": netplugin failed with no error message"
    ))

  static let hostDiskFull = FailureMode(
    card: FailureModeCard(
      id: "host-disk-full", role: .fault, layer: "Kernel and host",
      title: Text(en: "A filesystem of a node is full", ja: "ノードのファイルシステムが満杯"),
      what: """
        Containers fail to start with `no space left on device`, and the node does not report DiskPressure.
        """,
      why: """
        The full filesystem is not one that the kubelet watches (/tmp, /run, /var/log, a separate root), it filled faster than the \
        kubelet looks, or its thresholds are switched off.
        """,
      remedies: [
        Remedy(
          .now, "Find the filesystem and what fills it.",
          commands: ["df -h", "df -i", "du -xh --max-depth=3 / | sort -h | tail -40"]),
        Remedy(.lasting, "Watch all filesystems of the nodes, and rotate what grows."),
      ],
      references: ["https://kubernetes.io/docs/concepts/scheduling-eviction/node-pressure-eviction/"]),
    recognize: { HostDiskFull.occurrences($0) },
    fires: PodStartMode.example(
      "The runtime cannot write", "FailedCreatePodSandBox",
      "Failed to create pod sandbox: rpc error: code = Unknown desc = failed to create containerd task: mkdir /run/containerd/io.containerd.runtime.v2.task/k8s.io/3f80: no space left on device"
    ),
    staysSilent: PodStartMode.example(
      "The network fails", "FailedCreatePodSandBox",
      "Failed to create pod sandbox: rpc error: code = Unknown desc = failed to setup network for sandbox \"3f80\": netplugin failed with no error message"
    ))

  static let cgroupKmemLeak = FailureMode(
    card: FailureModeCard(
      id: "cgroup-kmem-leak", role: .fault, layer: "Kernel and host",
      title: Text(en: "The kernel can make no more memory cgroups", ja: "カーネルがメモリ cgroup を作れない"),
      what: """
        Sandboxes fail with `mkdir /sys/fs/cgroup/…: cannot allocate memory` or `no space left on device`, with memory and disk free.
        """,
      why: """
        Kernels before 4.x keep memory cgroups whose kernel memory is not accounted back, up to 65,535 of them.
        """,
      remedies: [
        Remedy(.now, "Reboot the node.", commands: ["cat /proc/cgroups", "uname -r"]),
        Remedy(.lasting, "Update the kernel, or boot it with cgroup.memory=nokmem."),
      ],
      references: ["https://kubernetes.io/docs/concepts/architecture/cgroups/"]),
    recognize: {
      PodStartMode.occurrences(of: "cgroup-kmem-leak", on: .node, "its node can make no more memory cgroups", $0)
    },
    fires: PodStartMode.example(
      "No cgroup can be made", "FailedCreatePodSandBox",
      "Failed to create pod sandbox: rpc error: code = Unknown desc = mkdir /sys/fs/cgroup/memory/kubepods/burstable/pod3f80: cannot allocate memory"
    ),
    staysSilent: PodStartMode.example(
      "The network fails", "FailedCreatePodSandBox",
      "Failed to create pod sandbox: rpc error: code = Unknown desc = failed to setup network for sandbox \"3f80\": netplugin failed with no error message"
    ))

  /// What the limit was reached with: a full disk uses the same words.
  private static let watches = ["inotify_add_watch", "inotify watches", "fsnotify watcher"]

  /// By the limits, since each container that ends while its cgroup is being watched makes the kubelet write
  /// `inotify_add_watch /sys/fs/cgroup/…: no such file or directory`.
  private static let watchLimitLine = LogSignature(
    "inotify-limit", component: "kubelet",
    callSites: ["raw.go", "manager.go", "watcher.go", "fs.go", "log.go", "server.go", "run.go"],
    literals: ["no space left on device", "too many open files", "user limit on inotify watches"])

  /// As systemd says it, also that of a node that is a container itself.
  private static let systemdWatchLine = LogSignature(
    "systemd-inotify-limit", component: "",
    literals: ["inotify watch limit reached", "inotify instance limit reached"])

  /// kube-proxy watches its configuration: that is the only file it needs a handle for at this point.
  private static let proxyWatchLine = LogSignature(
    "kube-proxy-inotify-limit", component: "kube-proxy", callSites: ["server.go", "run.go"],
    literals: ["failed complete: too many open files", "command failed\" err=\"failed complete: too many open files"])

  private static let fileLimitLine = LogSignature(
    "kernel-file-limit", component: "", literals: ["VFS: file-max limit ", "accept4: too many open files in system"])
}

/// Nodes on which nothing can be written although their kubelets see no disk pressure.
private enum HostDiskFull {
  static func occurrences(_ investigation: Investigation) -> [Occurrence] {
    let pressed = Set(investigation.diskPressure.map(\.node))
    return PodStartMode.occurrences(
      of: "host-disk-full", on: .node, "a filesystem of its node is full", investigation
    ).filter { occurrence in
      // Where the kubelet itself reports pressure, whoever filled the disk is sought there.
      occurrence.workload.kind != "Node" || !pressed.contains(occurrence.workload.name)
    }
  }
}

/// Runtimes and kubelets that cannot make a thread or a process of their own.
private enum HostThreads {
  static let signature = LogSignature(
    "host-threads-exhausted", component: "",
    literals: [
      "pthread_create failed: Resource temporarily unavailable", "runtime: failed to create new OS thread",
      "failed to start shim: fork/exec", "failed to start daemon: fork/exec",
    ])

  private static let hosts: Set<String> = ["containerd", "dockerd", "crio", "kubelet"]
  /// What runs in a container may have met the container's own limit.
  private static let ofContainers = ["exec failed", "exec in container", "ExecSync", "runtime create failed"]

  static func occurrences(_ investigation: Investigation) -> [Occurrence] {
    StatedOnNode.occurrences(
      signature, "has no process ids or threads left for its runtime", effect: "no process ids left", investigation,
      whileItLasts: true
    ) { record in
      let text = ([record.message] + record.fields.map(\.value)).joined(separator: " ")
      return hosts.contains(record.source.component) && text.contains("emporarily unavailable")
        && !ofContainers.contains { text.firstRange(of: $0) != nil }
    }.map { found in
      var occurrence = found
      // The limit may be the service's own.
      occurrence.confidence = .likely
      return occurrence
    }
  }
}
