import Model
import Testing

@testable import BundleReading

struct NodeNamesTests {
  private func names(_ hosts: [String], _ nodes: [KubernetesObject]) -> [String] {
    let names = NodeNames(hosts: hosts, objects: nodes)
    return hosts.map { names.node(host: $0) }
  }

  @Test func joinsByEveryNameOfTheNode() throws {
    let node = try Sample.node(
      "node-a", hostname: "a.example",
      addresses: [("Hostname", "Host-A"), ("InternalDNS", "ip-1.internal"), ("InternalIP", "10.0.0.1")])
    let hosts = ["node-a", "a.example", "host-a", "ip-1", "a", "10.0.0.1", "other", "node-a.lan"]
    #expect(
      names(hosts, [node]) == ["node-a", "node-a", "node-a", "node-a", "node-a", "node-a", "other", "node-a"])
  }

  @Test func aShortNameOfTwoNodesJoinsNeither() throws {
    let nodes = [try Sample.node("web.east"), try Sample.node("web.west")]
    #expect(names(["web", "web.east"], nodes) == ["web", "web.east"])
  }

  @Test func anUnnamedHostIsTheOnlyNode() throws {
    let one = [try Sample.node("worker-1")]
    #expect(names([""], one) == ["worker-1"])
    #expect(names([""], one + [try Sample.node("worker-2")]) == [""])
    #expect(names([""], []) == [""])
    let joined = NodeNames(hosts: [""], objects: one)
    #expect(joined.node(host: "", component: "kubelet") == "worker-1")
    #expect(joined.node(host: "", component: "kube-apiserver") == "")
  }

  @Test func recordsOfTheUnnamedHostCarryTheNode() throws {
    let line = Sample.line("a", try Sample.absolute("2026-11-21T04:00:00Z"), host: "", path: "kubelet.log")
    let incident = Sample.incident([Sample.log("kubelet.log", [line])], objects: [try Sample.node("worker-1")])
    #expect(incident.records.map(\.source.name) == ["worker-1/kubelet"])
    #expect(incident.coverage.logs.map(\.source.name) == ["worker-1/kubelet"])
    #expect(incident.coverage.clockOffsets.map(\.node) == ["worker-1"])
  }
}
