import Model
import Testing

@testable import BundleReading
@testable import Diagnosis

/// A running program that is told to call what is not there.
struct MisconfiguredAddressTests {
  private static let namespaces = """
    NAME          STATUS   AGE
    default       Active   1d
    kube-system   Active   1d
    shop          Active   1d

    """

  private func modes(_ address: String, log: String = "ready\n", namespaces: Bool = true) throws -> [String] {
    let pod = """
      apiVersion: v1
      kind: Pod
      metadata: {name: api-0, namespace: shop, uid: u1}
      spec:
        containers: [{name: main, image: a, env: [{name: CACHE_ADDR, value: "\(address)"}]}]
      status:
        phase: Running
        containerStatuses: [{name: main, ready: true, restartCount: 0, state: {running: {startedAt: "2024-05-06T09:00:00Z"}}}]

      """
    var artifacts =
      ApplicationExample.pod(pod, log: log) + [("services.yaml", ApplicationExample.service("cache", port: 6379))]
    if namespaces { artifacts.append(("get/namespaces.txt", Self.namespaces)) }
    let incident = try BundleReader.read(.memory(artifacts), keeping: LogInterests.ofAllModes, limits: ReadLimits())
    return Investigation(incident).applicationFailures.map(\.mode)
  }

  @Test(arguments: [
    ("cache-old:6379", true), ("cache:6379", false), ("cache.shopp:6379", true), ("cache.example.com:6379", false),
    ("cache.shopp.svc.cluster.local:6379", false), ("cache.shop:6379", false), ("cachee.shop.svc:6379", true),
  ])
  func aNameThatIsNone(_ address: String, _ isWrong: Bool) throws {
    #expect(try modes(address) == (isWrong ? ["dependency-address-misconfigured"] : []))
  }

  @Test func withoutAllNamespacesAnotherOneMayExist() throws {
    #expect(try modes("cache.shopp:6379", namespaces: false).isEmpty)
  }

  @Test func withoutAPortOnlyFailingCallsTell() throws {
    let failing = "dial tcp: lookup cache-old on 10.96.0.10:53: no such host\n"
    #expect(try modes("cache-old").isEmpty)
    #expect(try modes("cache-old", log: failing) == ["dependency-address-misconfigured"])
  }

  @Test func anAddressOutsideTellsOnlyWithFailingCalls() throws {
    #expect(try modes("10.200.0.9:6379").isEmpty)
    #expect(
      try modes("10.200.0.9:6379", log: "dial tcp 10.200.0.9:6379: i/o timeout\n")
        == ["dependency-address-misconfigured"])
  }
}
