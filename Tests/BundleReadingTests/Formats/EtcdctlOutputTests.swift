import Model
import Testing

@testable import BundleReading

@Suite struct EtcdctlOutputTests {
  private static let alarm = LogSignature("space", component: "etcd", literals: ["alarm:NOSPACE"])
  private static let health = LogSignature("health", component: "etcd", literals: [" is unhealthy: ", " is healthy: "])

  @Test(arguments: [
    "memberID:10501334649042878790 alarm:NOSPACE \n", #"{"memberID":"1","alarm":"NOSPACE"}"#,
    #"{"header":{"cluster_id":1,"member_id":2},"alarms":[{"memberID":7,"alarm":1}]}"#,
    #"[{"Endpoint":"a","Status":{"header":{"cluster_id":1,"member_id":2},"errors":["memberID:1 alarm:NOSPACE "]}}]"#,
    "{\n  \"header\": {\n    \"cluster_id\": 1,\n    \"member_id\": 2\n  },\n  \"alarms\": [\n    {\n      \"memberID\": 7,\n      \"alarm\": 1\n    }\n  ]\n}\n",
  ])
  func alarms(_ text: String) throws {
    let facts = try #require(read(text, path: "etcd/alarms", signatures: [Self.alarm]))
    let line = try #require(facts.log?.lines.first)
    #expect(facts.format == "etcdctl" && facts.log?.lines.count == 1 && line.time == nil && line.component == "etcd")
    #expect(text.contains(line.evidence.text.split(separator: " ").last ?? "?"))
  }

  @Test(arguments: [
    #"{"header":{"cluster_id":1,"member_id":2},"alarms":[]}"#, #"{"memberID":"1","alarm":"NONE"}"#,
    "1b2c3d4e5f6a7b8c, started, cp-1, https://10.0.0.1:2380, https://10.0.0.1:2379, false\n",
  ])
  func withoutAlarm(_ text: String) throws {
    #expect(try #require(read(text, path: "etcd/x", signatures: [Self.alarm])).log?.lines.isEmpty == true)
  }

  @Test func health() throws {
    let text =
      #"[{"endpoint":"a","health":true,"took":"9ms"},{"endpoint":"b","health":false,"took":"5s"},{"endpoint":"c","health":false,"took":"5s"}]"#
    let lines = try #require(read(text, path: "x.json", signatures: [Self.health])?.log?.lines)
    #expect(lines.count { $0.message.contains(" is unhealthy: ") } == 2 && lines.count == 3)
    let plain =
      "https://10.0.0.1:2379 is healthy: successfully committed proposal: took = 9.7ms\nhttps://10.0.0.2:2379 is unhealthy: failed to commit proposal: context deadline exceeded\n"
    #expect(read(plain, path: "x.txt", signatures: [Self.health])?.log?.lines.count == 2)
  }
}
