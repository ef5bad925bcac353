import Model
import Testing

@testable import BundleReading
@testable import Diagnosis

/// Whether what runs tells that a repository would be readable if it were there.
struct RepositoriesInUseTests {
  private func repositories(_ image: String) throws -> RepositoriesInUse {
    let pod = """
      apiVersion: v1
      kind: Pod
      metadata: {name: web-0, namespace: shop, uid: u1}
      spec: {containers: [{name: web, image: "\(image)"}]}
      status:
        phase: Running
        containerStatuses: [{name: web, ready: true, image: "\(image)", restartCount: 0, state: {running: {}}}]

      """
    return RepositoriesInUse(
      try BundleReader.read(.memory([("p.yaml", pod)]), keeping: LogInterests.ofAllModes, limits: ReadLimits()))
  }

  @Test(arguments: [
    ("registry.example.com/acme-corp/shop-demo/cart:1", true),
    ("registry.example.com/acme-corps/shop-demo/cart:1", true),
    ("registry.example.com/acme-corp/shop/cart:1", false), ("registry.example.com/acme-corp/shop-demos/cart:1", true),
    ("registry.example.com/acme-corp/private/cart:1", false), ("other.example.com/acme-corp/shop-demo/cart:1", false),
    ("registry.example.com/shop-demo/cart:1", false),
    ("registry.example.com/acme-corp/shop-demo-internal/cart:1", true),
  ])
  func slipsLieNextToWhatRuns(_ image: String, _ isNeighbor: Bool) throws {
    let found = try repositories("registry.example.com/acme-corp/shop-demo/web:1").neighbor(of: ImageReference(image))
    #expect((found != nil) == isNeighbor)
  }

  @Test func theTopOfARegistryHasNoNeighbors() throws {
    #expect(
      try repositories("registry.example.com/web:1").neighbor(of: ImageReference("registry.example.com/x:1")) == nil)
  }
}
