import BundleReading
import Model

/// A small bundle: a pod that runs out of memory twice, on a node whose journal repeats itself.
enum BundleSamples {
  private static let id = String(repeating: "ab", count: 32)
  private static let older = String(repeating: "cd", count: 32)

  static let artifacts: [(path: String, text: String)] = [
    (
      "cluster/nodes.yaml",
      """
      apiVersion: v1
      kind: NodeList
      items:
      - apiVersion: v1
        kind: Node
        metadata: {name: node-a, uid: node-1, creationTimestamp: "2024-05-01T00:00:00Z"}
        status:
          conditions:
          - {type: Ready, status: "True", reason: KubeletReady, lastTransitionTime: "2024-05-01T00:01:00Z"}
      - apiVersion: v1
        kind: Node
        metadata: {name: node-b, uid: node-2, creationTimestamp: "2024-05-01T00:00:00Z"}
        status:
          conditions:
          - {type: Ready, status: "False", reason: KubeletNotReady, message: "cni \u{202e}down", lastTransitionTime: "2024-05-06T10:07:00Z"}

      """
    ),
    (
      "namespaces/shop/pods.yaml",
      """
      apiVersion: v1
      kind: PodList
      items:
      - apiVersion: v1
        kind: Pod
        metadata:
          name: cart-7c75c5f88c-4f45g
          namespace: shop
          uid: uid-cart
          creationTimestamp: "2024-05-06T09:58:00Z"
          ownerReferences:
          - {apiVersion: apps/v1, kind: ReplicaSet, name: cart-7c75c5f88c, uid: uid-rs, controller: true}
        spec: {nodeName: node-a, containers: [{name: main, image: cart:1}]}
        status:
          phase: Running
          startTime: "2024-05-06T09:58:01Z"
          containerStatuses:
          - name: main
            restartCount: 2
            containerID: containerd://\(id)
            state: {running: {startedAt: "2024-05-06T10:01:30Z"}}
            lastState: {terminated: {exitCode: 137, reason: OOMKilled, startedAt: "2024-05-06T09:58:05Z", finishedAt: "2024-05-06T10:01:00Z", containerID: "containerd://\(older)"}}
      - apiVersion: v1
        kind: Pod
        metadata: {name: other-0, namespace: shop, uid: uid-other, creationTimestamp: "2024-05-06T09:00:00Z"}
        spec: {nodeName: node-a, containers: [{name: main, image: other:1}]}
        status: {phase: Running}

      """
    ),
    (
      "namespaces/shop/events.yaml",
      """
      apiVersion: v1
      kind: EventList
      items:
      - apiVersion: v1
        kind: Event
        metadata: {name: cart.1, namespace: shop, uid: uid-event}
        involvedObject: {kind: Pod, namespace: shop, name: cart-7c75c5f88c-4f45g, uid: uid-cart}
        reason: BackOff
        message: Back-off restarting failed container
        type: Warning
        count: 7
        source: {component: kubelet, host: node-a}
        firstTimestamp: "2024-05-06T10:01:01Z"
        lastTimestamp: "2024-05-06T10:05:10Z"

      """
    ),
    (
      "nodes/node-a/journal/kubelet.log",
      """
      2024-05-06T10:00:58.000200+0000 node-a kubelet[77]: I0506 10:00:58.000100      77 setters.go:86] "Using node IP" ip="10.0.0.1"
      2024-05-06T10:01:00.000200+0000 node-a kubelet[77]: I0506 10:01:00.000100      77 kubelet.go:1953] "SyncLoop (PLEG): event for pod" pod="shop/cart-7c75c5f88c-4f45g" event="ContainerDied"
      2024-05-06T10:01:08.000200+0000 node-a kubelet[77]: I0506 10:01:08.000100      77 setters.go:86] "Using node IP" ip="10.0.0.2"
      2024-05-06T10:01:10.000200+0000 node-a kubelet[77]: E0506 10:01:10.000100      77 pod_workers.go:190] "Error syncing pod, skipping" err="CrashLoopBackOff: back-off 10s" pod="shop/cart-7c75c5f88c-4f45g" podUID=uid-cart
      2024-05-06T10:01:18.000200+0000 node-a kubelet[77]: I0506 10:01:18.000100      77 setters.go:86] "Using node IP" ip="10.0.0.3"
      2024-05-06T10:01:20.000200+0000 node-a kubelet[77]: E0506 10:01:20.000100      77 pod_workers.go:190] "Error syncing pod, skipping" err="CrashLoopBackOff: back-off 20s" pod="shop/cart-7c75c5f88c-4f45g" podUID=uid-cart
      2024-05-06T10:09:18.000200+0000 node-a kubelet[77]: I0506 10:09:18.000100      77 setters.go:86] "Using node IP" ip="10.0.0.3"

      """
    ),
    (
      "nodes/node-a/journal/containerd.log",
      """
      2024-05-06T10:01:00.000300+0000 node-a containerd[66]: time="2024-05-06T10:01:00.000250000Z" level=info msg="TaskExit event" container_id=\(older)
      2024-05-06T10:01:40.000300+0000 node-a containerd[66]: time="2024-05-06T10:01:40.000250000Z" level=warning msg="cleaning up after shim disconnected"

      """
    ),
    ("namespaces/shop/logs/cart-7c75c5f88c-4f45g/main.log", "starting\nlistening on 8080\n"),
    (
      "namespaces/shop/secrets.yaml",
      "Error from server (Forbidden): secrets is forbidden: User \"dev\" cannot list resource \"secrets\" in API group \"\" in the namespace \"shop\"\n"
    ),
    ("namespaces/shop/jobs.yaml", "apiVersion: v1\nkind: List\nitems: []\n"),
    ("nodes/node-a/date.txt", "Mon May  6 10:10:00 UTC 2024\n"),
    (
      "alerts.json",
      """
      [{"labels": {"alertname": "PodRestarts", "severity": "warning", "namespace": "shop", "pod": "cart-7c75c5f88c-4f45g"},
        "annotations": {"summary": "cart restarts"}, "startsAt": "2024-05-06T10:03:00Z", "endsAt": "2024-05-06T10:20:00Z",
        "fingerprint": "0123456789abcdef", "generatorURL": "", "receivers": [{"name": "default"}],
        "status": {"inhibitedBy": [], "silencedBy": [], "state": "active"}, "updatedAt": "2024-05-06T10:04:00Z"}]

      """
    ),
    (
      "nodes/node-a/systemctl-status-kubelet.txt",
      """
      ● kubelet.service - kubelet: The Kubernetes Node Agent
           Loaded: loaded (/lib/systemd/system/kubelet.service; enabled; vendor preset: enabled)
           Active: active (running) since Wed 2024-05-01 00:00:30 UTC; 5 days ago
         Main PID: 77 (kubelet)

      """
    ),
    ("notes/core.bin", "\u{0}\u{1}\u{2}\u{3}"),
  ]

  static let cart = EntityReference(kind: "Pod", namespace: "shop", name: "cart-7c75c5f88c-4f45g")

  /// The bundle, read with all lines of its logs.
  static func incident() throws -> Incident {
    try BundleReader.read(.memory(artifacts), keeping: .everything([], components: []))
  }
}
