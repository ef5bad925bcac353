import Model
import Testing

@testable import BundleReading

/// The part of a pod's YAML that somebody cut out.
struct ContainerStateFieldsTests {
  private func containers(_ text: String) -> [Value] {
    read(text, path: "state.txt")?.objects.first { $0.kind == "Pod" }?.value(at: "status.containerStatuses")?.items
      ?? []
  }

  @Test("How a container ended, with the line that says so")
  func ended() throws {
    let status = try #require(
      containers(
        """
             lastState:
              terminated:
                containerID: containerd://1
                exitCode: 137
                finishedAt: "2026-11-21T04:01:20Z"
                reason: OOMKilled

        """
      ).first)
    #expect(status.value(at: "lastState.terminated.reason")?.string == "OOMKilled")
    #expect(status.value(at: "lastState.terminated.exitCode")?.string == "137")
    #expect(status.value(at: "lastState.terminated.exitCode")?.line == 4)
    #expect(status.value(at: "state") == nil)
  }

  @Test("Several containers of a list")
  func list() {
    let found = containers(
      """
      containerStatuses:
      - image: registry.example.com/api:1
        name: api
        restartCount: 7
        state:
          waiting:
            message: back-off 5m0s
            reason: CrashLoopBackOff
      - image: registry.example.com/proxy:1
        name: proxy
        state:
          running:
            startedAt: "2026-11-21T04:01:20Z"

      """)
    #expect(found.count == 2)
    #expect(found.first?.value(at: "state.waiting.reason")?.string == "CrashLoopBackOff")
    #expect(found.first?.value(at: "restartCount")?.string == "7")
    #expect(found.last?.value(at: "state.running") != nil)
  }

  @Test(
    "What is no state of a container",
    arguments: [
      "state: Texas\ncity: Austin\n", "state:\n  power: on\n", "state:\n  waiting:\n    since: noon\n",
      "apiVersion: v1\nkind: Pod\nstatus:\n  reason: Evicted\n",
    ])
  func other(_ text: String) {
    #expect(read(text, path: "state.txt")?.format != ContainerStateFields.name)
  }
}
