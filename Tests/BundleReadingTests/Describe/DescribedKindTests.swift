import Model
import Testing

@testable import BundleReading

/// One sample a kind; pods and the kinds that the bundles of `Bundles/` hold have tests of their own.
@Suite struct DescribedKindTests {
  struct Sample: Sendable, CustomTestStringConvertible {
    var reference: String
    var text: String
    var fields: [String]
    var path = "describe.txt"
    var testDescription: String { reference }
  }

  @Test(arguments: storage + workloads + network + policies + others)
  func aDescribedObjectHasTheFieldsOfTheAPI(_ sample: Sample) throws {
    let reading = DescribeReading(sample.text, path: sample.path)
    #expect(reading.facts?.format == "kubectl-describe")
    let object = try #require(reading.objects.first { $0.reference.path == sample.reference })
    let paths = sample.fields.map { field in String(field.prefix { $0 != "=" }) }
    #expect(DescribeReading.fields(object, paths) == sample.fields)
  }

  @Test func theKeysOfAConfigMapsDataAreNotThoseOfAnotherObject() throws {
    let sample = try #require(Self.others.first)
    let objects = DescribeReading(sample.text).objects
    #expect(objects.count == 1)
    #expect(
      objects.first?.value(at: "data")?["app.yaml"]?.string
        == "server:\n  port: 8080\nName: inner\n\nStatus: fine")
  }

  @Test func labelsOfTheGenericFormBecomeFields() {
    for (label, field) in [
      ("API Version", "apiVersion"), ("Match Labels", "matchLabels"), ("UID", "uid"), ("Http", "http"),
      ("Observed Generation", "observedGeneration"), ("app.kubernetes.io/name", "app.kubernetes.io/name"),
      ("Pod - Name", "pod-name"),
    ] {
      #expect(GenericFields.field(label) == field)
    }
  }

  @Test func depthIsBounded() {
    var text = "Name: a\nNamespace: b\nAPI Version: x/v1\nKind: Deep\nSpec:\n"
    for depth in 1..<3000 { text += String(repeating: " ", count: depth) + "K\(depth):\n" }
    let object = DescribeReading(text).objects.first
    #expect(object?.kind == "Deep")
  }
}
