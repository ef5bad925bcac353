import Model
import Testing

@testable import BundleReading

/// What a describe text says of an object must agree with the object's YAML in the same bundle.
@Suite struct DescribeAgainstYAMLTests {
  /// What both hold: `*` stands for each item of a list or each member of a mapping. Items join by their place, those of
  /// `containerStatuses` and `conditions` by name and type.
  private static let paths: [String: [String]] = [
    "Pod": [
      "metadata.labels.*", "metadata.ownerReferences.*.kind", "metadata.ownerReferences.*.name", "spec.nodeName",
      "spec.priority", "spec.nodeSelector.*", "spec.containers.*.name", "spec.containers.*.image",
      "spec.containers.*.command.*", "spec.containers.*.args.*", "spec.containers.*.ports.*.containerPort",
      "spec.containers.*.resources.limits.*", "spec.containers.*.resources.requests.*",
      "spec.containers.*.livenessProbe.httpGet.*", "spec.containers.*.readinessProbe.httpGet.*",
      "spec.containers.*.readinessProbe.periodSeconds", "spec.containers.*.livenessProbe.failureThreshold",
      "spec.containers.*.readinessProbe.initialDelaySeconds", "spec.containers.*.env.*.name",
      "spec.containers.*.env.*.value", "spec.containers.*.env.*.valueFrom.*.*",
      "spec.containers.*.envFrom.*.*.name", "spec.containers.*.volumeMounts.*.mountPath",
      "spec.containers.*.volumeMounts.*.name", "spec.initContainers.*.image", "spec.initContainers.*.command.*",
      "spec.volumes.*.name", "spec.volumes.*.persistentVolumeClaim.claimName", "spec.volumes.*.configMap.name",
      "spec.volumes.*.secret.secretName", "spec.volumes.*.hostPath.path", "spec.tolerations.*.key",
      "spec.tolerations.*.effect", "spec.tolerations.*.operator", "spec.tolerations.*.tolerationSeconds",
      "status.phase", "status.reason", "status.message", "status.podIP", "status.podIPs.*.ip",
      "status.hostIP", "status.startTime", "status.conditions.*.status", "status.containerStatuses.*.name",
      "status.containerStatuses.*.ready", "status.containerStatuses.*.restartCount",
      "status.containerStatuses.*.imageID", "status.containerStatuses.*.containerID",
      "status.containerStatuses.*.state.*.*", "status.containerStatuses.*.lastState.*.*",
      "status.initContainerStatuses.*.state.*.*", "status.initContainerStatuses.*.restartCount",
    ],
    "Node": [
      "metadata.labels.*", "metadata.annotations.*", "metadata.creationTimestamp", "spec.taints.*.key",
      "spec.taints.*.effect", "spec.unschedulable", "spec.podCIDR", "status.addresses.*.address",
      "status.addresses.*.type", "status.capacity.*", "status.allocatable.*", "status.nodeInfo.*",
      "status.conditions.*.status", "status.conditions.*.reason", "status.conditions.*.message",
      "status.conditions.*.lastTransitionTime",
    ],
    "Deployment": [
      "metadata.labels.*", "metadata.annotations.*", "metadata.creationTimestamp", "spec.replicas", "spec.strategy.*",
      "spec.strategy.rollingUpdate.*", "spec.selector.matchLabels.*", "spec.template.metadata.labels.*",
      "spec.template.spec.containers.*.image", "spec.template.spec.containers.*.command.*",
      "spec.template.spec.containers.*.resources.*.*", "spec.template.spec.containers.*.readinessProbe.httpGet.*",
      "status.replicas", "status.updatedReplicas", "status.availableReplicas", "status.unavailableReplicas",
      "status.conditions.*.status", "status.conditions.*.reason",
    ],
    "ReplicaSet": [
      "metadata.labels.*", "metadata.ownerReferences.*.name", "spec.replicas", "spec.selector.matchLabels.*",
      "spec.template.spec.containers.*.image", "status.replicas",
    ],
    "StatefulSet": [
      "spec.replicas", "spec.selector.matchLabels.*", "spec.updateStrategy.type", "status.replicas",
      "spec.template.spec.containers.*.image", "spec.volumeClaimTemplates.*.metadata.name",
      "spec.volumeClaimTemplates.*.spec.accessModes.*",
    ],
    "DaemonSet": [
      "spec.selector.matchLabels.*", "status.desiredNumberScheduled", "status.currentNumberScheduled",
      "status.updatedNumberScheduled", "status.numberAvailable", "status.numberMisscheduled",
      "spec.template.spec.containers.*.image", "spec.template.spec.volumes.*.hostPath.path",
    ],
    "Service": [
      "metadata.labels.*", "spec.type", "spec.selector.*", "spec.clusterIP", "spec.clusterIPs.*", "spec.ports.*.port",
      "spec.ports.*.name", "spec.ports.*.targetPort", "spec.ports.*.protocol", "spec.sessionAffinity",
    ],
  ]

  @Test(arguments: [
    "diskpressure-container-gc", "healthy-baseline", "init-container-failing", "createcontainerconfigerror",
  ])
  func describedObjectsAgreeWithTheirYAML(_ incident: String) throws {
    let facts = try Self.facts(of: incident)
    var described: [String: KubernetesObject] = [:]
    for object in facts.flatMap(\.objects) where object.rendering == .description && object.kind != "Event" {
      described[object.reference.path] = object
    }
    var compared: [String: Int] = [:]
    for object in facts.flatMap(\.objects) where object.rendering == .api {
      guard let paths = Self.paths[object.kind], let text = described[object.reference.path] else { continue }
      compared[object.kind, default: 0] += 1
      for path in paths {
        let expected = Self.leaves(object.root, path[...])
        let found = Self.leaves(text.root, path[...])
        #expect(found == expected, "\(object.reference.path) \(path)")
      }
    }
    for kind in ["Pod", "Node", "Deployment", "ReplicaSet", "Service"] {
      #expect(compared[kind, default: 0] > 0, "no \(kind) to compare")
    }
  }

  @Test(arguments: ["diskpressure-container-gc", "healthy-baseline"])
  func describedEventsAreCopiesOfTheListedOnes(_ incident: String) throws {
    let events = try BundleReader.read(.path("Bundles/\(incident)/bundle.tar.gz"), keeping: []).events
    let described = events.filter { $0.evidence.contains { $0.path.contains("/describe/") } }
    #expect(described.count > 20)
    for event in described where event.uid.isEmpty {
      Issue.record("\(event.regarding.path) \(event.reason) \(event.evidence.map(\.path))")
    }
  }

  private static func facts(of incident: String) throws -> [ArtifactFacts] {
    let stream = BundleStream(limits: ReadLimits()) { FormatRegistry.makeReader(for: $0, keeping: LogInterests([])) }
    return try stream.read(.path("Bundles/\(incident)/bundle.tar.gz")).facts
  }

  /// The scalars at a path as `place=text`, sorted. What the API leaves out (0, false, empty text) counts as absent.
  private static func leaves(_ value: Value, _ path: Substring, place: String = "") -> [String] {
    // kubectl shows why a container waits, and not the words with it.
    if place.hasSuffix(".state.waiting.message") { return [] }
    guard !path.isEmpty else {
      guard let text = value.string, !["", "0", "false"].contains(text) else { return [] }
      // kubectl ends its lines without blanks.
      return ["\(place)=\(text.split(separator: "\n").map(Self.withoutBlanksAtEnd).joined(separator: "\n"))"]
    }
    let key = path.prefix { $0 != "." }
    let rest = path.dropFirst(key.count + 1)
    guard key == "*" else {
      return value[String(key)].map { leaves($0, rest, place: "\(place).\(key)") } ?? []
    }
    // kubectl hides the applied manifest, and names no container of a state that has passed.
    let hidden = "kubectl.kubernetes.io/last-applied-configuration"
    let members = value.members.filter {
      $0.key != hidden && !(place.contains(".lastState") && $0.key == "containerID")
    }
    .map { ($0.key, $0.value) }
    let items = value.items.enumerated().map { index, item in
      (item["type"]?.string ?? item["name"]?.string ?? item["key"]?.string ?? "\(index)", item)
    }
    return (members + items).flatMap { leaves($0.1, rest, place: "\(place).\($0.0)") }.sorted()
  }

  private static func withoutBlanksAtEnd(_ line: Substring) -> Substring {
    var line = line
    while line.hasSuffix(" ") { line.removeLast() }
    return line
  }
}
