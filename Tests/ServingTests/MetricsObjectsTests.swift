import Model
import Testing

@testable import Serving

/// `kubectl top` on a bundle that holds the tables of `kubectl top`.
struct MetricsObjectsTests {
  private static let group = "/apis/metrics.k8s.io/v1beta1"
  private static let nodes =
    "NAME       CPU(cores)   CPU%   MEMORY(bytes)   MEMORY%\nworker-1   250m         6%     3100Mi          19%\n"
  private static let containers =
    "NAMESPACE   POD     NAME    CPU(cores)   MEMORY(bytes)\nshop        web-0   web     2m           80Mi\nshop        web-0   proxy   1m           11Mi\n"
  private static let pods = "NAMESPACE   NAME    CPU(cores)   MEMORY(bytes)\nshop        web-0   3m           91Mi\n"

  @Test func containersOfAPodAreOneObject() throws {
    let api = try ServingSamples.api([
      ("top/nodes.txt", Self.nodes), ("top/a.txt", Self.containers), ("top/b.txt", Self.pods),
    ])
    let pods = get("\(Self.group)/pods", from: api)
    #expect(pods.names == ["web-0"])
    let usage = (pods.value.value(at: "items.0.containers")?.items ?? []).map {
      "\($0["name"]?.string ?? "") \($0.value(at: "usage.cpu")?.string ?? "") \($0.value(at: "usage.memory")?.string ?? "")"
    }
    #expect(usage.sorted() == ["proxy 1m 11264Ki", "web 2m 81920Ki"])
    #expect(pods.value.value(at: "items.0.metadata.labels.app")?.string == "web")
    #expect(get("\(Self.group)/nodes/worker-1", from: api).value.value(at: "usage.cpu")?.string == "250m")
    #expect(get("\(Self.group)/pods?labelSelector=app%3Ddb", from: api).names == [])
  }

  @Test func aPodWithoutContainersHasItsOwnRow() throws {
    let api = try ServingSamples.api([("top/b.txt", Self.pods)])
    let pod = get("\(Self.group)/namespaces/shop/pods/web-0", from: api).value
    #expect(pod.value(at: "containers.0.usage.memory")?.string == "93184Ki")
  }

  @Test func withoutTablesThereIsNoSuchGroup() throws {
    let api = try ServingSamples.api()
    #expect(get("\(Self.group)/pods", from: api).status == 404)
    #expect(!get("/apis", from: api).text.contains("metrics.k8s.io"))
  }
}
