import Model
import Testing

@testable import BundleReading

/// What text says of an object beside its YAML: the YAML leads, the difference is told.
@Suite struct ObjectDifferencesTests {
  private static let yaml = """
    apiVersion: v1
    kind: Pod
    metadata: {name: web-0, namespace: shop, uid: u-1, resourceVersion: "7"}
    spec:
      nodeName: depot-1
      containers:
      - name: web
        image: shop/web:2
    status:
      phase: Running
      podIP: 10.1.2.3

    """

  private static func description(image: String = "shop/web:2", node: String = "depot-1/10.0.0.1") -> String {
    """
    Name:         web-0
    Namespace:    shop
    Node:         \(node)
    Status:       Running
    IP:           10.1.2.3
    Containers:
      web:
        Image:          \(image)
        State:          Running
        Ready:          True
        Restart Count:  0

    """
  }

  private func incident(_ artifacts: [(path: String, text: String)]) throws -> Incident {
    try BundleReader.read(.memory([(path: "pods.yaml", text: Self.yaml)] + artifacts), keeping: [LogSignature]())
  }

  @Test func yamlWinsOverADescriptionAndTheDifferenceIsTold() throws {
    let text = Self.description(image: "shop/web:1", node: "depot-2/10.0.0.2")
    let incident = try incident([(path: "describe.txt", text: text)])
    let pod = try #require(incident.objects.first)
    #expect(
      incident.objects.count == 1 && pod.string(at: "spec.nodeName") == "depot-1" && pod.copies == ["describe.txt"])
    #expect(pod.string(at: "spec.containers.0.image") == "shop/web:2")
    #expect(
      incident.coverage.disagreeing == [
        Coverage.Note(
          path: "describe.txt", line: 3,
          text: "Pod/shop/web-0 has spec.nodeName depot-2 here and depot-1 in pods.yaml:5, which is taken"),
        Coverage.Note(
          path: "describe.txt", line: 8,
          text:
            "Pod/shop/web-0 has spec.containers[web].image shop/web:1 here and shop/web:2 in pods.yaml:8, which is taken"
        ),
      ])
  }

  @Test func yamlWinsOverATable() throws {
    let table =
      "NAMESPACE   NAME    READY   STATUS    RESTARTS   AGE   IP         NODE      NOMINATED NODE   READINESS GATES\n"
      + "shop        web-0   0/1     Pending   0          5d    <none>     <none>    <none>           <none>\n"
    let incident = try incident([(path: "pods.txt", text: table)])
    #expect(incident.objects.first?.string(at: "status.phase") == "Running")
    #expect(incident.coverage.disagreeing.map { "\($0.path):\($0.line)" } == ["pods.txt:2"])
    #expect(incident.coverage.disagreeing.first?.text.contains("status.phase Pending here and Running in") == true)
  }

  @Test func whatAgreesOrIsNotShownIsNoDifference() throws {
    let table =
      "NAMESPACE   NAME    READY   STATUS    RESTARTS   AGE\nshop        web-0   1/1     Running   3          5d\n"
    let incident = try incident([(path: "describe.txt", text: Self.description()), (path: "pods.txt", text: table)])
    #expect(incident.objects.count == 1 && incident.coverage.disagreeing == [])
  }

  /// Two texts, and two states of the YAML, are not held against each other.
  @Test func onlyTextIsHeldAgainstYAML() throws {
    let newer = Self.yaml.replacing("resourceVersion: \"7\"", with: "resourceVersion: \"8\"")
      .replacing("phase: Running", with: "phase: Failed")
    #expect(try incident([(path: "later.yaml", text: newer)]).coverage.disagreeing == [])
    let texts = try BundleReader.read(
      .memory([
        (path: "a.txt", text: Self.description()), (path: "b.txt", text: Self.description(image: "shop/web:1")),
      ]), keeping: [LogSignature]())
    #expect(texts.objects.count == 1 && texts.coverage.disagreeing == [])
  }

  /// Whether a node that is not ready is lost or sick, a table does not tell.
  @Test(arguments: [("Unknown", 0), ("False", 0), ("True", 1)])
  func aTableTellsNoUnknownFromFalse(_ status: String, _ count: Int) throws {
    let node =
      "apiVersion: v1\nkind: Node\nmetadata: {name: depot-1, uid: n}\nstatus: {conditions: [{type: Ready, status: \"\(status)\"}]}\n"
    let table = "NAME      STATUS     ROLES    AGE   VERSION\ndepot-1   NotReady   <none>   20h   v1.33.1\n"
    let incident = try incident([(path: "node.yaml", text: node), (path: "nodes.txt", text: table)])
    #expect(incident.coverage.disagreeing.count == count)
  }
}
