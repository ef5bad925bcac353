import Model
import Testing

@testable import BundleReading

@Suite struct EventRowTests {
  private func events(_ text: String, path: String = "get/events.txt") throws -> [KubernetesObject] {
    try #require(read(text, path: path)).objects
  }

  @Test func narrow() throws {
    let event = try #require(
      events(
        """
        LAST SEEN   TYPE      REASON             OBJECT                       MESSAGE
        5m32s       Warning   FailedScheduling   pod/web-0                    0/4 nodes are available:  3 Insufficient cpu.

        """
      ).first)
    #expect(event.kind == "Event" && event.name == "web-0" && event.rendering == .table)
    #expect(event.string(at: "involvedObject.kind") == "Pod" && event.string(at: "involvedObject.name") == "web-0")
    #expect(event.string(at: "type") == "Warning" && event.string(at: "reason") == "FailedScheduling")
    #expect(event.string(at: "message") == "0/4 nodes are available:  3 Insufficient cpu.")
    #expect(event.string(at: "lastTimestamp") == "age:5m32s" && event.value(at: "count") == nil)
  }

  @Test func wideOfAllNamespaces() throws {
    let found = try events(
      """
      NAMESPACE   LAST SEEN   TYPE      REASON    OBJECT           SUBOBJECT               SOURCE                  MESSAGE                               FIRST SEEN   COUNT   NAME
      shop        12s         Warning   BackOff   pod/web-0        spec.containers{main}   kubelet, worker-1       Back-off restarting failed container  2m35s        6       web-0.17a3b4c5d6e7f809
      shop        3m          Normal    Scaled    deployment/web                           deployment-controller   Scaled up                             3m           1       web.17a3b4c5d6e7f80a
      shop        <unknown>   Normal    Lost      node/worker-1                            node-controller         gone                                  3m           1       worker-1.17a3b4c5d6e7f80a

      """)
    #expect(found.count == 3)
    #expect(found[0].string(at: "involvedObject.fieldPath") == "spec.containers{main}")
    #expect(found[0].string(at: "source.component") == "kubelet" && found[0].string(at: "source.host") == "worker-1")
    #expect(found[0].value(at: "count")?.integer == 6 && found[0].string(at: "firstTimestamp") == "age:2m35s")
    #expect(found[0].name == "web-0.17a3b4c5d6e7f809")
    #expect(
      found[1].string(at: "involvedObject.fieldPath") == nil
        && found[1].string(at: "involvedObject.namespace") == "shop")
    #expect(found[2].string(at: "lastTimestamp") == nil && found[2].string(at: "involvedObject.namespace") == nil)
  }

  @Test func ofKubectlEvents() throws {
    let event = try #require(
      events(
        """
        LAST SEEN             TYPE      REASON    OBJECT      MESSAGE
        3s (x6 over 2m31s)    Warning   BackOff   Pod/web-0   Back-off restarting failed container

        """
      ).first)
    #expect(event.string(at: "lastTimestamp") == "age:3s" && event.string(at: "firstTimestamp") == "age:2m31s")
    #expect(event.value(at: "count")?.integer == 6)
  }

  @Test func oldColumns() throws {
    let event = try #require(
      events(
        """
        FIRSTSEEN   LASTSEEN   COUNT     NAME                      KIND      SUBOBJECT               TYPE      REASON    SOURCE               MESSAGE
        1h          2m         20        web-0.15f3a1c2d4e5f607    Pod       spec.containers{main}   Warning   BackOff   kubelet, worker-1    Back-off restarting

        """
      ).first)
    #expect(event.string(at: "involvedObject.kind") == "Pod" && event.string(at: "involvedObject.name") == "web-0")
    #expect(event.string(at: "firstTimestamp") == "age:1h" && event.string(at: "lastTimestamp") == "age:2m")
    #expect(event.value(at: "count")?.integer == 20)
  }

  @Test func withoutHeaderAndWithAMessageOfSeveralLines() throws {
    let found = try events(
      """
      2m17s       Warning    Unhealthy    pod/web-0            Readiness probe failed: one
        two  three

        four
      2m17s       Normal     Pulled       replicaset.apps/web   Error: permission denied

      """)
    #expect(found.count == 2)
    #expect(found[0].string(at: "message") == "Readiness probe failed: one\ntwo  three")
    #expect(found[1].string(at: "involvedObject.kind") == "ReplicaSet")
  }
}
