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

  /// Whatever the kind, what happened to the object stands below it.
  @Test(arguments: storage + workloads + network + policies + others)
  func theEventsOfEachKindAreAboutIt(_ sample: Sample) throws {
    let lines = sample.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let start = lines.lastIndex { $0.hasPrefix("Events:") } ?? lines.endIndex
    let text =
      lines[..<start].joined(separator: "\n").trimmingBlankLines + "\nEvents:\n"
      + "  Type     Reason     Age   From               Message\n  ----     ------     ----  ----               -------\n"
      + "  Warning  Vexed      5m    some-controller    it went wrong\n"
    let reading = DescribeReading(text, path: sample.path)
    let event = try #require(reading.events.first.flatMap { ClusterEvent(from: $0) })
    #expect(reading.events.count == 1 && event.reason == "Vexed" && event.message == "it went wrong")
    // A namespace's quotas stand within its description.
    #expect(event.regarding.path == reading.objects.first?.reference.path && event.isWarning)
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

extension String {
  /// Without blank lines at the end.
  fileprivate var trimmingBlankLines: String {
    var text = self[...]
    while text.hasSuffix("\n") { text.removeLast() }
    return String(text)
  }
}
