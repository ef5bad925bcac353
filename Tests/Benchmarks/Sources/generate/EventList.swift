/// Events of the cluster: the everyday ones of pods that start, and those of the disk pressure.
struct EventList {
  /// One event, dated in microseconds since midnight.
  private struct Event {
    var kind: String
    var namespace: String
    var name: String
    var uid: String
    var reason: String
    var message: String
    var isWarning: Bool
    var time: Int
    var component: String
  }

  private var events: [String: [Event]] = [:]

  /// About `count` everyday events, spread over the pods, and those of the incident.
  init(of cluster: Cluster, count: Int, random: inout SplitMix64) {
    let reasons = [
      ("Scheduled", "Successfully assigned the pod to a node", "default-scheduler"),
      ("Pulled", "Container image already present on machine", "kubelet"),
      ("Created", "Created container main", "kubelet"), ("Started", "Started container main", "kubelet"),
    ]
    let pods = cluster.pods.filter { $0.role != .refused }
    for index in 0..<(pods.isEmpty ? 0 : count) {
      let pod = pods[random.below(pods.count)]
      let (reason, message, component) = reasons[index % reasons.count]
      add(
        Event(
          kind: "Pod", namespace: pod.namespace, name: pod.name, uid: pod.uid, reason: reason, message: message,
          isWarning: false, time: pod.created + index % 4 * Clock.microsecondsPerSecond, component: component))
    }
    let node = cluster.nodes[0]
    for (reason, message, delay) in [
      ("EvictionThresholdMet", "Attempting to reclaim ephemeral-storage", 1),
      ("NodeHasDiskPressure", "Node \(node) status is now: NodeHasDiskPressure", 12),
    ] {
      add(
        Event(
          kind: "Node", namespace: "default", name: node, uid: node, reason: reason, message: message,
          isWarning: reason == "EvictionThresholdMet", time: Clock.reclaim + delay * Clock.microsecondsPerSecond,
          component: "kubelet"))
    }
    let journal = KubeletJournal.incident(of: cluster)
    for pod in cluster.pods where pod.role == .evicted || pod.role == .culprit || pod.role == .refused {
      // The Event is written with the journal's line, a moment before the pod is gone.
      let line = journal.first { $0.message.contains("pod \(pod.kubeletName) is evicted successfully") }
      let message =
        pod.role == .refused
        ? "The node had condition: [DiskPressure]. "
        : "The node was low on resource: ephemeral-storage. Container \(pod.container) was using 40Ki, which exceeds its "
          + "request of 0. "
      add(
        Event(
          kind: "Pod", namespace: pod.namespace, name: pod.name, uid: pod.uid, reason: "Evicted", message: message,
          isWarning: true, time: line?.time ?? pod.created, component: "kubelet"
        ))
    }
  }

  private mutating func add(_ event: Event) {
    events[event.namespace, default: []].append(event)
  }

  func yaml(in namespace: String, node: String, random: inout SplitMix64) -> String {
    var items: [String] = []
    for event in events[namespace] ?? [] {
      let name = "\(event.name).\(random.word(16, of: Alphabet.hexadecimal))"
      items.append(
        """
        - apiVersion: v1
          count: 1
          eventTime: null
          firstTimestamp: "\(Clock.stamp(event.time))"
          involvedObject:
            apiVersion: v1
            kind: \(event.kind)
            name: \(event.name)
        \(event.kind == "Node" ? "" : "    namespace: \(event.namespace)\n")\
            uid: \(event.uid)
          kind: Event
          lastTimestamp: "\(Clock.stamp(event.time))"
          message: '\(event.message)'
          metadata:
            creationTimestamp: "\(Clock.stamp(event.time))"
            managedFields:
            - apiVersion: v1
              fieldsType: FieldsV1
              fieldsV1:
                f:count: {}
                f:firstTimestamp: {}
                f:involvedObject:
                  f:kind: {}
                  f:name: {}
                  f:uid: {}
                f:lastTimestamp: {}
                f:message: {}
                f:reason: {}
                f:source:
                  f:component: {}
                f:type: {}
              manager: \(event.component)
              operation: Update
              time: "\(Clock.stamp(event.time))"
            name: \(name)
            namespace: \(event.namespace)
            resourceVersion: "\(210_000 + items.count)"
            uid: \(random.uid())
          reason: \(event.reason)
          reportingComponent: ""
          reportingInstance: ""
          source:
            component: \(event.component)
        \(event.component == "kubelet" ? "    host: \(node)\n" : "")\
          type: \(event.isWarning ? "Warning" : "Normal")

        """)
    }
    return ObjectList.yaml(items)
  }
}
