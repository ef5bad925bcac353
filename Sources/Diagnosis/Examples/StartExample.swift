/// Small bundles in which a pod does not come up: pods, Events and other objects as `kubectl get -o yaml` prints them.
enum StartExample {
  /// A pending pod `Pod/shop/web-0` with container `web` that waits.
  static func pod(
    waiting reason: String, message: String = "", image: String = "registry.example.com/shop/web:2.0.1",
    spec: String = "", node: String = "n1"
  ) -> String {
    """
    apiVersion: v1
    kind: Pod
    metadata: {name: web-0, namespace: shop, uid: u1, creationTimestamp: "2024-05-06T09:00:00Z"}
    spec:
      nodeName: \(node)
      containers:
      - {name: web, image: \(quoted(image))}
    \(spec.isEmpty ? "" : indented(spec))
    status:
      phase: Pending
      containerStatuses:
      - name: web
        ready: false
        restartCount: 0
        image: \(quoted(image))
        state: {waiting: {reason: \(reason), message: \(quoted(message))}}

    """
  }

  /// The same pod when no node has been found for it.
  static func unscheduled(
    _ message: String, spec: String = "containers: [{name: web, image: a}]", name: String = "web-0"
  ) -> String {
    """
    apiVersion: v1
    kind: Pod
    metadata: {name: \(name), namespace: shop, uid: \(name), creationTimestamp: "2024-05-06T09:00:00Z"}
    spec:
    \(indented(spec))
    status:
      phase: Pending
      conditions:
      - {type: PodScheduled, status: "False", reason: Unschedulable, message: \(quoted(message))}

    """
  }

  /// An Event about an object of namespace `shop`.
  static func event(
    _ reason: String, _ message: String, about kind: String = "Pod", _ name: String = "web-0", uid: String = "u1",
    at time: String = "2024-05-06T09:30:00Z", isWarning: Bool = true
  ) -> String {
    """
    apiVersion: v1
    kind: Event
    metadata: {name: "\(name).\(reason).\(time)", namespace: shop, uid: "\(name)-\(reason)-\(time)"}
    involvedObject: {kind: \(kind), namespace: shop, name: \(name), uid: \(uid)}
    reason: \(reason)
    message: \(quoted(message))
    type: \(isWarning ? "Warning" : "Normal")
    count: 3
    firstTimestamp: "2024-05-06T09:00:10Z"
    lastTimestamp: "\(time)"
    source: {component: kubelet, host: n1}

    """
  }

  /// An hour after the pods were made.
  static let date = ("date.txt", "Mon May  6 10:00:00 UTC 2024\n")

  /// Several objects in one artifact.
  static func documents(_ objects: String...) -> String { objects.joined(separator: "---\n") }

  /// A YAML scalar that is read as written.
  static func quoted(_ text: String) -> String {
    "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'"
  }

  private static func indented(_ text: String) -> String {
    text.split(separator: "\n").map { "  " + $0 }.joined(separator: "\n")
  }
}
