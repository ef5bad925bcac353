import Testing

@testable import Diagnosis

struct QuotaRefusalTests {
  private static let text =
    "pods \"web-1\" is forbidden: exceeded quota: compute, requested: requests.cpu=500m,pods=1, "
    + "used: requests.cpu=800m,pods=3, limited: requests.cpu=1,pods=10"

  @Test func keepsOnlyWhatDoesNotFit() throws {
    let refusal = try #require(QuotaRefusal(Self.text))
    #expect(refusal.quota == "compute")
    #expect(refusal.exceeded.map(\.resource) == ["requests.cpu"])
    let first = try #require(refusal.exceeded.first)
    #expect((first.requested, first.used, first.limit) == ("500m", "800m", "1"))
  }

  @Test func readsQuantitiesInThousands() throws {
    let refusal = try #require(
      QuotaRefusal("exceeded quota: q, requested: pods=1, used: pods=15k, limited: pods=15k"))
    #expect(refusal.exceeded.map(\.resource) == ["pods"])
  }

  @Test func readsItOutOfJSON() throws {
    let refusal = try #require(
      QuotaRefusal(#"{"message":"exceeded quota: q, requested: pods=1, used: pods=5, limited: pods=5","code":403}"#))
    #expect(refusal.exceeded.first?.limit == "5")
  }

  @Test func figuresThatCannotBeReadStandAsListed() throws {
    let refusal = try #require(
      QuotaRefusal("exceeded quota: q, requested: x/y=1, used: x/y=a, limited: x/y=b"))
    #expect(refusal.exceeded.map(\.resource) == ["x/y"])
  }

  @Test(
    "Texts that are none",
    arguments: [
      "", "exceeded quota: q", "exceeded quota: q, requested: pods=1, limited: pods=5, used: pods=5",
      ", requested: pods=1, used: pods=5, limited: pods=5",
      "failed quota: q: must specify limits.cpu",
    ])
  func refusesOthers(_ text: String) { #expect(QuotaRefusal(text) == nil) }

  @Test func anyCutIsReadWithoutHarm() {
    for length in 0..<Self.text.count {
      let refusal = QuotaRefusal(String(Self.text.prefix(length)))
      #expect(refusal.map { $0.quota == "compute" } ?? true)
    }
  }

  @Test(
    "Which quota a resource belongs to",
    arguments: [
      ("requests.cpu", "quota-exceeded-cpu"), ("limits.memory", "quota-exceeded-memory"),
      ("count/pods", "quota-exceeded-pods"), ("services", "quota-exceeded-services"),
      ("persistentvolumeclaims", "quota-exceeded-storage"), ("requests.storage", "quota-exceeded-storage"),
      ("services.nodeports", "quota-exceeded-services"), ("count/deployments.apps", "quota-exceeded-objects"),
    ])
  func modes(_ resource: String, _ mode: String) { #expect(QuotaResource.mode(of: resource) == mode) }
}
