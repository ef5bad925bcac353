import Model
import Testing

@testable import Serving

/// Logs of containers, from whatever artifact holds them.
struct PodLogsTests {
  private static let path = "namespaces/shop/logs/web-0/web.log"
  private static let stamped =
    "2026-11-21T03:00:00.000000001Z one\n2026-11-21T03:00:01.000000001Z two\n2026-11-21T03:00:02.000000001Z three\n"

  private static func log(_ query: String, _ text: String = stamped, path: String = path) throws -> APIResponse {
    get("/api/v1/namespaces/shop/pods/web-0/log\(query)", from: try ServingSamples.api([(path, text)]))
  }

  @Test(arguments: [
    ("", "one\ntwo\nthree\n"), ("?container=web&tailLines=1", "three\n"),
    ("?tailLines=1&timestamps=true", "2026-11-21T03:00:02.000000001Z three\n"),
    ("?sinceTime=2026-11-21T03:00:01Z", "two\nthree\n"), ("?limitBytes=5", "one\nt"), ("?tailLines=0", ""),
  ])
  func linesAreChosen(_ query: String, _ text: String) throws {
    #expect(try Self.log(query).text == text)
  }

  @Test func aTimeOfTheApplicationIsItsText() throws {
    let text = "2026-11-21T03:00:00Z listening\n"
    #expect(try Self.log("", text).text == text)
  }

  @Test func runtimesKeepLogsInTheirOwnWay() throws {
    let path = "var/log/pods/shop_web-0_0f1d2c3b-4a59-4687-9012-3456789abcde/web/0.log"
    let text = "2026-11-21T03:00:00.1Z stdout F listening\n2026-11-21T03:00:01.1Z stderr F bad luck\n"
    #expect(try Self.log("", text, path: path).text == "listening\nbad luck\n")
  }

  @Test func whatTheAPIAnsweredIsAnsweredAgain() throws {
    let lost = "unable to retrieve container logs for containerd://0a1b\n"
    #expect(try Self.log("", lost).text == lost)
    let refusal = try Self.log(
      "", "Error from server (BadRequest): container \"web\" in pod \"web-0\" is waiting to start: ContainerCreating\n")
    #expect(refusal.status == 400)
    #expect(
      refusal.value["message"]?.string == "container \"web\" in pod \"web-0\" is waiting to start: ContainerCreating")
  }

  @Test func whatIsNotThereIsSaid() throws {
    #expect(try Self.log("?previous=true").status == 404)
    #expect(try Self.log("?container=none").status == 400)
    let path = "namespaces/shop/logs/web-0/web.previous.log"
    #expect(try Self.log("?previous=true", "before\n", path: path).text == "before\n")
  }

  @Test func journalsOfNodesArePassedOn() throws {
    let line = "Nov 21 04:01:20.042890 worker-1 kubelet[59]: E1121 04:01:20.042700      59 kubelet.go:2448] \"Error\"\n"
    let api = try ServingSamples.api([("nodes/worker-1/journal/kubelet.log", line)])
    #expect(get("/api/v1/nodes/worker-1/proxy/logs/?query=kubelet", from: api).text == line)
    #expect(get("/api/v1/nodes/worker-1/proxy/logs/?query=crio", from: api).status == 404)
  }
}
