import Model
import Testing

@testable import BundleReading

@Suite struct EventDecodingTests {
  private func decode(_ yaml: String) -> ClusterEvent? {
    readObjects(yaml.utf8, path: "events.yaml").objects.first.flatMap { ClusterEvent(from: $0) }
  }

  @Test func coreEvent() throws {
    let event = try #require(
      decode(
        """
        apiVersion: v1
        count: 3
        eventTime: null
        firstTimestamp: "2026-11-21T03:56:11Z"
        involvedObject:
          fieldPath: spec.containers{api}
          kind: Pod
          name: api-0
          namespace: shop
          uid: 02a159db
        kind: Event
        lastTimestamp: "2026-11-21T04:01:11Z"
        message: '(combined from similar events): Back-off restarting failed container'
        metadata:
          creationTimestamp: "2026-11-21T03:56:11Z"
          name: api-0.18e9
          namespace: shop
          uid: c5001973
        reason: BackOff
        reportingComponent: kubelet
        reportingInstance: worker-1
        source:
          component: kubelet
          host: worker-1
        type: Warning

        """))
    #expect(
      event.regarding
        == EntityReference(kind: "Pod", namespace: "shop", name: "api-0", container: "api", uid: "02a159db"))
    #expect(event.message == "Back-off restarting failed container")
    #expect(event.isWarning && event.count == 3 && event.component == "kubelet" && event.host == "worker-1")
    #expect(event.time?.from.rfc3339 == "2026-11-21T03:56:11Z")
    #expect(event.time?.to.rfc3339 == "2026-11-21T04:01:11Z")
    #expect(event.uid == "c5001973")
    #expect(event.evidence.map(\.line) == [13])
    #expect(event.evidence.map(\.object) == ["Event/shop/api-0.18e9"])
    #expect(event.evidence.map(\.field) == ["message"])
  }

  @Test func newEvent() throws {
    let event = try #require(
      decode(
        """
        apiVersion: events.k8s.io/v1
        deprecatedFirstTimestamp: null
        deprecatedSource: {}
        eventTime: "2026-11-21T03:56:10.790704Z"
        kind: Event
        metadata: {name: a.1, namespace: default}
        note: Node is not ready
        reason: NodeNotReady
        regarding: {kind: Node, name: worker-1, namespace: default, uid: worker-1}
        reportingController: node-controller
        reportingInstance: node-controller-0
        series: {count: 5, lastObservedTime: "2026-11-21T03:58:10.000001Z"}
        type: Normal

        """))
    #expect(event.regarding == EntityReference(kind: "Node", name: "worker-1"))
    #expect(event.message == "Node is not ready")
    #expect(!event.isWarning && event.count == 5 && event.component == "node-controller" && event.host.isEmpty)
    #expect(event.time?.from.rfc3339 == "2026-11-21T03:56:10.790704Z")
    #expect(event.time?.to.rfc3339 == "2026-11-21T03:58:10.000001Z")
    #expect(event.evidence.map(\.field) == ["note"])
  }

  @Test func timeFallsBackToCreation() {
    let text =
      "kind: Event\nmetadata: {name: a, creationTimestamp: 2026-11-21T03:56:11Z}\ninvolvedObject: {kind: Pod, name: a}\n"
    let event = decode(text)
    #expect(event?.time?.to.rfc3339 == "2026-11-21T03:56:11Z")
    #expect(event?.evidence.map(\.line) == [2])
  }

  @Test func otherKindsAreNoEvents() {
    #expect(decode("kind: Pod\nmetadata: {name: a}\n") == nil)
    #expect(
      decode("apiVersion: audit.k8s.io/v1\nkind: Event\nmetadata: {name: a}\ninvolvedObject: {kind: Pod}\n") == nil)
    #expect(decode("kind: Event\nmetadata: {name: a}\n") == nil)
  }
}
