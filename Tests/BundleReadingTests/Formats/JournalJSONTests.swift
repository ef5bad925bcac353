import Model
import Testing

@testable import BundleReading

@Suite struct JournalJSONTests {
  static let quoted = LogSignature(
    "quoted", component: "kubelet", callSites: ["setters.go"], literals: ["node IP: \"10"])

  @Test func anEntryIsDecoded() throws {
    let line = try #require(read(JournalJSON.samples[0], signatures: [Self.quoted])?.log?.lines.first)
    #expect(line.message == #"Using node IP: "10.99.0.10""# && line.host == "worker-1" && line.component == "kubelet")
    let moment = Moment(Instant(nanoseconds: 1_795_233_367_424_105_000), precision: .microsecond)
    #expect(line.journalTime == .absolute(moment))
    #expect(line.evidence.text == #"I1121 03:56:07.424017      59 setters.go:86] Using node IP: "10.99.0.10""#)
    guard case .local(let inner) = line.time else {
      Issue.record("klog has no zone")
      return
    }
    #expect(inner.hour == 3 && inner.year == nil)
  }

  @Test func aMessageOfNumbersIsBytes() throws {
    let lines = try #require(read(JournalJSON.samples[0], everything: true)?.log?.lines)
    #expect(lines.last?.message == "cni0" && lines.last?.component == "kernel")
  }

  @Test func entriesWithoutMessageAndBrokenLinesDoNotStopIt() throws {
    let entry = #"{"__REALTIME_TIMESTAMP":"1795233367424105","_HOSTNAME":"w","_COMM":"kubelet","MESSAGE":"x"}"#
    let facts = try #require(
      read(
        "\(entry)\n{\"__REALTIME_TIMESTAMP\":\"1\",\"MESSAGE\":null}\n{\"MESSA\n\(entry)\n", everything: true))
    #expect(facts.log?.lines.map(\.evidence.line) == [1, 4])
    #expect(facts.log?.lines.map(\.component) == ["kubelet", "kubelet"])
    #expect(facts.cut.map(\.line) == [3])
  }

  @Test(arguments: [
    (#"{"a":1,"b":"x\"y","c":[1,{"d":"]"}],"e":null}"#, ["a=1", #"b=x\"y"#, #"c=[1,{"d":"]"}]"#, "e=null"]),
    (#" { "a" : true , "b" : -1.5 }"#, ["a=true", "b=-1.5"]), ("{}", []), ("{", []), (#"{"a":"#, []), (#"{"a"}"#, []),
    (#"{"a":1,"b":"open"#, ["a=1"]),
  ])
  func membersAreWalked(_ text: String, _ expected: [String]) {
    let members: [String] = Array(text.utf8).withUnsafeBytes { bytes in
      var members: [String] = []
      guard var scanner = JSONScanner(bytes) else { return [] }
      while let (key, value) = scanner.next() {
        switch value {
        case .string(let text), .bare(let text), .nested(let text): members.append("\(key.text)=\(text.text)")
        }
      }
      return members
    }
    #expect(members == expected)
  }
}
