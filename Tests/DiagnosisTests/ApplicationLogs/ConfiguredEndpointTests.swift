import Model
import Testing

@testable import Diagnosis

struct ConfiguredEndpointTests {
  private func setting(_ name: String, _ value: String, isApplied: Bool = false) -> ContainerSetting {
    ContainerSetting(name: name, value: value, evidence: .init(path: "p", line: 1, text: value), isApplied: isApplied)
  }

  @Test(
    "One setting",
    arguments: [
      ("CACHE_ADDR", "cache:6379", NetworkEndpoint(host: "cache", port: 6379)),
      ("DATABASE_URL", "postgres://u:p@orders-db:5433/orders", NetworkEndpoint(host: "orders-db", port: 5433)),
      ("ORDERS_HOST", "orders", NetworkEndpoint(host: "orders", port: nil)),
      ("orders_host", "orders", NetworkEndpoint(host: "orders", port: nil)),
      ("MODE", "fast", nil), ("TIMES", "10:30", nil), ("EMPTY_HOST", "", nil), ("PORT", "8080", nil),
      ("LEVEL", "info,net:debug", nil),
    ])
  func readsOne(_ name: String, _ value: String, _ expected: NetworkEndpoint?) {
    #expect(setting(name, value).endpoint == expected)
  }

  @Test func hostAndPortBelongTogether() throws {
    let found = ConfiguredEndpoint.all(in: [
      setting("DB_HOST", "orders-db"), setting("DB_PORT", "5433", isApplied: true), setting("CACHE_PORT", "6379"),
    ])
    let only = try #require(found.first)
    #expect(found.count == 1)
    #expect(only.endpoint == NetworkEndpoint(host: "orders-db", port: 5433))
    #expect(only.names == "DB_HOST and DB_PORT")
    #expect(only.isApplied)
  }

  @Test("Ports that are none", arguments: ["0", "65536", "-1", "tcp://10.0.0.1:80", ""])
  func refusesPorts(_ port: String) throws {
    let found = ConfiguredEndpoint.all(in: [setting("DB_HOST", "orders-db"), setting("DB_PORT", port)])
    #expect(try #require(found.first).endpoint.port == nil)
  }
}
