import Model

/// What the kubelet's eviction manager and garbage collectors, and the runtime, write about reclaiming disk:
/// wordings of Kubernetes 1.19 … 1.36, containerd 1.4 … 2.x and CRI-O.
enum EvictionSignatures {
  static let reclaim = "eviction-reclaim"
  static let relieved = "eviction-relieved"
  static let mustEvict = "eviction-must-evict"
  static let ranking = "eviction-ranking"
  static let evicted = "eviction-evicted"
  static let noneActive = "eviction-none-active"
  static let noneEvictable = "eviction-none-evictable"
  static let refused = "eviction-admission-refusal"
  static let observation = "eviction-observation"
  static let containerCollection = "container-gc-started"
  static let imageCollection = "image-gc-started"
  static let imageRemoved = "image-gc-removed"
  static let imageThreshold = "image-gc-threshold"
  static let imageInsufficient = "image-gc-insufficient"
  static let kubeletRemoved = "kubelet-remove-container"
  static let runtimeRemoved = "runtime-remove-container"
  static let crioRemoved = "crio-remove-container"

  /// Those that tell of single containers.
  static let removals: Set<String> = [kubeletRemoved, runtimeRemoved, crioRemoved]

  private static func manager(_ id: String, _ literals: String...) -> LogSignature {
    LogSignature(id, component: "kubelet", callSites: ["eviction_manager.go"], literals: literals)
  }

  /// All of the above.
  static let all: [LogSignature] = [
    manager(reclaim, "attempting to reclaim"),
    manager(relieved, "pressure without evicting pods"),
    manager(mustEvict, "must evict pod(s) to reclaim"),
    manager(ranking, "pods ranked for eviction"),
    manager(evicted, "is evicted successfully"),
    manager(noneActive, "no pods are active to evict"),
    manager(noneEvictable, "unable to evict any pods from the node"),
    manager(observation, "observations", "threshold observed resource"),
    // 1.31 moved the refusal from the eviction manager to the kubelet's admission.
    LogSignature(
      refused, component: "kubelet", callSites: ["eviction_manager.go", "kubelet.go"],
      literals: ["Failed to admit pod", "Pod admission denied"]),
    // Only the eviction path writes this line; the regular collection each minute does not.
    LogSignature(
      containerCollection, component: "kubelet", callSites: ["container_gc.go"],
      literals: ["ttempting to delete unused containers"]),
    LogSignature(
      imageCollection, component: "kubelet", callSites: ["image_gc_manager.go"],
      literals: ["ttempting to delete unused images"]),
    LogSignature(
      imageRemoved, component: "kubelet", callSites: ["image_gc_manager.go"], literals: ["Removing image"]),
    LogSignature(
      imageThreshold, component: "kubelet", callSites: ["image_gc_manager.go"],
      literals: ["Disk usage on image filesystem"]),
    LogSignature(
      imageInsufficient, component: "kubelet", callSites: ["image_gc_manager.go", "kubelet.go", "eviction_manager.go"],
      literals: [
        "arbage collect required amount of images", "anted to free", "Insufficient free disk space on the node's image",
      ]),
    LogSignature(
      kubeletRemoved, component: "kubelet", callSites: ["scope.go", "topology_manager.go"],
      literals: ["RemoveContainer"]),
    LogSignature(
      runtimeRemoved, component: "containerd", literals: ["RemoveContainer for"]),
    LogSignature(crioRemoved, component: "crio", literals: ["Removed container "]),
  ]
}
