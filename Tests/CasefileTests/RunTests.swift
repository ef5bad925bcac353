import ArgumentParser
import BundleReading
import Glibc
import Model
import Reporting
import Testing

@testable import casefile

/// Commands run with a pipeline of the test's own, reports written to a folder of its own.
struct RunTests {
  private let terminal = Terminal(isInteractive: false, refusesColor: false, columns: nil, isUTF8: true)

  /// A pipeline that gives every bundle the same verdict; bundles named `*.broken` cannot be read.
  private func pipeline(_ verdict: Diagnosis.Verdict) -> Pipeline {
    Pipeline(
      read: { location, _ throws(ReadError) in
        guard !location.name.hasSuffix(".broken") else { throw .unreadable(path: location.name, reason: "broken") }
        return Incident(bundle: BundleDescription(name: location.name))
      },
      readChecked: { location, _ throws(ReadError) in
        guard !location.name.hasSuffix(".broken") else { throw .unreadable(path: location.name, reason: "broken") }
        return Incident(bundle: BundleDescription(name: location.name))
      },
      readEverything: { location, _, _ throws(ReadError) in
        guard !location.name.hasSuffix(".broken") else { throw .unreadable(path: location.name, reason: "broken") }
        return Incident(bundle: BundleDescription(name: location.name))
      },
      diagnose: { incident, _, _ in
        Diagnosis(
          verdict: verdict, rootCauses: [], symptoms: [], findings: [], bundle: incident.bundle, coverage: Coverage())
      },
      parseYAML: { bytes, _ in
        let text = Value(.scalar(String(decoding: bytes, as: UTF8.self), isText: true), line: 1)
        return Value(.mapping([.init(key: "verdict", value: text)]), line: 1)
      },
      messageWords: { [] }, catalog: { [] })
  }

  private func exitCode(_ run: () throws -> Void) -> Int32 {
    do {
      try run()
      return 0
    } catch {
      return Casefile.exitCode(for: error).rawValue
    }
  }

  @Test func `analyze writes its reports and keeps its exit codes`() throws {
    try withFolder { folder in
      let file = "\(folder)/report.json"
      let analyze: Analyze = try command("b.tar", "-o", "json=\(file)", "--fail-on", "undetermined")
      #expect(exitCode { try analyze.run(pipeline(.noProblemFound), on: terminal) } == 0)
      let report = String(decoding: try contents(ofFile: file), as: UTF8.self)
      #expect(report.contains("\"verdict\": \"no-problem-found\""))
      #expect(exitCode { try analyze.run(pipeline(.undetermined), on: terminal) } == 1)
      let rewritten = String(decoding: try contents(ofFile: file), as: UTF8.self)
      #expect(rewritten.contains("\"verdict\": \"undetermined\""))

      let unreadable: Analyze = try command("b.broken", "-o", "json=\(folder)/other.json")
      #expect(exitCode { try unreadable.run(pipeline(.undetermined), on: terminal) } == 2)
      #expect(try names(inFolder: folder) == ["report.json"])
      let unwritable: Analyze = try command("b.tar", "-o", "json=\(folder)/no/such/folder.json")
      #expect(exitCode { try unwritable.run(pipeline(.undetermined), on: terminal) } == 2)
    }
  }

  @Test func `replay compares all incidents of a folder`() throws {
    try withFolder { folder in
      for (name, bundle, verdict) in [
        ("a", "bundle.tar.gz", "undetermined"), ("b", "bundle.zip", "undetermined"),
        ("c", "bundle.tar", "no-problem-found"),
      ] {
        try #require(mkdir("\(folder)/\(name)", 0o700) == 0)
        try Output.file("\(folder)/\(name)/expect.yaml").write(verdict)
        try Output.file("\(folder)/\(name)/\(bundle)").write("")
      }
      let incidents = try KeptIncident.find(in: folder)
      #expect(incidents.map(\.name) == ["a", "b", "c"])
      #expect(incidents.map { $0.bundle.split(separator: "/").last } == ["bundle.tar.gz", "bundle.zip", "bundle.tar"])
      #expect(try KeptIncident.find(in: "\(folder)/b/").map(\.name) == ["b"])

      let report = "\(folder)/report.xml"
      let all: Replay = try command("replay", folder, "-o", "junit=\(report)")
      #expect(exitCode { try all.run(pipeline(.undetermined), on: terminal) } == 1)
      #expect(String(decoding: try contents(ofFile: report), as: UTF8.self).contains("tests=\"3\" failures=\"1\""))
      let some: Replay = try command("replay", "\(folder)/a", "\(folder)/b", "-o", "junit=\(report)")
      #expect(exitCode { try some.run(pipeline(.undetermined), on: terminal) } == 0)

      try Output.file("\(folder)/a/expect.yaml").write("nonsense")
      #expect(exitCode { try some.run(pipeline(.undetermined), on: terminal) } == 2)
      let broken = String(decoding: try contents(ofFile: report), as: UTF8.self)
      #expect(broken.contains("expect.yaml:1: "))
    }
  }

  @Test func `A folder without incidents is an error`() throws {
    try withFolder { folder in
      let replay: Replay = try command("replay", folder)
      #expect(exitCode { try replay.run(pipeline(.undetermined), on: terminal) } == 2)
    }
  }

  @Test func `A reader that goes away is no failure`() {
    #expect(exitCode { try stoppingOnFailure { throw OutputError.readerGone } } == 0)
  }

  @Test func `Messages cannot steer the terminal`() {
    let note = Coverage.Note(path: "a\u{1b}[2J", line: 3, text: "x\u{7}")
    let message = sentence(for: ReadError.nothingRecognised(name: "b\u{1b}c", notes: [note]))
    #expect(message == "b\\x1bc: nothing in it was recognized as part of a support bundle\n  a\\x1b[2J:3: x\\x07")
  }

  /// A new folder that is removed afterwards.
  private func withFolder(_ body: (String) throws -> Void) throws {
    var template = Array("/tmp/casefile-XXXXXX".utf8CString)
    let folder = try #require(mkdtemp(&template).map { String(cString: $0) })
    defer { removeAll(folder) }
    try body(folder)
  }

  private func removeAll(_ path: String) {
    if isFolder(path) {
      for name in (try? names(inFolder: path)) ?? [] { removeAll("\(path)/\(name)") }
      rmdir(path)
    } else {
      unlink(path)
    }
  }
}
