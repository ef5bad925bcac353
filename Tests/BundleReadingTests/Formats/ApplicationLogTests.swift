import Model
import Testing

@testable import BundleReading

/// Logs of programs that neither their path nor a collector names.
@Suite struct ApplicationLogTests {
  private static let lines = "2026/11/21 04:01:20 listening\n2026/11/21 04:01:21 cannot connect to orders-db\n"

  @Test(arguments: [
    ("ledger-0.txt", "orders/ledger-0/ledger"), ("orders/ledger.txt", "orders/ledger-0/ledger"),
    ("sidecar.out", "orders/cart-5d9f7c6b4-xk2vq/sidecar"), ("something.txt", "?"), ("nodes/depot-1/ledger.txt", "?"),
  ])
  func theNameOfTheFileMayTellWhoseItIs(_ path: String, _ place: String) throws {
    let incident = try LayoutSample.incident([("p.json", LayoutSample.podList), (path, Self.lines)])
    #expect(incident.coverage.unrecognised.isEmpty)
    #expect(incident.logPlaces == [place])
    #expect(incident.containerLogs.first?.head.map(\.number) == [1, 2])
  }

  @Test func aTraceBelongsToTheLineBeforeIt() throws {
    let text = Self.lines + "java.lang.OutOfMemoryError: Java heap space\n\tat shop.Cart.add(Cart.java:7)\n"
    let facts = try #require(read(text, path: "x.txt"))
    #expect(facts.format == "application-log" && facts.containerLogs.map(\.lineCount) == [4])
  }

  @Test(arguments: [
    "2026-11-21 a day\n2026-11-22 another\n", "[note] a thing\n[warnings] another\n", "{\"level\":1,\"name\":\"x\"}\n",
    "{\"message\":\"x\"\n}\n", "2026-13-21 04:01:20 x\n", "10.0.0.1 - - [x]\n", "04:01:20 x\n",
  ])
  func otherTextIsNoLog(_ text: String) { #expect(read(text, path: "notes.txt")?.format != "application-log") }

  @Test func oneOfTheClustersOwnProgramsIsThat() throws {
    let facts = try #require(read(ApplicationLog.samples[4], path: "coredns.txt", everything: true))
    #expect(facts.log?.lines.map(\.component) == ["coredns", "coredns", "coredns"])
  }
}
