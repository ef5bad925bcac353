import Model
import Testing

@testable import Reporting

struct ExpectedDiagnosisDecodingTests {
  @Test func `The schema's example is read`() throws {
    let document = mapping(
      1, ("verdict", text("root-cause", 1)), ("exact", plain("false", 2)),
      (
        "rootCauses",
        list(
          4,
          mapping(
            4, ("id", list(4, text("pod-fills-node-disk", 4))),
            ("subject", text("Job/batch-reports/report-export", 5)),
            ("confidence", list(6, text("likely", 6), text("proven", 6))),
            ("affected", list(7, text("Pod/batch-reports/hello-01-*", 7))),
            ("evidence", list(8, text("eviction manager: attempting to reclaim", 8)))))
      ),
      (
        "symptoms",
        list(9, mapping(9, ("id", text("container-logs-unavailable", 9)), ("subject", text("Pod/a/*", 9))))
      ),
      ("undecided", list(10, text("a", 10), mapping(10, ("id", text("b", 10))))),
      (
        "notCauses",
        list(
          11, mapping(11, ("subject", text("Deployment/shop-prod/api", 11))),
          mapping(11, ("id", text("app-exit-error", 11))))
      ))
    let expected = try ExpectedDiagnosis(decoding: document, file: "expect.yaml")
    #expect(expected.verdict == .rootCause)
    #expect(!expected.isExact)
    let cause = try #require(expected.rootCauses.first)
    #expect(cause.ids == ["pod-fills-node-disk"])
    #expect(cause.subjects.map(\.description) == ["Job/batch-reports/report-export"])
    #expect(cause.confidences == [.likely, .proven])
    #expect(cause.affected.map(\.description) == ["Pod/batch-reports/hello-01-*"])
    #expect(cause.evidence == ["eviction manager: attempting to reclaim"])
    #expect(expected.symptoms.map(\.ids) == [["container-logs-unavailable"]])
    #expect(expected.undecided == ["a", "b"])
    #expect(expected.notCauses.map(\.ids) == [[], ["app-exit-error"]])
    #expect(expected.notCauses.map { $0.subjects.map(\.description) } == [["Deployment/shop-prod/api"], []])
  }

  @Test func `Only the verdict is needed, and the list is exact by default`() throws {
    let expected = try ExpectedDiagnosis(
      decoding: mapping(1, ("verdict", text("no-problem-found", 1))), file: "expect.yaml")
    #expect(expected.isExact)
    #expect(expected.rootCauses.isEmpty)
  }

  /// What is wrong, the line that is named, and a word of the message.
  static let errors: [(name: String, document: Value, line: Int, says: String)] = [
    ("empty", Value(.null, line: 1), 1, "mapping"),
    ("no verdict", mapping(1, ("exact", plain("true", 1))), 1, "\"verdict\" is missing"),
    ("unknown verdict", mapping(1, ("verdict", text("oops", 1))), 1, "no-problem-found"),
    (
      "mistyped key", mapping(1, ("verdict", text("undetermined", 1)), ("rootCause", list(3))), 3,
      "did you mean \"rootCauses\"?"
    ),
    ("key twice", mapping(1, ("verdict", text("undetermined", 1)), ("verdict", text("undetermined", 2))), 2, "twice"),
    ("exact as text", mapping(1, ("verdict", text("root-cause", 1)), ("exact", text("true", 2))), 2, "true or false"),
    ("no list", mapping(1, ("verdict", text("root-cause", 1)), ("symptoms", text("a", 2))), 2, "is a list"),
    ("cause without id", cause(mapping(3, ("subject", text("Job/a/b", 3)))), 3, "\"id\" is missing"),
    ("bad subject", cause(mapping(3, ("id", text("a", 3)), ("subject", text("Job", 4)))), 4, "Kind/[namespace/]name"),
    ("bad confidence", cause(mapping(3, ("id", text("a", 3)), ("confidence", text("sure", 5)))), 5, "possible"),
    (
      "nothing excluded", mapping(1, ("verdict", text("root-cause", 1)), ("notCauses", list(2, mapping(2)))), 2,
      "needs an id"
    ),
    (
      "causes without the verdict",
      mapping(1, ("verdict", text("undetermined", 1)), ("rootCauses", list(2, mapping(3, ("id", text("a", 3)))))), 3,
      "do not go with"
    ),
  ]

  @Test(arguments: errors.map(\.name))
  func `Errors name file and line`(_ name: String) throws {
    let sample = try #require(Self.errors.first { $0.name == name })
    let error = try #require(throws: ExpectationError.self) {
      _ = try ExpectedDiagnosis(decoding: sample.document, file: "Bundles/x/expect.yaml")
    }
    #expect(error.line == sample.line)
    #expect(error.message.contains(sample.says), "\(error)")
    #expect(error.description.hasPrefix("Bundles/x/expect.yaml:\(sample.line): "))
  }

  private static func cause(_ cause: Value) -> Value {
    mapping(1, ("verdict", text("root-cause", 1)), ("rootCauses", list(2, cause)))
  }
}

private func mapping(_ line: Int, _ members: (String, Value)...) -> Value {
  Value(.mapping(members.map { .init(key: $0.0, value: $0.1) }), line: line)
}

private func list(_ line: Int, _ items: Value...) -> Value { Value(.sequence(items), line: line) }

private func text(_ text: String, _ line: Int) -> Value { Value(.scalar(text, isText: true), line: line) }

private func plain(_ text: String, _ line: Int) -> Value { Value(.scalar(text, isText: false), line: line) }
