import Model
import Testing

struct EntityReferenceTests {
  @Test func `What nothing names is a question mark`() {
    #expect(EntityReference(kind: "Node", name: "worker-1").path == "Node/worker-1")
    #expect(EntityReference(kind: "Pod", namespace: "shop", name: "db-0", container: "db").path == "Pod/shop/db-0/db")
    #expect(EntityReference(kind: "Node", name: "").path == "Node/?")
  }

  @Test func `Logs are named by node and component`() {
    #expect(LogSource(node: "worker-1", component: "kubelet").name == "worker-1/kubelet")
    #expect(LogSource(node: "", component: "kubelet").name == "kubelet")
    #expect(LogSource(node: "", component: "").name == "log")
  }
}
