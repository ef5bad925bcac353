import Model
import Testing

@testable import BundleReading
@testable import Diagnosis

/// Whether policies of `shop` let `Pod/shop/api` reach `Pod/shop/db` on TCP 5432.
struct PolicyEvaluationTests {
  struct Case: CustomTestStringConvertible, Sendable {
    var testDescription: String
    /// Specs of the policies, as flow mappings.
    var policies: [String]
    var isDenied: Bool

    init(_ title: String, isDenied: Bool, _ policies: String...) {
      testDescription = title
      self.policies = policies
      self.isDenied = isDenied
    }
  }

  static let cases: [Case] = [
    Case("No policy selects either", isDenied: false, "{podSelector: {matchLabels: {app: web}}}"),
    Case("All ingress of the namespace is denied", isDenied: true, "{podSelector: {}, policyTypes: [Ingress]}"),
    Case(
      "All egress of the client is denied", isDenied: true,
      "{podSelector: {matchLabels: {app: api}}, policyTypes: [Egress]}"),
    Case("Without types a policy is about ingress", isDenied: true, "{podSelector: {matchLabels: {app: db}}}"),
    Case("Without types, of the client, it says nothing", isDenied: false, "{podSelector: {matchLabels: {app: api}}}"),
    Case(
      "Policies add up", isDenied: false, "{podSelector: {}, policyTypes: [Ingress]}",
      "{podSelector: {matchLabels: {app: db}}, ingress: [{from: [{podSelector: {matchLabels: {app: api}}}]}]}"),
    Case(
      "Another port is open", isDenied: true,
      "{podSelector: {matchLabels: {app: db}}, ingress: [{ports: [{protocol: TCP, port: 9187}]}]}"),
    Case(
      "A range of ports holds it", isDenied: false,
      "{podSelector: {matchLabels: {app: db}}, ingress: [{ports: [{port: 5000, endPort: 6000}]}]}"),
    Case(
      "The port by its name", isDenied: false,
      "{podSelector: {matchLabels: {app: db}}, ingress: [{ports: [{port: postgres}]}]}"),
    Case(
      "Another name is another port", isDenied: true,
      "{podSelector: {matchLabels: {app: db}}, ingress: [{ports: [{port: metrics}]}]}"),
    Case(
      "Another protocol", isDenied: true,
      "{podSelector: {matchLabels: {app: db}}, ingress: [{ports: [{protocol: UDP, port: 5432}]}]}"),
    Case(
      "Only another namespace may come in", isDenied: true,
      "{podSelector: {}, ingress: [{from: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: ops}}}]}]}"),
    Case(
      "An unknown label of the namespace counts as there", isDenied: false,
      "{podSelector: {}, ingress: [{from: [{namespaceSelector: {matchLabels: {team: shop}}}]}]}"),
    Case(
      "An address block counts as fitting", isDenied: false,
      "{podSelector: {}, ingress: [{from: [{ipBlock: {cidr: 192.0.2.0/24}}]}]}"),
    Case(
      "Expressions select", isDenied: true,
      "{podSelector: {matchExpressions: [{key: app, operator: In, values: [db, cache]}]}}"),
    Case(
      "Expressions leave out", isDenied: false,
      "{podSelector: {matchExpressions: [{key: app, operator: NotIn, values: [db]}]}}"),
    Case(
      "A key that is there", isDenied: false, "{podSelector: {matchExpressions: [{key: app, operator: DoesNotExist}]}}"),
    Case(
      "A key that must be there", isDenied: true, "{podSelector: {matchExpressions: [{key: app, operator: Exists}]}}"),
  ]

  @Test("What the policies say", arguments: cases)
  func evaluate(entry: Case) throws {
    let policies = entry.policies.enumerated().map { offset, spec in
      """
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: p\(offset), namespace: shop, uid: p\(offset)}
      spec: \(spec)

      """
    }.joined()
    let pods = ["api", "db"].map { name in
      """
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: \(name), namespace: shop, uid: u-\(name), labels: {app: \(name)}}
      spec: {containers: [{name: main, image: a, ports: [{name: postgres, containerPort: 5432}, {name: metrics, containerPort: 9187}]}]}
      status: {phase: Running}

      """
    }.joined()
    let incident = try BundleReader.read(
      .memory([("shop.yaml", pods + policies)]), keeping: LogInterests.ofAllModes, limits: ReadLimits())
    let client = try #require(incident.index.pod(namespace: "shop", name: "api"))
    let server = try #require(incident.index.pod(namespace: "shop", name: "db"))
    let verdict = PolicyEvaluation(incident).denying(from: client, to: server, port: 5432, protocol: "TCP")
    #expect((verdict != nil) == entry.isDenied)
  }
}
