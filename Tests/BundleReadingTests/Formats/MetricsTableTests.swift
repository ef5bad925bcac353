import Model
import Testing

@testable import BundleReading

@Suite struct MetricsTableTests {
  @Test func rowsOfContainers() throws {
    let rows = try #require(read(MetricsTable.samples[0])?.usages)
    #expect(rows.map(\.entity.path) == ["Pod/shop/web-0/app"])
    #expect(rows[0].cpuMillicores == 250 && rows[0].memoryBytes == 80 << 20)
    #expect(rows[0].time?.rfc3339 == "2026-11-21T04:01:20Z" && rows[0].evidence.line == 2)
  }

  @Test func rowsOfNodes() throws {
    let rows = try #require(read(MetricsTable.samples[1])?.usages)
    #expect(rows.map(\.entity.path) == ["Node/worker-1"] && rows[0].cpuMillicores == 250)
  }

  @Test func columnsOfUnknownUnitsAreNoFigures() {
    let facts = read(MetricsTable.samples[2])
    #expect(facts?.format == "metrics-table" && facts?.usages.isEmpty == true)
  }

  @Test func nonsenseIsNoRow() {
    let text = "node,cpu_millicores,memory_bytes\nworker-1,x,y\n,1,2\nworker-1,1\nworker-2,-1,nan\n"
    #expect(read(text)?.usages.allSatisfy { $0.cpuMillicores == nil && $0.memoryBytes == nil } == true)
  }
}
