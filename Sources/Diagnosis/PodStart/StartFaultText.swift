/// What an error of the kubelet, the runtime, a volume plugin or a network plugin says about why a pod does not start.
struct StartFaultText: Equatable, Sendable {
  /// Whether the text only tells that an earlier try is not done yet, or no more than which step failed: another Event
  /// that names a cause says more.
  var isUnspecific: Bool { ["containerd-hung-or-slow", "volume-attach-failed", "volume-mount-failed"].contains(id) }

  /// At which step of its start the pod stands: volumes first, then its sandbox with the network, then its containers.
  enum Step: Sendable {
    case attach, mount, sandbox, container
  }

  /// Failure mode id.
  var id: String
  var step: Step

  /// Wordings of one failure mode: the text must hold one of `any`, and all of `also`.
  private struct Wording {
    var id: String
    var step: Step
    var any: [String]
    var also: [String] = []

    init(_ id: String, _ step: Step, _ any: [String], also: [String] = []) {
      self.id = id
      self.step = step
      self.any = any
      self.also = also
    }
  }

  /// The fault that a text states; nil for what names none, e.g. `timed out waiting for the condition`.
  init?(_ text: String) {
    // The kubelet's cache has not seen an object yet: the next try succeeds.
    guard text.firstRange(of: "not registered") == nil, text.firstRange(of: "failed to sync ") == nil,
      // A pull tells of the image.
      !text.hasPrefix("Failed to pull image "), text.firstRange(of: "with ErrImagePull") == nil,
      // Which step took too long is no cause.
      !Self.isAttachTimeout(text),
      // What an earlier kubelet left on the disk is looked at once at its start, and no pod waits for it.
      text.firstRange(of: "reconstruct volume") == nil
    else { return nil }
    let found = Self.wordings.first { wording in
      wording.any.contains { text.firstRange(of: $0) != nil }
        && wording.also.allSatisfy { text.firstRange(of: $0) != nil }
    }
    guard let found else { return nil }
    id = found.id
    step = found.step
  }

  /// Whether all that a text tells is that attaching took too long: whoever is slow, and why, others know.
  private static func isAttachTimeout(_ text: String) -> Bool {
    guard ["AttachVolume.", "WaitForAttach"].contains(where: { text.firstRange(of: $0) != nil }) else { return false }
    return [
      "attachment timeout", "context deadline exceeded", "DeadlineExceeded", "timed out waiting for", "timeout waiting",
      "timeout expired", "an operation with the given Volume ID",
    ].contains { text.firstRange(of: $0) != nil }
  }

  /// Pieces by which logs of kubelets and runtimes are searched: whatever names a fault by itself.
  static let literals = Set(wordings.filter { $0.also.isEmpty }.flatMap(\.any) + inCompany).filter {
    $0.utf8.count >= 12
  }.sorted()

  /// Pieces of those that need others beside them.
  private static let inCompany = [
    "mkdir /sys/fs/cgroup/", "iscsiadm: ", "mount failed: exit status", "rbd image ", "missing parent \"",
    "postIpamFailure", "failed to inspect sandbox image", "failed pulling image \"", "failed to mkdir",
  ]

  /// The specific before the general.
  private static let wordings: [Wording] = volumes + node + runtime + sandbox + containers + runc

  private static let volumes = [
    Wording("multi-attach-error", .attach, ["Multi-Attach error for volume"]),
    Wording(
      "volume-attach-limit-reached", .attach,
      [
        "attachment limit exceeded", "Maximum number of data disks", "maximum number of data disks",
        "Node has reached its volume attachment limit", "Maximum number of attachments", "AttachmentLimitExceeded",
        "aximum number of volumes", "maximum_persistent_disks", "attached disks limit",
      ]),
    Wording(
      "disk-deleted-or-attached-elsewhere", .attach,
      [
        "InvalidVolume.NotFound", "is already attached to instance", "VolumeInUse", "is already being used by",
        "already attached to node(", "is locked by other nodes", "is currently attached to VM",
      ]),
    Wording("disk-deleted-or-attached-elsewhere", .mount, ["is still being used"], also: ["rbd image "]),
    Wording(
      "volume-zone-or-node-conflict", .attach,
      ["ZoneMismatch", "is not in the same availability zone as instance", "does not match instance zone"]),
    Wording(
      "cloud-api-throttled-or-denied", .attach,
      [
        "RequestLimitExceeded", "Throttling: Rate exceeded", "UnauthorizedOperation", "AuthFailure",
        "TooManyRequests", "AuthorizationFailed", "Required 'compute.",
      ], also: ["AttachVolume.Attach failed"]),
    Wording("csi-driver-not-registered", .mount, ["not found in the list of registered CSI drivers"]),
    Wording(
      "nfs-mount-failed", .mount,
      [
        "mount.nfs: ", "mount.nfs4: ", "need a /sbin/mount.nfs helper program",
        "access denied by server while mounting",
        "Stale file handle", "stale NFS file handle", "mount(2): Connection refused",
      ]),
    Wording(
      "nfs-mount-failed", .mount, ["wrong fs type", "/sbin/mount.<type> helper program"],
      also: [" -t nfs"]),
    Wording(
      "smb-mount-failed", .mount,
      ["mount error(", "mount error: ", "/sbin/mount.cifs", "wrong fs type", "exit status "],
      also: [" -t cifs"]),
    Wording("smb-mount-failed", .mount, ["mount error("], also: ["mount.cifs"]),
    Wording("volume-permission-change-slow", .mount, ["Setting volume ownership for "]),
    Wording(
      "in-tree-volume-or-cloud-provider-removed", .mount,
      ["no volume plugin matched", "failed to get Plugin from volumeSpec"]),
    Wording("node-authorizer-denied", .mount, ["no relationship found between node"]),
    Wording("iscsi-target-unreachable", .mount, ["cannot make connection to "], also: ["iscsiadm"]),
    Wording("hostpath-type-mismatch", .mount, ["hostPath type check failed"]),
    Wording("bind-source-missing", .container, ["bind source path does not exist"]),
    Wording(
      "service-account-token-mount-failed", .mount,
      ["failed to fetch token: serviceaccounts \"", "cannot create resource \"serviceaccounts/token\""]),
    Wording(
      "subpath-prepare-failed", .container,
      [
        "failed to prepare subPath for volumeMount", "failed to create subPath directory for volumeMount",
        "Are you trying to mount a directory onto a file",
      ]),
    Wording(
      "subpath-prepare-failed", .container, ["no such file or directory"], also: ["error mounting", "volume-subpaths"]),
    Wording("subpath-prepare-failed", .container, ["not a directory"], also: ["mounting ", "/volume-subpaths/"]),
    Wording(
      "subpath-prepare-failed", .container, ["failed to mkdir"], also: ["failed to generate", "/volume-subpaths/"]),
    Wording(
      "volume-mount-failed-filesystem", .mount,
      [
        "bad superblock", "can't read superblock on ", "' found errors on device ", "tructure needs cleaning",
        "UNEXPECTED INCONSISTENCY; RUN fsck",
        "already mounted or mount point busy", "FormatAndMount failed",
      ]),
    Wording("volume-mount-failed-filesystem", .mount, ["does not exist"], also: ["mount failed", "special device "]),
    Wording(
      "volume-mount-failed-filesystem", .mount, ["exit status 1", "exit status 32"],
      also: ["failed", "format of disk "]),
    Wording(
      "volume-attach-failed", .attach,
      ["rbd: map failed", "RBD image feature set mismatch", "rbd: failed to load rbd kernel module"]),
    Wording("volume-mount-failed", .mount, ["mount failed: exit status", "mount failed: mount failed"]),
    Wording(
      "volume-attach-failed", .attach,
      [
        "AttachVolume.Attach failed for volume", "timed out waiting for external-attacher",
        "MountVolume.WaitForAttach failed",
      ]
    ),
  ]

  /// The node has run out of something, whatever the step.
  private static let node = [
    Wording(
      "file-descriptor-or-inotify-exhaustion", .sandbox,
      ["too many open files", "inotify_add_watch", "user limit on inotify watches"]),
    Wording("host-pid-exhaustion", .sandbox, ["resource temporarily unavailable"], also: ["fork/exec "]),
    Wording(
      "cgroup-kmem-leak", .sandbox, ["cannot allocate memory", "no space left on device"],
      also: ["mkdir /sys/fs/cgroup/"]),
    Wording("host-disk-full", .sandbox, ["no space left on device"]),
  ]

  /// The runtime or systemd fails below the kubelet's call.
  private static let runtime = [
    Wording(
      "cgroup-hierarchy-problem", .sandbox,
      [
        "cgroup mountpoint does not exist", "failed to find subsystem mount for required subsystem",
        "cannot find cgroup mount destination",
      ]),
    Wording(
      "selinux-or-apparmor-denial", .container, ["write /proc/self/attr/keycreate: permission denied"]),
    Wording(
      "cgroup-driver-mismatch", .sandbox,
      [
        "expected cgroupsPath to be of format \"slice:prefix:name\"",
        "cgroup-parent for systemd cgroup should be a valid slice",
      ]),
    Wording(
      "systemd-scope-or-dbus-failure", .sandbox,
      [
        "unable to start unit \"", "Failed to activate service 'org.freedesktop.systemd1'",
        "Message recipient disconnected from message bus without replying", "dial unix /run/systemd/private",
      ]),
    Wording(
      "overlay-or-snapshotter-failure", .sandbox,
      [
        "failed to mount overlay", "error creating overlay mount to", ": Thin Pool has ",
        "failed to mount rootfs component &{overlay ",
      ]),
    Wording("runtime-state-corrupt", .sandbox, ["failed to stat parent", "layer not known"]),
    Wording("runtime-state-corrupt", .sandbox, ["bucket: not found"], also: ["missing parent"]),
    Wording("runtime-state-corrupt", .sandbox, ["does not exist: not found"], also: ["snapshot "]),
    Wording("containerd-hung-or-slow", .container, ["failed to reserve container name", "error reserving ctr name"]),
    Wording("containerd-hung-or-slow", .sandbox, ["failed to reserve sandbox name", "error reserving pod name"]),
  ]

  private static let sandbox = [
    Wording(
      "pod-cidr-not-assigned", .sandbox,
      ["node does not have pod CIDR", "pod cidr not assigned", "cannot determine pod CIDR", "no pod CIDR assigned"]),
    Wording(
      "runtimeclass-handler-missing", .sandbox,
      ["failed to get sandbox runtime: no runtime for \"", "failed to find runtime handler "]),
    Wording(
      "seccomp-or-apparmor-profile-missing", .container,
      ["cannot load seccomp profile", "failed to generate apparmor spec opts", "Cannot enforce AppArmor"]),
    Wording("sandbox-image-unavailable", .sandbox, ["failed to get sandbox image \""]),
    // As the kubelet's own way to Docker wrote it.
    Wording(
      "sandbox-image-unavailable", .sandbox, ["no such image", "invalid reference format", "No such image"],
      also: ["failed to inspect sandbox image"]),
    Wording("sandbox-image-unavailable", .sandbox, ["failed pulling image \""], also: ["pause"]),
    Wording(
      "pod-ip-exhaustion", .sandbox,
      [
        "no IP addresses available in range set", "failed to assign an IP address to container",
        "No more IPs available", "no IP addresses available in network: ",
        "allocation pool is full", "Failed to allocate address", "No available addresses", "no available IPs",
      ]),
    Wording("pod-ip-exhaustion", .sandbox, ["range is full"], also: ["postIpamFailure"]),
    Wording(
      "cni-not-initialized", .sandbox,
      [
        "cni plugin not initialized", "cni config uninitialized", "No CNI configuration file in",
        "reason:NetworkPluginNotReady",
      ]),
    // That the plugin failed is no cause: it also fails when the API server or its own store cannot be reached.
    Wording(
      "cni-plugin-binary-or-config-error", .sandbox,
      [
        "failed to find plugin \"", "incompatible CNI versions", "unknown CNI version", "fork/exec /opt/cni/bin/",
        "netplugin failed with no error message", "netplugin failed but error parsing its diagnostic message",
        "already has an IP address different from", "/run/flannel/subnet.env: no such file or directory",
        "/var/lib/calico/nodename: no such file or directory", "connection is unauthorized",
        "unable to connect to Cilium agent", "unable to connect to Cilium daemon",
        "have you checked that your default network is ready", "could not add IP address to",
      ]),
    Wording("cni-plugin-binary-or-config-error", .sandbox, ["connection refused"], also: ["127.0.0.1:6784"]),
    Wording("cni-plugin-binary-or-config-error", .sandbox, ["connection refused"], also: ["127.0.0.1:50051"]),
    Wording(
      "cni-plugin-binary-or-config-error", .sandbox, ["/cni-server.sock", "/multus.sock", "/antrea/cni.sock"],
      also: ["dial unix"]),
    Wording(
      "cni-plugin-binary-or-config-error", .sandbox, ["certificate signed by unknown authority"],
      also: ["network", "sandbox"]),
  ]

  private static let containers = [
    Wording("exec-format-error", .container, ["exec format error"]),
    Wording(
      "wrong-command-or-args", .container,
      [
        "executable file not found in $PATH", "chdir to cwd (\"", "Container command not found or does not exist",
      ]),
    Wording(
      "wrong-command-or-args", .container, ["no such file or directory", "is a directory"], also: ["exec: \""]),
    Wording("exec-permission-denied", .container, ["permission denied"], also: ["exec: \""]),
    Wording("wrong-command-or-args", .container, ["failed to generate spec: no command specified"]),
    // The directory is there and answers nothing: what was mounted on it is gone.
    Wording("volume-mount-failed", .container, ["failed to mkdir"], also: ["failed to generate", "file exists"]),
    Wording(
      "device-or-env-invalid", .container,
      [
        "failed to generate spec: ", "error gathering device information while adding custom device",
        "is not a shared or slave mount", "is not a shared mount",
      ]),
  ]

  /// Steps of the OCI runtime that fail for the pod's own wishes. The message as a whole is no cause: it also ends so when
  /// the node is too slow or out of memory.
  private static let runc = [
    Wording(
      "runc-create-failed", .container,
      [
        "unable to apply caps", "setting cgroup config for procHooks process", "error mounting \"",
        "runc did not terminate successfully: exit status 127",
      ],
      also: ["runtime create failed"])
  ]
}
