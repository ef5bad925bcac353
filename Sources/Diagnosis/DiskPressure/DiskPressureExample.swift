import Model

/// Small bundles in which a disk runs full, for the examples of several failure modes. All happens on node `n1` with
/// 10 GiB, on 2024-05-06 around 10:00 UTC.
enum DiskPressureExample {
  /// The node; under pressure since 10:00:08 or healthy.
  static func node(pressure: Bool) -> String {
    """
    apiVersion: v1
    kind: List
    items:
    - apiVersion: v1
      kind: Node
      metadata: {name: n1, uid: node-1, creationTimestamp: "2024-03-01T00:00:00Z"}
      status:
        capacity: {ephemeral-storage: 10Gi}
        nodeInfo: {containerRuntimeVersion: containerd://1.7.13}
        conditions:
        - {type: Ready, status: "True", reason: KubeletReady, lastTransitionTime: "2024-03-01T00:00:00Z"}
        - type: DiskPressure
          status: "\(pressure ? "True" : "False")"
          reason: \(pressure ? "KubeletHasDiskPressure" : "KubeletHasNoDiskPressure")
          lastTransitionTime: "\(pressure ? "2024-05-06T10:00:08Z" : "2024-03-01T00:00:00Z")"
    """
  }

  /// A pod of a Job of its own name in namespace `batch`; `status` as flow mapping.
  static func pod(
    _ name: String, command: String = "/run", status: String, volumes: String = "[]", started: String = "09:59:30"
  ) -> String {
    """
    - apiVersion: v1
      kind: Pod
      metadata:
        name: \(name)-x
        namespace: batch
        uid: uid-\(name)
        creationTimestamp: "2024-05-06T09:00:00Z"
        ownerReferences:
        - {apiVersion: batch/v1, kind: Job, name: \(name), uid: job-\(name), controller: true}
      spec:
        nodeName: n1
        priority: 0
        containers:
        - {name: main, image: busybox, command: [sh, -c, "\(command)"]}
        volumes: \(volumes)
      status: {startTime: "2024-05-06T\(started)Z", \(status)}

    """
  }

  /// The status of a container that ended well at a time of that day.
  static func finished(at time: String, id: String) -> String {
    """
    phase: Succeeded, containerStatuses: [{name: main, restartCount: 0, containerID: "containerd://\(id)", \
    state: {terminated: {exitCode: 0, reason: Completed, finishedAt: "2024-05-06T\(time)Z", \
    containerID: "containerd://\(id)"}}}]
    """
  }

  /// The status of a pod that was evicted for disk.
  static let evicted = """
    phase: Failed, reason: Evicted, message: "The node was low on resource: ephemeral-storage. Container main was \
    using 40Ki, request is 0, has larger consumption of ephemeral-storage. "
    """

  /// A list of objects.
  static func list(_ items: String...) -> String { "apiVersion: v1\nkind: List\nitems:\n" + items.joined() }

  /// Kubelet lines: `(time of day, call site, message)`.
  static func kubelet(_ lines: (String, String, String)...) -> String {
    lines.map { time, site, message in
      "2024-05-06T\(time).000200+0000 n1 kubelet[77]: I0506 \(time).000100      77 \(site)] \(message)\n"
    }.joined()
  }

  /// containerd's word that a container is deleted.
  static func removed(_ id: String, at time: String) -> String {
    """
    2024-05-06T\(time).000200+0000 n1 containerd[66]: time="2024-05-06T\(time).000100000Z" level=info \
    msg="RemoveContainer for \\"\(id)\\" returns successfully"

    """
  }

  /// A container id made of one digit.
  static func id(_ digit: Character) -> String { String(repeating: digit, count: 64) }

  /// The kubelet collects, must evict, evicts `writer`, and is calm for a minute.
  static let evictionJournal = kubelet(
    ("09:55:00", "setters.go:86", "\"Using node IP\" ip=\"10.0.0.1\""),
    (
      "10:00:00", "eviction_manager.go:338",
      "\"Eviction manager: attempting to reclaim\" resourceName=\"ephemeral-storage\""
    ),
    ("10:00:00", "container_gc.go:85", "\"Attempting to delete unused containers\""),
    ("10:00:01", "image_gc_manager.go:327", "\"Attempting to delete unused images\""),
    (
      "10:00:01", "eviction_manager.go:349",
      "\"Eviction manager: must evict pod(s) to reclaim\" resourceName=\"ephemeral-storage\""
    ),
    (
      "10:00:01", "eviction_manager.go:367",
      "\"Eviction manager: pods ranked for eviction\" pods=[\"batch/writer-x\" \"batch/web-x\"]"
    ),
    ("10:00:02", "eviction_manager.go:595", "\"Eviction manager: pod is evicted successfully\" pod=\"batch/writer-x\""),
    ("10:01:30", "setters.go:86", "\"Using node IP\" ip=\"10.0.0.1\""))

  /// A Job's pod fills an emptyDir; with its eviction the pressure ends. A finished Job's container is collected on the way.
  static let evictedWriter = Example(
    "A Job fills an emptyDir, the kubelet collects and evicts, and the pressure ends with the Job's pod",
    [
      ("cluster/nodes.yaml", node(pressure: true)),
      (
        "namespaces/batch/pods.yaml",
        list(
          pod("writer", status: evicted, volumes: "[{name: scratch, emptyDir: {}}]"),
          pod("web", status: "phase: Running", started: "09:00:00"),
          pod("old", status: finished(at: "09:30:00", id: id("a")), started: "09:29:00"))
      ),
      ("nodes/n1/journal/kubelet.log", evictionJournal),
      ("nodes/n1/journal/containerd.log", removed(id("a"), at: "10:00:00")),
      ("namespaces/batch/logs/old-x/main.log", "unable to retrieve container logs for containerd://\(id("a"))"),
      ("nodes/n1/date.txt", "Mon May  6 10:01:40 UTC 2024\n"),
    ])
}
