import Model
import Testing

@testable import BundleReading

@Suite struct EventMessagesTests {
  private func event(_ text: String, path: String = "describe-pod.txt") throws -> KubernetesObject {
    let facts = try #require(read(text, path: path))
    #expect(facts.objects.count == 1)
    return try #require(facts.objects.first)
  }

  @Test(arguments: [
    ("Failed to create pod sandbox: rpc error: x\n", "FailedCreatePodSandBox", 1),
    ("$ kubectl describe pod web-0\nMountVolume.SetUp failed for volume \"data\" : x\n", "FailedMount", 2),
    ("(combined from similar events): Failed create pod sandbox: x\n", "FailedCreatePodSandBox", 1),
    ("Liveness probe failed: Get http://10.1.0.4:80/: EOF\n", "Unhealthy", 1),
    ("Error: failed to start container \"web\": x\n", "Failed", 1),
    ("`MountVolume.MountDevice failed for volume \"data\" : x`\n", "FailedMount", 1),
    ("> AttachVolume.Attach failed for volume \"data\" : x\n", "FailedAttachVolume", 1),
    ("the pod has an error \"Failed to pull image \"a:1\": x\"\n", "Failed", 1),
    ("pod web-0 says “Unable to attach or mount volumes: unmounted volumes=[data]”\n", "FailedMount", 1),
  ])
  func aMessageAlone(_ text: String, _ reason: String, _ line: Int) throws {
    let event = try event(text)
    #expect(event.string(at: "reason") == reason && event.string(at: "involvedObject.kind") == "Pod")
    #expect(event.root.line == line)
  }

  /// Who copies a message copies its lines as well.
  @Test func aMessageOfSeveralLines() throws {
    let event = try event(
      "Failed to create pod sandbox: rpc error: code = Unknown\ndesc = failed for pod \"api-0_shop\" network: range is full\n"
    )
    #expect(
      event.string(at: "message")
        == "Failed to create pod sandbox: rpc error: code = Unknown desc = failed for pod \"api-0_shop\" network: range is full"
    )
    #expect(
      event.string(at: "involvedObject.name") == "api-0" && event.string(at: "involvedObject.namespace") == "shop")
  }

  /// The reason on a line of its own, as pages print it.
  @Test func aRowInPieces() throws {
    let event = try event("Warning FailedCreatePodSandBox\nFailed to create pod sandbox:\nno address\n")
    #expect(event.string(at: "reason") == "FailedCreatePodSandBox")
    #expect(event.string(at: "message") == "Failed to create pod sandbox: no address")
  }

  @Test func rowsWithSingleBlanks() throws {
    let facts = try #require(
      read(
        "Events:\nType Reason Age From Message\n---- ------ ---- ---- -------\n"
          + "Normal Scheduled 9m default-scheduler Successfully assigned shop/api-0 to n1\n"
          + "Warning FailedMount 8s (x5 over 3m) kubelet, n1 Unable to attach or mount volumes: x\n",
        path: "describe-pod.txt"))
    #expect(facts.objects.map { $0.string(at: "reason") } == ["Scheduled", "FailedMount"])
    let mount = try #require(facts.objects.last)
    #expect(mount.string(at: "count") == "5" && mount.string(at: "source.host") == "n1")
    #expect(mount.string(at: "message") == "Unable to attach or mount volumes: x")
    #expect(mount.string(at: "involvedObject.name") == "api-0")
  }

  @Test(arguments: [
    "Warnings are printed below\n", "Normal operation was restored\n", "Failed to find the reason\n",
    "Warning: this is old\n", "Error: no such file\n",
  ])
  func otherWords(_ text: String) { #expect(read(text, path: "notes.txt")?.format != "event-messages") }

  @Test func theSameWhereverTheBytesAreCut() throws {
    let text = "Failed to create pod sandbox: a\nb\nWarning FailedMount MountVolume.SetUp failed\n"
    for length in 1...9 {
      #expect(
        read(text, path: "a.txt", chunk: length)?.objects.map { $0.string(at: "message") }
          == ["Failed to create pod sandbox: a b", "MountVolume.SetUp failed"])
    }
  }

  private func events(_ text: String) -> [(reason: String, subject: String, message: String, line: Int)] {
    (read(text, path: "error.txt")?.objects ?? []).filter { $0.kind == "Event" }.map {
      (
        $0.string(at: "reason") ?? "", $0.string(at: "involvedObject.kind") ?? "", $0.string(at: "message") ?? "",
        $0.value(at: "message")?.line ?? 0
      )
    }
  }

  @Test func `A mount's output goes on with its message`() throws {
    let found = events(
      """
      MountVolume.SetUp failed for volume "ledger" : mount failed: exit status 32
      Mounting command: mount
      Output: mount.nfs: No such device

      """)
    let event = try #require(found.first)
    #expect(found.count == 1 && event.reason == "FailedMount" && event.subject == "Pod" && event.line == 1)
    #expect(event.message.hasSuffix("Output: mount.nfs: No such device"))
  }

  @Test(arguments: [
    ("Reason:   Evicted\nMessage:  The node was low on resource: memory.\n", "Evicted"),
    ("\"reason\":\"OutOfcpu\",\n\"message\":\"Node didn't have enough resource: cpu, requested: 1\",\n", "OutOfcpu"),
    ("status:\n  message: 'Pod Node didn''t have enough resource: memory, requested: 5'\n", "OutOfmemory"),
    ("Failed to pull image \"a/b:1\": rpc error: code = NotFound\n", "Failed"),
  ])
  func `Labels and quotes are no part of it`(_ text: String, _ reason: String) throws {
    let event = try #require(events(text).first)
    #expect(event.reason == reason && !event.message.hasPrefix("\"") && !event.message.contains("''"))
  }

  @Test(arguments: [
    "we saw MountVolume.SetUp failed for volume \"ledger\" : exit status 32 today\n",
    "2024-05-06 INFO Readiness probe failed: 3 times\n", "MountVolume\n",
  ])
  func `Words of somebody else are none`(_ text: String) {
    #expect(events(text).isEmpty)
  }
}
