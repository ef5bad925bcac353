import Model
import Testing

@testable import BundleReading

@Suite struct ContainerStatesTests {
  private func container(_ text: String) -> Value? {
    read(text, path: "state.txt")?.objects.first { $0.kind == "Pod" }?.value(at: "status.containerStatuses.0")
  }

  @Test(arguments: [
    "    State:          Waiting\n      Reason:       CrashLoopBackOff\n    Last State:     Terminated\n      Reason:       OOMKilled\n      Exit Code:    137\n    Restart Count:  7\n",
    // Copied from the first letter on, so that the first line has lost its indentation.
    "State:          Waiting\n      Reason:       CrashLoopBackOff\n    Last State:     Terminated\n      Reason:       OOMKilled\n      Exit Code:    137\n    Restart Count:  7\n",
  ])
  func `States without their pod`(_ text: String) throws {
    let status = try #require(container(text))
    #expect(status.value(at: "state.waiting.reason")?.string == "CrashLoopBackOff")
    #expect(status.value(at: "lastState.terminated.reason")?.string == "OOMKilled")
    #expect(status.value(at: "lastState.terminated.exitCode")?.string == "137")
    #expect(status.value(at: "lastState.terminated.exitCode")?.line == 5)
    #expect(status.value(at: "restartCount")?.string == "7")
  }

  @Test(arguments: ["Init Containers:", "Containers:"])
  func `Whoever begins at the containers keeps their names`(_ heading: String) throws {
    let pod = try #require(
      read(
        heading
          + "\n  migrate:\n    State:          Waiting\n      Reason:       CrashLoopBackOff\n    Last State:     Terminated\n      Reason:       Error\n      Exit Code:    1\n    Restart Count:  16\n",
        path: "state.txt")?.objects.first { $0.kind == "Pod" })
    let list = heading.hasPrefix("Init") ? "initContainerStatuses" : "containerStatuses"
    #expect(pod.string(at: "status.\(list).0.name") == "migrate")
    #expect(pod.string(at: "status.\(list).0.lastState.terminated.exitCode") == "1")
  }

  @Test func `Events that follow are read`() {
    let facts = read(
      """
          Last State:     Terminated
            Reason:       Error
            Exit Code:    2
      Events:
        Type     Reason   Age  From     Message
        ----     ------   ---- ----     -------
        Warning  BackOff  3m   kubelet  Back-off restarting failed container

      """, path: "state.txt")
    #expect(facts?.objects.map(\.kind) == ["Pod", "Event"])
  }

  @Test(arguments: ["State: Running\n", "State: Texas\nReason: none\n", "Reason: OOMKilled\nExit Code: 137\n"])
  func `Anything else is none`(_ text: String) {
    #expect(container(text) == nil)
  }
}
