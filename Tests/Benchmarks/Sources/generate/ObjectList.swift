/// Lists of objects as `kubectl get … -o yaml` prints them.
enum ObjectList {
  static func yaml(_ items: [String]) -> String {
    let list = items.isEmpty ? "items: []\n" : "items:\n" + items.joined()
    return "apiVersion: v1\n" + list + "kind: List\nmetadata:\n  resourceVersion: \"\"\n  selfLink: \"\"\n"
  }

  static func namespaces() -> String {
    yaml(
      (Cluster.namespaces + ["default"]).map { name in
        """
        - apiVersion: v1
          kind: Namespace
          metadata:
            creationTimestamp: "2026-01-05T08:00:00Z"
            name: \(name)
          spec:
            finalizers:
            - kubernetes
          status:
            phase: Active

        """
      })
  }

  /// The first node has disk pressure, the others are well.
  static func nodes(_ cluster: Cluster, random: inout SplitMix64) -> String {
    yaml(
      cluster.nodes.enumerated().map { index, name in
        let hasPressure = index == 0
        let since = hasPressure ? Clock.reclaim + 12 * Clock.microsecondsPerSecond : Clock.start
        let taint = """
              taints:
              - effect: NoSchedule
                key: node.kubernetes.io/disk-pressure
                timeAdded: "\(Clock.stamp(since))"

          """
        return """
          - apiVersion: v1
            kind: Node
            metadata:
              creationTimestamp: "2026-01-05T08:00:00Z"
              labels:
                kubernetes.io/arch: amd64
                kubernetes.io/hostname: \(name)
                kubernetes.io/os: linux
              name: \(name)
              resourceVersion: "218000"
              uid: \(random.uid())
            spec:
              podCIDR: 10.244.\(index).0/24
          \(hasPressure ? taint : "")\
            status:
              allocatable:
                cpu: "16"
                ephemeral-storage: "95551679124"
                memory: 64581684Ki
                pods: "250"
              capacity:
                cpu: "16"
                ephemeral-storage: 103681272Ki
                memory: 64684084Ki
                pods: "250"
              conditions:
              - lastHeartbeatTime: "\(Clock.stamp(Clock.end - 30 * Clock.microsecondsPerSecond))"
                lastTransitionTime: "\(Clock.stamp(since))"
                message: kubelet has \(hasPressure ? "disk pressure" : "no disk pressure")
                reason: \(hasPressure ? "KubeletHasDiskPressure" : "KubeletHasNoDiskPressure")
                status: "\(hasPressure ? "True" : "False")"
                type: DiskPressure
              - lastHeartbeatTime: "\(Clock.stamp(Clock.end - 30 * Clock.microsecondsPerSecond))"
                lastTransitionTime: "\(Clock.stamp(Clock.start))"
                message: kubelet is posting ready status
                reason: KubeletReady
                status: "True"
                type: Ready
              nodeInfo:
                architecture: amd64
                containerRuntimeVersion: containerd://1.6.20
                kubeletVersion: v1.20.15
                operatingSystem: linux
                osImage: Debian GNU/Linux 12 (bookworm)

          """
      })
  }

  /// The Jobs of the pods of a namespace.
  static func jobs(_ pods: [Pod]) -> String {
    yaml(
      pods.filter { $0.role == .finished || $0.role == .culprit }.map { pod in
        """
        - apiVersion: batch/v1
          kind: Job
          metadata:
            creationTimestamp: "\(Clock.stamp(pod.created))"
            name: \(pod.owner)
            namespace: \(pod.namespace)
            uid: \(pod.ownerUID)
          spec:
            backoffLimit: 1
            completions: 1
            parallelism: 1
            selector:
              matchLabels:
                controller-uid: \(pod.ownerUID)
          status:
            \(pod.role == .culprit ? "failed" : "succeeded"): 1
            startTime: "\(Clock.stamp(pod.created))"

        """
      })
  }

  /// The ReplicaSets of the pods of a namespace, each with its Deployment as owner.
  static func replicaSets(_ pods: [Pod]) -> String {
    var seen: Set<String> = []
    return yaml(
      pods.filter { $0.role != .finished && $0.role != .culprit && seen.insert($0.owner).inserted }.map { pod in
        """
        - apiVersion: apps/v1
          kind: ReplicaSet
          metadata:
            creationTimestamp: "2026-01-05T09:00:00Z"
            labels:
              app: \(pod.workload)
            name: \(pod.owner)
            namespace: \(pod.namespace)
            ownerReferences:
            - apiVersion: apps/v1
              blockOwnerDeletion: true
              controller: true
              kind: Deployment
              name: \(pod.workload)
              uid: \(deploymentUID(of: pod))
            uid: \(pod.ownerUID)
          spec:
            replicas: 3
          status:
            replicas: 3

        """
      })
  }
}

/// A uid of the same shape as the ReplicaSet's, and as constant.
private func deploymentUID(of pod: Pod) -> String {
  pod.ownerUID.replacing("a", with: "b")
}
