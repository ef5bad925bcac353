import Model
import Testing

@testable import BundleReading

@Suite struct KubectlTopTests {
  @Test func nodes() throws {
    let rows = try #require(read(KubectlTop.samples[0])?.usages)
    #expect(rows.map(\.entity) == [EntityReference(kind: "Node", name: "worker-1")])
    #expect(rows[0].cpuMillicores == 250 && rows[0].memoryBytes == 3100 << 20)
    #expect(rows[0].cpuPercent == 6 && rows[0].memoryPercent == 19)
  }

  @Test func nodesWithoutMetricsAreNoRows() {
    #expect(read(KubectlTop.samples[3])?.usages.isEmpty == true)
  }

  @Test func podsAndContainersWithTheirNamespace() throws {
    let pods = try #require(read(KubectlTop.samples[1])?.usages)
    #expect(pods.map(\.entity.path) == ["Pod/shop/web-0"] && pods[0].cpuMillicores == 2)
    let containers = try #require(read(KubectlTop.samples[2], path: "namespaces/shop/top.txt")?.usages)
    #expect(containers.map(\.entity.path) == ["Pod/shop/web-0/app", "Pod/shop/web-0/proxy"])
    #expect(containers[1].memoryBytes == 11 << 20 && containers[1].evidence.line == 3)
  }

  @Test func severalTablesInOneFile() throws {
    let text = "# kubectl top nodes\n\(KubectlTop.samples[0])# kubectl top pods -A\n\(KubectlTop.samples[1])"
    let rows = try #require(read(text)?.usages)
    #expect(rows.map(\.entity.kind) == ["Node", "Pod"])
  }
}
