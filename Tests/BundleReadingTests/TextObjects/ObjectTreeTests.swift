import Model
import Testing

@testable import BundleReading

struct ObjectTreeTests {
  @Test func buildsTheShapeOfTheAPI() throws {
    var tree = ObjectTree(apiVersion: "v1", kind: "Pod", line: 3)
    tree.set("metadata.name", "api-0", line: 3)
    tree.set("metadata.labels", key: "app.kubernetes.io/name", "api", line: 4)
    tree.set("status.containerStatuses.0.name", "main", line: 5)
    tree.set("status.containerStatuses.0.restartCount", "3", line: 6)
    tree.set("status.containerStatuses.1.name", "sidecar", line: 7)
    let object = try #require(tree.object(artifact: "pods.txt", rendering: .table))
    #expect(object.rendering == .table)
    #expect(object.label("app.kubernetes.io/name") == "api")
    #expect(object.value(at: "status.containerStatuses.0.restartCount")?.integer == 3)
    #expect(object.value(at: "status.containerStatuses.1.name")?.line == 7)
  }

  @Test func withoutANameThereIsNoObject() {
    #expect(ObjectTree(kind: "Pod", line: 1).object(artifact: "a", rendering: .table) == nil)
  }
}
