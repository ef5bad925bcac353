import ArgumentParser
import BundleReading
import Model
import Testing

@testable import casefile

struct AnalyzeTests {
  @Test func `A bundle alone is analyzed`() throws {
    let analyze: Analyze = try command("bundle.tar.gz")
    let request = try analyze.request()
    guard case .path("bundle.tar.gz") = request.location else {
      Issue.record("\(request.location)")
      return
    }
    #expect(request.outputs == [.init(format: .text, output: .standardOutput)])
    #expect(request.about == nil && request.moment == nil && request.failOn == nil)
    #expect(request.color == .auto)
    #expect(request.limits.totalBytes == ReadLimits().totalBytes)
  }

  @Test(arguments: [["-"], ["analyze", "-"], ["analyze", "-o", "json", "-"]])
  func `A dash is standard input`(_ arguments: [String]) throws {
    let analyze = try #require(try Casefile.parseAsRoot(arguments) as? Analyze)
    guard case .standardInput = try analyze.request().location else {
      Issue.record("not standard input")
      return
    }
  }

  @Test func `Reports may be several`() throws {
    let analyze: Analyze = try command("analyze", "b", "-o", "text", "--output", "json=a=b.json")
    #expect(
      try analyze.request().outputs == [
        .init(format: .text, output: .standardOutput), .init(format: .json, output: .file("a=b.json")),
      ])
  }

  @Test func `All options are understood`() throws {
    let analyze: Analyze = try command(
      "analyze", "b", "--about", "po/shop/db-0/main", "--at", "2026-11-21T04:01:20+09:00", "--fail-on", "likely",
      "--color", "never", "--limit-total-bytes", "2G", "--limit-artifacts", "10", "--limit-depth", "2",
      "--limit-line-bytes", "4K", "--limit-document-bytes", "8M", "--limit-path-bytes", "100", "--limit-ratio", "50",
      "--limit-artifact-bytes", "4Gi")
    let request = try analyze.request()
    #expect(request.about == EntityReference(kind: "Pod", namespace: "shop", name: "db-0", container: "main"))
    #expect(request.moment?.rfc3339 == "2026-11-20T19:01:20Z")
    #expect(request.failOn == .confidence(.likely))
    #expect(request.color == .never)
    #expect(request.limits.totalBytes == 2 << 30)
    #expect(request.limits.artifacts == 10)
    #expect(request.limits.depth == 2)
    #expect(request.limits.lineBytes == 4096)
    #expect(request.limits.documentBytes == 8 << 20)
    #expect(request.limits.pathBytes == 100)
    #expect(request.limits.ratio == 50)
    #expect(request.limits.artifactBytes == 4 << 30)
  }

  @Test(arguments: [
    ([], "<bundle>"), ([""], "empty"), (["b", "-o", "pdf"], "there are text, json"),
    (["b", "-o", "json="], "missing after"),
    (["b", "-o", "text", "-o", "json"], "same place"), (["b", "-o", "text=x", "-o", "json=x"], "same place"),
    (["b", "--at", "yesterday"], "2026-11-21T04:01:20Z"), (["b", "--at", "2026-11-21T04:01:20"], "with its zone"),
    (["b", "--fail-on", "bad"], "root-cause, undetermined"), (["b", "--fail-on", "no-problem-found"], "always"),
    (["b", "--color", "red"], "auto, always or never"), (["b", "--limit-ratio", "0"], "above 0"),
    (["b", "--about", "db-0"], "KIND/NAMESPACE/NAME"), (["b", "--nonsense"], "nonsense"), (["b", "c"], "c"),
  ])
  func `Wrong use is told`(_ arguments: [String], _ says: String) throws {
    #expect(try usageError(["analyze"] + arguments).contains(says))
  }

  @Test(arguments: [
    ("Pod/shop/db-0", "Pod/shop/db-0"), ("pods/shop/db-0", "Pod/shop/db-0"), ("deploy/a/b", "Deployment/a/b"),
    ("sts/a/b", "StatefulSet/a/b"), ("ds/a/b", "DaemonSet/a/b"), ("rs/a/b", "ReplicaSet/a/b"), ("JOB/a/b", "Job/a/b"),
    ("cj/a/b", "CronJob/a/b"), ("svc/a/b", "Service/a/b"), ("pvc/a/b", "PersistentVolumeClaim/a/b"),
    ("no/worker-1", "Node/worker-1"), ("ns/shop", "Namespace/shop"), ("Widget/a/b", "Widget/a/b"),
    ("Widget/a", "Widget/a"),
  ])
  func `Kinds have kubectl's names`(_ text: String, _ path: String) throws {
    #expect(try EntityArgument.parse(text).path == path)
  }

  @Test(arguments: [
    ("", "KIND/NAMESPACE/NAME"), ("Pod", "KIND/NAMESPACE/NAME"), ("Pod//x", "KIND/NAMESPACE/NAME"),
    ("po/db-0", "Pod/NAMESPACE/db-0"), ("node/a/b", "Node/b"), ("deploy/a/b/c", "only a Pod"), ("a/b/c/d/e", "KIND"),
  ])
  func `Errors of --about show the shape`(_ text: String, _ says: String) throws {
    let error = try #require(throws: ValidationError.self) { _ = try EntityArgument.parse(text) }
    #expect(error.message.contains(says), "\(error.message)")
  }

  @Test(
    arguments: [
      ("1", 1), ("4096", 4096), ("64K", 65536), ("512M", 512 << 20), ("4G", 4 << 30), ("4Gi", 4 << 30), ("1KiB", 1024),
      ("2T", 2 << 40),
    ] as [(String, Int64)])
  func `Sizes have units`(_ text: String, _ bytes: Int64) throws {
    #expect(try LimitOptions.size(text, "x") == bytes)
  }

  @Test(arguments: ["", "0", "-1", "1.5G", "G", "99999999999T", "9223372036854775808", "4X"])
  func `Other sizes are refused`(_ text: String) {
    #expect(throws: ValidationError.self) { try LimitOptions.size(text, "x") }
  }

  @Test(arguments: [(1, "1"), (1000, "1000"), (1024, "1K"), (1 << 20, "1M"), (4 << 30, "4G"), (1536, "1536")])
  func `Sizes are shown as they are given`(_ size: Int64, _ text: String) throws {
    #expect(LimitOptions.words(size) == text)
    #expect(try LimitOptions.size(text, "x") == size)
  }

  @Test func `The help tells the defaults`() {
    let help = Casefile.helpMessage(for: Analyze.self, columns: 200)
    for text in ["--limit-artifact-bytes", "(default: 4G)", "(default: 250000)", "(default: 256M)", "--limit-depth"] {
      #expect(help.contains(text), "\(text)")
    }
  }

  @Test func `A threshold is reached from its answer on`() throws {
    let bundle = BundleDescription(name: "b")
    func answer(_ verdict: Diagnosis.Verdict, _ confidence: Diagnosis.Confidence? = nil) -> Diagnosis {
      let subject = EntityReference(kind: "Node", name: "a")
      let causes = confidence.map { confidence in
        [
          Diagnosis.RootCause(
            id: "x", title: "", confidence: confidence, subject: subject, subjects: [subject], time: nil, affected: [],
            chain: [], edges: [], ruledOut: [], undecided: [], remedies: [], references: [])
        ]
      }
      return Diagnosis(
        verdict: verdict, rootCauses: causes ?? [], symptoms: [], findings: [], bundle: bundle, coverage: Coverage())
    }
    #expect(try FailureThreshold.parse("root-cause").isReached(by: answer(.rootCause, .possible)))
    #expect(try !FailureThreshold.parse("root-cause").isReached(by: answer(.undetermined)))
    #expect(try FailureThreshold.parse("undetermined").isReached(by: answer(.undetermined)))
    #expect(try FailureThreshold.parse("undetermined").isReached(by: answer(.rootCause, .proven)))
    #expect(try !FailureThreshold.parse("undetermined").isReached(by: answer(.noProblemFound)))
    #expect(try FailureThreshold.parse("likely").isReached(by: answer(.rootCause, .proven)))
    #expect(try FailureThreshold.parse("likely").isReached(by: answer(.rootCause, .likely)))
    #expect(try !FailureThreshold.parse("likely").isReached(by: answer(.rootCause, .possible)))
    #expect(try !FailureThreshold.parse("possible").isReached(by: answer(.undetermined)))
  }
}
