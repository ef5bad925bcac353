import Model
import Testing

@testable import BundleReading

/// Artifacts that say in their lines of which container a log is.
@Suite struct LogMarksTests {
  private func logs(_ text: String, path: String = "namespaces/shop/all.log") throws -> [String] {
    let facts = try #require(read(text, path: path))
    return facts.containerLogs.map { log in
      "\(log.container?.path ?? "?") \(log.head.map { "\($0.number):\($0.text)" }.joined(separator: ","))"
    }
  }

  @Test func prefixesNameTheContainers() throws {
    let text = "[pod/api-0/api] started\n[pod/api-0/proxy] ready\n[pod/api-0/api] panic: x\n[pod/api-1/api] ok\n"
    #expect(
      try logs(text) == [
        "Pod/shop/api-0/api 1:started,3:panic: x", "Pod/shop/api-0/proxy 2:ready", "Pod/shop/api-1/api 4:ok",
      ])
  }

  @Test func aDefaultIsNoLine() throws {
    let facts = read("Defaulted container \"api\" out of: api, proxy\nstarted\n", path: "kubectl-logs-api-0.txt")
    #expect(facts?.containerLogs.first?.container?.container == "api")
    #expect(facts?.containerLogs.first?.head.map(\.number) == [2])
    let incident = try LayoutSample.incident([
      ("p.json", LayoutSample.podList),
      ("\(LayoutSample.cart).log", "Defaulted container \"cart\" out of: cart, sidecar, migrate (init)\nstarted\n"),
      (
        "cart-logs.txt",
        "Found 2 pods, using pod/\(LayoutSample.cart)\nDefaulting container name to sidecar.\nstarted\n"
      ),
    ])
    #expect(incident.logPlaces.sorted() == ["orders/\(LayoutSample.cart)/cart", "orders/\(LayoutSample.cart)/sidecar"])
    #expect(incident.containerLogs.allSatisfy { $0.lineCount == 1 })
  }

  @Test func tailNamesFiles() throws {
    let uid = LayoutSample.uid
    let text =
      "==> /var/log/pods/shop_api-0_\(uid)/api/0.log <==\na\n\n==> /var/log/pods/shop_db-0_\(uid)/db/1.log <==\nb\n"
    #expect(try logs(text, path: "tails.txt") == ["Pod/shop/api-0/api 2:a,3:", "Pod/shop/db-0/db 5:b"])
  }

  @Test func applicationsMayPrintCommands() throws {
    let text = "started\n$ kubectl logs other-0 -n other\n"
    #expect(try logs(text, path: "namespaces/shop/logs/api-0/api.log").count == 1)
  }
}
