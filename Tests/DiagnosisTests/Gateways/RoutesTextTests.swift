import Model
import Testing

@testable import Diagnosis

struct RoutesTextTests {
  @Test func readsTheListOfAGateway() {
    let routes = RoutesText(
      """
      spring:
        cloud:
          gateway:
            routes:
              - id: orders   # the shop
                uri: lb://${ORDERS_HOST:orders}
                predicates:
                  - Path=/api/orders/**,/api/baskets/**
              - id: prices
                uri: "http://prices:8080"
                predicates: [Path=/x]
              - id: nowhere
      """
    ).routes
    #expect(routes.map(\.name) == ["orders", "prices"])
    #expect(routes.map(\.target) == ["lb://${ORDERS_HOST:orders}", "http://prices:8080"])
    #expect(routes.first?.paths == ["/api/orders/**", "/api/baskets/**"])
    #expect(routes.first?.number == 5)
    #expect(routes.first?.line == "uri: lb://${ORDERS_HOST:orders}")
  }

  @Test func readsLocationsOfNginx() {
    let routes = RoutesText(
      """
      server {
        location /orders/ {
          proxy_set_header Host $host;
          proxy_pass http://orders:8080/;
        }
        location = /health { return 200; }
        location ~ ^/img { proxy_pass http://images; }
        location /prices { \tproxy_pass http://prices:8080; }
      }
      """
    ).routes
    #expect(routes.map(\.paths) == [["/orders/"]])
    #expect(routes.map(\.target) == ["http://orders:8080/"])
  }

  @Test(
    "Addresses",
    arguments: [
      ("lb://orders", NetworkEndpoint(host: "orders", port: nil)),
      ("http://orders:8080/x", NetworkEndpoint(host: "orders", port: 8080)),
      ("http://$upstream", nil), ("orders:8080", nil), ("http://", nil),
    ])
  func readsAddresses(_ text: String, _ endpoint: NetworkEndpoint?) { #expect(RoutesText.endpoint(text) == endpoint) }

  @Test func placeholdersTakeTheEnvironmentOrTheirDefault() {
    let setting = ContainerSetting(name: "A", value: "set", evidence: .init(path: "p", line: 1, text: ""))
    #expect(RoutesText.filled("lb://${A:x}-${B:y}:80", [setting]) == "lb://set-y:80")
    #expect(RoutesText.filled("lb://${A", [setting]) == "lb://${A")
    #expect(RoutesText.filled("lb://${C}", []) == "lb://")
  }

  @Test func aCustomNeedsMostOfTheRoutes() throws {
    let routes = [("cart", "shop-cart-svc"), ("orders", "shop-orders-svc"), ("prices", "shop-prices-svc"), ("x", "y")]
      .map { (keys: [$0.0], target: $0.1) }
    let custom = try #require(NamingCustom(routes, least: 3))
    #expect(custom.targets(of: ["order_lines"]) == ["shoporderlinessvc"])
    #expect(NamingCustom(routes, least: 4) == nil)
    #expect(NamingCustom(Array(routes.prefix(1)), least: 1) != nil)
    #expect(NamingCustom([], least: 0) == nil)
  }
}
