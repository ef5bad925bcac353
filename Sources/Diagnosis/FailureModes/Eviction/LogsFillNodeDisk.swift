import Model

/// The log files of containers fill a node's disk.
extension FailureMode {
  static let logsFillNodeDisk = FailureMode(
    card: FailureModeCard(
      id: "logs-fill-node-disk", role: .fault, layer: "Eviction and garbage collection",
      title: Text(en: "Container logs fill their node's disk", ja: "コンテナのログがノードのディスクを使い切る"),
      what: """
        What a container prints is kept on its node below /var/log/pods, on the kubelet's filesystem. A container that \
        prints without measure, or a runtime that does not rotate, fills the disk for all.
        """,
      why: """
        The kubelet rotates a log at containerLogMaxSize (10Mi) and keeps containerLogMaxFiles (5), but looks only every \
        10 s; docker's json-file driver rotates only if it is told to. Logs count as the pod's ephemeral storage.
        """,
      remedies: [
        Remedy(
          .now, "See what it prints and turn its log level down; the kubelet rotates once the rate is sane.",
          commands: ["kubectl -n {namespace} logs {kind}/{name} --tail=50", "du -xk /var/log/pods | sort -n | tail"]),
        Remedy(
          .lasting,
          "Check rotation: containerLogMaxSize and containerLogMaxFiles of the kubelet; max-size and max-file with docker.",
          commands: ["kubectl get --raw /api/v1/nodes/NODE/proxy/configz"]),
        Remedy(
          .lasting, "Give the workload an ephemeral-storage limit: logs count, and then only the offender is evicted."),
        DiskConsumerMode.loggingBackend,
      ],
      references: DiskConsumerMode.evictionReferences + [
        "https://kubernetes.io/docs/concepts/cluster-administration/logging/#log-rotation"
      ]),
    recognize: { DiskConsumerMode.occurrences(of: "logs-fill-node-disk", $0) },
    fires: Example(
      "du shows 6 GiB of logs of one pod while a disk of 10 GiB is under pressure",
      [
        ("cluster/nodes.yaml", DiskPressureExample.node(pressure: true)), ("namespaces/shop/pods.yaml", chatty),
        ("nodes/n1/journal/kubelet.log", pressure),
        ("nodes/n1/du.txt", "6291456\t/var/log/pods/shop_chatty-0_\(uid)\n6301456\t/var/log\n"),
      ]),
    staysSilent: Example(
      "The same logs, but the pressure is over: they may have grown since",
      [
        ("cluster/nodes.yaml", DiskPressureExample.node(pressure: false)), ("namespaces/shop/pods.yaml", chatty),
        ("nodes/n1/journal/kubelet.log", pressure),
        ("nodes/n1/du.txt", "6291456\t/var/log/pods/shop_chatty-0_\(uid)\n6301456\t/var/log\n"),
      ]))

  private static let uid = "0b51c3a8-6f0e-4ff2-a9a0-4f3a4a1f6f0a"

  private static let pressure = DiskPressureExample.kubelet(
    (
      "10:00:00", "eviction_manager.go:338",
      "\"Eviction manager: attempting to reclaim\" resourceName=\"ephemeral-storage\""
    ))

  private static let chatty = """
    apiVersion: v1
    kind: Pod
    metadata: {name: chatty-0, namespace: shop, uid: \(uid), creationTimestamp: "2024-05-06T09:00:00Z"}
    spec: {nodeName: n1, containers: [{name: app, image: "shop/chatty:1"}]}
    status: {phase: Running, startTime: "2024-05-06T09:00:00Z"}

    """
}
