import BundleReading
import Model
import Testing

@testable import Diagnosis

struct LegacyTokenTests {
  @Test func `Only names of tokens have an account`() {
    #expect(LegacyToken.account(of: "builder-token-x7k2p") == "builder")
    #expect(LegacyToken.account(of: "ci-runner-token") == "ci-runner")
    #expect(LegacyToken.account(of: "builder-token-of-vault") == nil)
    #expect(LegacyToken.account(of: "builder-tokens") == nil)
    #expect(LegacyToken.account(of: "builder-token-x7k2pq") == nil)
  }
}
