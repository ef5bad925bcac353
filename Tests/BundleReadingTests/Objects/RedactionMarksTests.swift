import Model
import Testing

@testable import BundleReading

/// Redactors put marks into YAML that are no YAML.
@Suite struct RedactionMarksTests {
  @Test(arguments: [
    ("***HIDDEN***", "**HIDDEN**"), ("***HIDDEN***   ", "**HIDDEN**"), ("***HIDDEN***\r", "**HIDDEN**"),
    ("***HIDDEN***/web:1", "_**HIDDEN***/web:1"), ("***HIDDEN***:***HIDDEN***", "**HIDDEN***:***HIDDEN**"),
    ("postgres://***HIDDEN***@db", "postgres://***HIDDEN***@db"), ("\"***HIDDEN***\"", "***HIDDEN***"),
  ])
  func aMarkCostsNothing(_ written: String, _ value: String) throws {
    let text =
      "apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\n  namespace: b\n  uid: u\nspec:\n  nodeName: \(written)\n  args:\n  - \(written)\n"
    let facts = try #require(read(text, path: "pods.yaml"))
    let pod = try #require(facts.objects.first)
    #expect(pod.string(at: "spec.nodeName") == value && pod.value(at: "spec.args")?.items.first?.string == value)
    #expect(facts.cut.isEmpty)
  }

  @Test func itIsToldAsWritten() throws {
    let text =
      "apiVersion: v1\nkind: Secret\nmetadata:\n  name: db\n  namespace: shop\ndata:\n  password: ***HIDDEN***\n"
    let facts = try #require(read(text, path: "secret.yaml"))
    #expect(facts.redacted.map(\.line) == [7] && facts.redacted.map(\.text) == ["a redacted value: ***HIDDEN***"])
  }

  /// What must-gather leaves of Secrets, support-bundle-kit of passwords, crust-gather of what it was told to hide.
  @Test(arguments: [
    "MSBieXRlcyBsb25n", "MTIgYnl0ZXMgbG9uZw==", "MTIzIGJ5dGVzIGxvbmc=", "MTIzNCBieXRlcyBsb25n", "'***'", "xxx",
  ])
  func marksOfOtherCollectors(_ mark: String) throws {
    let text =
      "apiVersion: v1\nkind: Secret\nmetadata:\n  name: db\n  namespace: shop\ndata:\n  password: \(mark)\n  user: bWFyeQ==\n"
    let facts = try #require(read(text, path: "secret.yaml"))
    #expect(facts.redacted.map(\.line) == [7] && facts.redacted.first?.text.hasPrefix("a redacted value: ") == true)
  }

  @Test func otherStarsStay() throws {
    let text = """
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: a, namespace: b}
      data:
        a: "* * * * *"
        b: |
          ***
          x: ***bold***
        c: &all text
        d: *all

      """
    let map = try #require(read(text, path: "map.yaml")?.objects.first)
    #expect(map.string(at: "data.a") == "* * * * *" && map.string(at: "data.d") == "text")
    #expect(map.string(at: "data.b")?.hasPrefix("***\nx: ") == true)
  }
}
