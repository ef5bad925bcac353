import Model

/// What a host's kernel and boot leave undone.
extension FailureMode {
  static let storageStall = FailureMode(
    card: FailureModeCard(
      id: "storage-stall", role: .fault, layer: "Kernel and host",
      title: Text(en: "A file server does not answer a node", ja: "ファイルサーバーがノードに応答しない"),
      what: """
        The kernel says `nfs: server … not responding, still trying`, and has not found it again. Whatever touches a mount of that server \
        hangs: containers, the kubelet's volume checks, `df`.
        """,
      why: """
        The server or the way to it is down. A hard NFS mount waits forever and takes no signal, so that containers cannot be killed either.
        """,
      remedies: [
        Remedy(
          .now, "Bring the server back, or unmount it with force.",
          commands: ["mount | grep nfs", "rpcinfo -t SERVER nfs", "umount -f -l MOUNTPOINT"]),
        Remedy(.lasting, "Make the server redundant, and alert when it does not answer."),
      ],
      references: ["https://kubernetes.io/docs/concepts/storage/volumes/#nfs"]),
    signatures: [ServerSilence.line],
    recognize: { ServerSilence.occurrences($0) },
    fires: StatedOnNode.kernel(
      "The server is gone, and PLEG falls behind", "nfs: server 10.0.0.40 not responding, still trying",
      ready: "False", message: "PLEG is not healthy: pleg was last seen active 3m1s ago; threshold is 3m0s"),
    staysSilent: StatedOnNode.kernel(
      "The server was back at once", "nfs: server 10.0.0.40 not responding, still trying", "nfs: server 10.0.0.40 OK"))

  static let bootConfigurationLost = FailureMode(
    card: FailureModeCard(
      id: "boot-configuration-lost", role: .fault, layer: "Kernel and host",
      title: Text(en: "A kernel module of the node is missing", ja: "ノードのカーネルモジュールが見つからない"),
      what: """
        `modprobe: FATAL: Module br_netfilter not found` or `Failed to find module 'overlay'` at boot: the pod network or the runtime works \
        no longer, mostly since a reboot.
        """,
      why: """
        The host booted another kernel whose modules are not installed, or what was loaded by hand was never made permanent.
        """,
      remedies: [
        Remedy(
          .now, "Install the modules of the running kernel, and load them.",
          commands: ["uname -r; ls /lib/modules", "modprobe overlay br_netfilter", "sysctl --system"]),
        Remedy(
          .lasting, "List the modules in /etc/modules-load.d and the settings in /etc/sysctl.d, and test with a reboot."
        ),
      ],
      references: [
        "https://kubernetes.io/docs/setup/production-environment/container-runtimes/#prerequisite-ipv4-forwarding-optional"
      ]),
    signatures: [moduleLine],
    recognize: { investigation in
      StatedOnNode.occurrences(
        moduleLine, "lacks a kernel module that Kubernetes needs", effect: "kernel module missing", investigation
      ) { record in modules.contains { record.evidence.text.firstRange(of: $0) != nil } }
    },
    fires: Example(
      "A module of another kernel",
      [
        (
          "nodes/n1/journal/system.log",
          "2024-05-06T10:00:00.000200+0000 n1 systemd-modules-load[412]: modprobe: FATAL: Module br_netfilter not found in directory /lib/modules/6.1.0-21-amd64\n"
        )
      ]),
    staysSilent: StatedOnNode.kernel(
      "A module that Kubernetes does not need",
      "modprobe: FATAL: Module parport_pc not found in directory /lib/modules/6.1.0-21-amd64"))

  static let ipForwardingDisabled = FailureMode(
    card: FailureModeCard(
      id: "ip-forwarding-or-br-netfilter-disabled", role: .fault, layer: "Cluster network",
      title: Text(en: "A node does not forward or filter pods' packets", ja: "ノードで IP フォワーディングまたは br_netfilter が無効"),
      what: """
        kubeadm's checks or a network agent say that bridge-nf-call-iptables does not exist or that ip_forward is not 1. Pods reach each \
        other on one node, but not across nodes, and Services do not answer.
        """,
      why: """
        The module br_netfilter is not loaded, or sysctl net.ipv4.ip_forward is 0: never set, or lost with a reboot or by another tool.
        """,
      remedies: [
        Remedy(
          .now, "Load the module and set the switches.",
          commands: ["modprobe br_netfilter", "sysctl -w net.ipv4.ip_forward=1 net.bridge.bridge-nf-call-iptables=1"]),
        Remedy(.lasting, "Keep both in /etc/modules-load.d and /etc/sysctl.d."),
      ],
      references: [
        "https://kubernetes.io/docs/setup/production-environment/container-runtimes/#prerequisite-ipv4-forwarding-optional"
      ]),
    signatures: [forwardingLine],
    recognize: { investigation in
      StatedOnNode.occurrences(
        forwardingLine, "does not forward or filter the packets of pods", effect: "packets not forwarded",
        investigation,
        whileItLasts: true)
    },
    fires: StatedOnNode.kernel(
      "A network agent misses the module",
      "flanneld: Failed to check br_netfilter: stat /proc/sys/net/bridge/bridge-nf-call-iptables: no such file or directory"
    ),
    staysSilent: StatedOnNode.kernel(
      "The kernel announces the module", "Bridge firewalling registered"))

  static let securityModuleDenial = FailureMode(
    card: FailureModeCard(
      id: "selinux-or-apparmor-denial", role: .fault, layer: "Kernel and host",
      title: Text(en: "SELinux or AppArmor denies a container something", ja: "SELinux または AppArmor がコンテナの操作を拒否した"),
      what: """
        The audit log has `apparmor="DENIED"` with a container's profile, or `avc: denied` with a container's context. The program sees \
        `Permission denied` although user and mode of the file are right.
        """,
      why: """
        The profile or the label of the file does not allow it: a hostPath without container_file_t, or a profile that is too narrow.
        """,
      remedies: [
        Remedy(
          .now, "Read what was denied, and correct the label or the profile.",
          commands: ["ausearch -m avc -ts recent", "dmesg -T | grep -E 'DENIED|avc:'", "ls -laZ PATH"]),
        Remedy(
          .lasting, "Set seLinuxOptions or appArmorProfile in the pod's securityContext, and test under enforcement."),
      ],
      references: [
        "https://kubernetes.io/docs/tasks/configure-pod-container/security-context/",
        "https://kubernetes.io/docs/tutorials/security/apparmor/",
      ]),
    signatures: [denialLine],
    recognize: { investigation in
      StatedOnNode.occurrences(
        denialLine, "denied a container something by SELinux or AppArmor", effect: "access denied", investigation
      ) { record in
        containerDomains.contains { record.evidence.text.firstRange(of: $0) != nil }
      }
        + PodStartMode.occurrences(
          of: "selinux-or-apparmor-denial", on: .node, "SELinux on its node denies the runtime a container's label",
          investigation)
    },
    fires: Example(
      "A container may not write below /data",
      [
        (
          "nodes/n1/journal/kernel.log",
          "2024-05-06T10:00:00.000200+0000 n1 kernel: audit: type=1400 audit(1714989600.123:77): apparmor=\"DENIED\" operation=\"open\" profile=\"cri-containerd.apparmor.d\" name=\"/data/x\" pid=4242 comm=\"worker\" requested_mask=\"w\" denied_mask=\"w\" fsuid=0 ouid=0\n"
        )
      ]),
    staysSilent: Example(
      "A snap of the host may not read something",
      [
        (
          "nodes/n1/journal/kernel.log",
          "2024-05-06T10:00:00.000200+0000 n1 kernel: audit: type=1400 audit(1714989600.123:77): apparmor=\"DENIED\" operation=\"open\" profile=\"snap.firefox.firefox\" name=\"/etc/fstab\" pid=4242 comm=\"firefox\"\n"
        )
      ]))

  private static let modules = [
    "br_netfilter", "overlay", "ip_vs", "nf_conntrack", "vxlan", "ip_tables", "iptable_nat",
  ]
  private static let containerDomains = [
    "profile=\"cri-containerd.apparmor.d\"", "profile=\"docker-default\"", "profile=\"crio-default\"", ":container_t:",
    ":svirt_lxc_net_t:",
  ]

  private static let moduleLine = LogSignature(
    "kernel-module-missing", component: "", literals: ["modprobe: FATAL: Module ", "Failed to find module '"])

  private static let forwardingLine = LogSignature(
    "ip-forwarding-off", component: "",
    literals: [
      "stat /proc/sys/net/bridge/bridge-nf-call-iptables: no such file",
      "/proc/sys/net/bridge/bridge-nf-call-iptables does not exist",
      "/proc/sys/net/ipv4/ip_forward contents are not set to 1",
      "/proc/sys/net/bridge/bridge-nf-call-iptables contents are not set to 1",
    ])

  private static let denialLine = LogSignature(
    "security-module-denial", component: "", literals: ["apparmor=\"DENIED\"", "avc:  denied"])
}

/// File servers that the kernel waits for.
private enum ServerSilence {
  static let line = LogSignature("nfs-server-silent", component: "kernel", literals: ["nfs: server "])

  private static let recent = seconds(1800)

  static func occurrences(_ investigation: Investigation) -> [Occurrence] {
    var silent: [String: [LogRecord]] = [:]
    for record in investigation.incident.records(line.id) {
      let key = "\(record.source.node) \(server(in: record.message))"
      if record.message.hasSuffix(" OK") {
        silent[key] = nil
      } else {
        silent[key, default: []].append(record)
      }
    }
    return silent.sorted { $0.key < $1.key }.compactMap { _, records in
      guard let first = records.first else { return nil }
      let name = first.source.node
      let node = investigation.node(name)
      var occurrence = Occurrence(
        subject: node, joints: [.node(name), .cluster],
        span: first.time.map { Span($0, max($0, investigation.end ?? $0)) },
        text: "The file server \(server(in: first.message)) does not answer \(name.isEmpty ? "a node" : name)",
        evidence: records.prefix(2).map(\.evidence))
      occurrence.harmsByItself =
        investigation.holdsLogsAlone || !investigation.hasLasted(recent, since: records.last?.time)
      occurrence.affected = [.init(entity: node, role: .victim, effect: "waits for a file server")]
      return occurrence
    }
  }

  private static func server(in message: String) -> Substring {
    guard let start = message.firstRange(of: "nfs: server ")?.upperBound else { return "" }
    return message[start...].prefix { $0 != " " }
  }
}
