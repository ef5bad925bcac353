import Model
import Testing

@testable import BundleReading

@Suite struct NamespaceInferenceTests {
  private func read(_ artifacts: [(path: String, text: String)]) throws -> Incident {
    try BundleReader.read(.memory(artifacts), keeping: [])
  }

  private func placed(_ incident: Incident) -> [String] {
    incident.objects.map { "\($0.kind)/\($0.namespace)/\($0.name)" }.sorted()
  }

  private let pods = "NAME    READY   STATUS    RESTARTS   AGE\nweb-0   1/1     Running   0          5h\n"
  private let services =
    "NAME   TYPE        CLUSTER-IP   EXTERNAL-IP   PORT(S)   AGE\nweb    ClusterIP   10.0.0.1     <none>        80/TCP    5h\n"

  private func pod(_ name: String, in namespace: String) -> String {
    "apiVersion: v1\nkind: Pod\nmetadata:\n  name: \(name)\n  namespace: \(namespace)\n  uid: \(namespace)-\(name)\nstatus:\n  phase: Running\n"
  }

  @Test func aNamesakeTellsItForTheTableAndItsNeighbors() throws {
    let incident = try read([
      ("get/pods.txt", pods), ("get/services.txt", services), ("web.yaml", pod("web-0", in: "shop")),
      ("other.yaml", pod("db-0", in: "data")),
    ])
    #expect(placed(incident) == ["Pod/data/db-0", "Pod/shop/web-0", "Service/shop/web"])
    #expect(incident.coverage.lists.filter { $0.artifact == "get/services.txt" }.map(\.namespace) == ["shop"])
  }

  @Test func theOnlyNamespaceOfUsersIsTaken() throws {
    let incident = try read([
      ("get/services.txt", services), ("db.yaml", pod("db-0", in: "data")), ("dns.yaml", pod("dns", in: "kube-system")),
    ])
    #expect(placed(incident).contains("Service/data/web"))
  }

  @Test func ofSeveralNoneIsChosen() throws {
    let incident = try read([
      ("get/pods.txt", pods), ("a.yaml", pod("web-0", in: "shop")), ("b.yaml", pod("web-0", in: "data")),
    ])
    #expect(placed(incident) == ["Pod//web-0", "Pod/data/web-0", "Pod/shop/web-0"])
    #expect(incident.coverage.lists.filter { $0.artifact == "get/pods.txt" }.map(\.isComplete) == [false])
  }

  @Test func clusterScopedObjectsHaveNone() throws {
    let nodes = "NAME   STATUS   ROLES    AGE    VERSION\nm1     Ready    master   7d8h   v1.18.2\n"
    let events =
      "LAST SEEN   TYPE      REASON   OBJECT      MESSAGE\n5m          Warning   Lost     node/m1     gone\n1m          Normal    Pulled   pod/web-0   pulled\n"
    let incident = try read([
      ("get/nodes.txt", nodes), ("get/events.txt", events), ("web.yaml", pod("web-0", in: "shop")),
    ])
    #expect(placed(incident) == ["Node//m1", "Pod/shop/web-0"])
    #expect(incident.events.map(\.regarding.path).sorted() == ["Node/m1", "Pod/shop/web-0"])
  }
}
