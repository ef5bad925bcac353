/// Which syslog tags and file names are names of components, and which say nothing about who writes.
enum ComponentNames {
  /// Components that their tag names for certain: a line so tagged is no other component's.
  static let definite: Set<String> = [
    "kubelet", "containerd", "dockerd", "crio", "cri-dockerd", "kernel", "systemd", "etcd", "kube-apiserver",
    "kube-controller-manager", "kube-scheduler", "kube-proxy", "cloud-controller-manager", "coredns",
    "systemd-journald", "systemd-logind", "systemd-networkd", "chronyd", "sshd", "auditd",
  ]

  /// Other names of the same components.
  private static let aliases: [String: String] = [
    "cri-o": "crio", "dockerd-current": "dockerd", "snap.kubelet.daemon": "kubelet", "kubelet.exe": "kubelet",
    "origin-node": "kubelet", "atomic-openshift-node": "kubelet", "kubenswrapper": "kubelet",
    "kubelet-wrapper": "kubelet", "microk8s.daemon-kubelet": "kubelet", "microk8s.daemon-containerd": "containerd",
  ]

  /// Source files of klog lines that only the kubelet has.
  static let kubeletCallSites: [String] = [
    "eviction_manager.go", "kuberuntime_manager.go", "kuberuntime_container.go", "kuberuntime_sandbox.go",
    "kuberuntime_gc.go", "kuberuntime_image.go", "kuberuntime_logs.go", "pod_workers.go", "kubelet.go",
    "kubelet_node_status.go", "kubelet_pods.go", "kubelet_getters.go", "kubelet_volumes.go", "kubelet_network.go",
    "kubelet_resources.go", "scope.go", "container_gc.go", "image_gc_manager.go", "remote_runtime.go",
    "remote_image.go", "setters.go", "pod_container_deletor.go", "reconciler_common.go",
    "desired_state_of_world_populator.go", "status_manager.go", "prober_manager.go", "prober.go",
    "container_manager_linux.go", "pod_startup_latency_tracker.go", "topology_manager.go",
  ]

  /// The component that a tag, unit or container name stands for: the name itself where nothing better is known.
  ///
  /// Between fork and exec systemd's children write under the beginning or end of their program's name in parentheses,
  /// `(kubelet)`, `(piserver)`: these lines are systemd's own.
  static func component(of name: String) -> String {
    if name.hasPrefix("("), name.hasSuffix(")"), name.utf8.count > 2 { return "systemd" }
    let bare = name.hasSuffix(".service") ? String(name.dropLast(8)) : name
    return aliases[bare] ?? bare
  }

  /// Whether a name is that of a component, or holds one between dashes: `kubelet-worker-1`, `node-3-containerd`.
  static func isNamed(in name: String) -> Bool {
    let name = component(of: name)
    return definite.contains { name == $0 || name.hasPrefix("\($0)-") || name.hasSuffix("-\($0)") }
  }

  /// The component of a log file by its path, e.g. `kubelet` for `nodes/n1/kubelet.log` and `journald/kubelet`,
  /// `kube-apiserver` for `kube-apiserver-cp-1.log`.
  static func component(inPath path: String) -> String? {
    definiteComponent(inPath: path)
      ?? path.split(separator: "/").last.flatMap { file in
        ContainerComponent(pod: String(file.prefix { $0 != "." && $0 != "_" }))?.name
      }
  }

  /// The same where the name of the file holds nothing but the component's.
  static func definiteComponent(inPath path: String) -> String? {
    guard let file = path.utf8.split(separator: UInt8(ascii: "/")).last else { return nil }
    for part in file.split(whereSeparator: { "._ ".utf8.contains($0) }) {
      let name = component(of: String(Substring(part)))
      if definite.contains(name) { return name }
    }
    return nil
  }
}
