import Model
import Testing

@testable import BundleReading

@Suite struct RuntimeJSONTests {
  private func listing(_ index: Int) throws -> RuntimeListing {
    let facts = try #require(read(RuntimeJSON.samples[index], path: "nodes/w/crictl.json"))
    #expect(facts.format == "runtime-json" && facts.cut.isEmpty)
    return try #require(facts.runtimeListing)
  }

  @Test func containersOfCrictl() throws {
    let container = try #require(try listing(0).containers?.first)
    #expect(container.container?.path == "Pod/shop/api-7c75c5f88c-x2x5j/api" && container.state == .exited)
    #expect(container.attempt == 3 && container.image == "registry.local/api:1.4" && container.evidence.line == 4)
    #expect(container.created?.rfc3339 == "2026-11-21T04:02:14.000000000Z" && container.isSandbox == false)
  }

  @Test func sandboxesOfCrictl() throws {
    let sandbox = try #require(try listing(1).containers?.first)
    #expect(sandbox.container?.path == "Pod/shop/web-0" && sandbox.isSandbox == true && sandbox.state == .running)
  }

  @Test func imagesOfCrictl() throws {
    let images = try #require(try listing(2).images)
    #expect(images.map(\.name) == ["docker.io/library/busybox:1.35"] && images.map(\.bytes) == [1_240_000])
    #expect(images[0].id.hasPrefix("334e4a014c81") && images[0].id.utf8.count == 64)
  }

  @Test func linesOfDocker() throws {
    let sandbox = try #require(try listing(3).containers?.first)
    #expect(sandbox.container?.path == "Pod/shop/web-0" && sandbox.isSandbox == true && sandbox.state == .running)
  }

  @Test func whatStandsBeforeACutIsKept() throws {
    let id = String(repeating: "0a", count: 32)
    let whole = #"{"containers":[{"id":"\#(id)","podSandboxId":"","state":"CONTAINER_RUNNING"},{"id":"\#(id)"#
    let facts = try #require(read(whole, path: "crictl.json", isCut: true))
    #expect(!facts.cut.isEmpty && facts.runtimeListing?.containers?.map(\.id) == [id])
  }

  @Test func podsOfTheAPIAreNoListOfARuntime() {
    let text = #"{"apiVersion":"v1","kind":"List","items":[{"apiVersion":"v1","kind":"Pod","metadata":{"name":"a"}}]}"#
    #expect(read(text)?.format == "kubernetes-json")
  }
}
