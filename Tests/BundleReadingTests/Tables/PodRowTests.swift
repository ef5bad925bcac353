import Model
import Testing

@testable import BundleReading

@Suite struct PodRowTests {
  private func pod(_ ready: String, _ status: String, _ restarts: String = "0", _ more: String = "") throws -> Pod {
    let titles = more.isEmpty ? "" : "   IP   NODE   NOMINATED NODE   READINESS GATES"
    let text = "NAME   READY   STATUS   RESTARTS   AGE\(titles)\nweb   \(ready)   \(status)   \(restarts)   5h\(more)\n"
    let facts = try #require(read(text, path: "namespaces/shop/pods.txt"))
    return Pod(try #require(facts.objects.first))
  }

  private func condition(_ pod: Pod, _ type: String) -> String? { pod.condition(type)?.value["status"]?.string }

  struct Derived: Sendable {
    var status: String
    var restarts = "0"
    var phase: String
    var key: String
    var reason: String
  }

  @Test(arguments: [
    Derived(status: "CrashLoopBackOff", restarts: "4", phase: "Running", key: "waiting", reason: "CrashLoopBackOff"),
    Derived(status: "ContainerCreating", phase: "Pending", key: "waiting", reason: "ContainerCreating"),
    Derived(status: "ImagePullBackOff", phase: "Pending", key: "waiting", reason: "ImagePullBackOff"),
    Derived(status: "ErrImagePull", restarts: "2", phase: "", key: "waiting", reason: "ErrImagePull"),
    Derived(status: "RunContainerError", phase: "", key: "waiting", reason: "RunContainerError"),
    Derived(status: "Completed", phase: "Succeeded", key: "terminated", reason: "Completed"),
    Derived(status: "Completed", restarts: "3 (46s ago)", phase: "", key: "terminated", reason: "Completed"),
    Derived(status: "Error", phase: "Failed", key: "terminated", reason: "Error"),
    Derived(status: "OOMKilled", restarts: "1 (2s ago)", phase: "", key: "terminated", reason: "OOMKilled"),
  ])
  func theStateOfTheContainer(_ derived: Derived) throws {
    let pod = try pod("0/1", derived.status, derived.restarts)
    #expect(pod.phase == derived.phase)
    #expect(pod.object.string(at: "status.containerStatuses.0.state.\(derived.key).reason") == derived.reason)
    #expect(condition(pod, "Ready") == "False" && condition(pod, "ContainersReady") == "False")
    #expect(pod.object.value(at: "status.containerStatuses.0.name") == nil)
  }

  @Test func exitCodesAndSignals() throws {
    #expect(try pod("0/1", "ExitCode:3").containerStatuses.first?.terminated?.exitCode == 3)
    #expect(try pod("0/1", "Completed").containerStatuses.first?.terminated?.exitCode == 0)
    #expect(try pod("0/1", "Signal:9").object.string(at: "status.containerStatuses.0.state.terminated.signal") == "9")
    #expect(try pod("0/1", "Error").containerStatuses.first?.terminated?.exitCode == nil)
  }

  @Test func initContainers() throws {
    let waiting = try pod("0/2", "Init:1/3")
    #expect(waiting.phase == "Pending" && waiting.containerStatuses.first?.terminated?.reason == "Completed")
    #expect(waiting.containerStatuses.count == 2 && waiting.containerStatuses.last?.terminated == nil)
    let looping = try pod("0/2", "Init:CrashLoopBackOff", "7 (2m ago)")
    #expect(looping.containerStatuses.first?.waitingReason == "CrashLoopBackOff")
    #expect(looping.containerStatuses.first?.role == .initialization && looping.phase == "Pending")
    #expect(looping.containerStatuses.first?.restartCount == 7 && condition(looping, "Initialized") == "False")
    #expect(try pod("0/2", "Init:Error").phase == "")
    #expect(try pod("0/2", "Init:99999999999/3").containerStatuses.count == 1)
  }

  @Test func reasonsOfThePodItself() throws {
    let evicted = try pod("0/1", "Evicted")
    #expect(evicted.phase == "Failed" && evicted.reason == "Evicted" && evicted.containerStatuses.isEmpty)
    #expect(try pod("0/1", "OutOfcpu").reason == "OutOfcpu")
    #expect(try pod("0/1", "Unknown").phase == "Unknown")
    let terminating = try pod("1/1", "Terminating")
    #expect(terminating.phase == "" && terminating.object.value(at: "metadata.deletionTimestamp") != nil)
    #expect(try pod("0/1", "SomethingNew").phase == "")
  }

  @Test func runningOnes() throws {
    let ready = try pod("2/2", "Running", "0", "   10.0.0.1   worker-1   <none>   <none>")
    #expect(condition(ready, "Ready") == "True" && condition(ready, "PodScheduled") == "True")
    #expect(ready.containerStatuses.first?.value["ready"]?.boolean == true && ready.nodeName == "worker-1")
    let half = try pod("1/2", "Running", "3")
    #expect(condition(half, "Ready") == "False" && half.containerStatuses.first?.restartCount == 3)
    let held = try pod("1/1", "Running", "0", "   10.0.0.1   worker-1   <none>   0/1")
    #expect(condition(held, "Ready") == "False" && condition(held, "ContainersReady") == "True")
  }

  /// Whether the scheduler looked at a pod without a node the table does not say.
  @Test func aPendingPodHasNoNodeAndNoMore() throws {
    let pending = try pod("0/1", "Pending", "0", "   <none>   <none>   <none>   <none>")
    #expect(pending.phase == "Pending" && pending.condition("PodScheduled") == nil)
    #expect(pending.object.string(at: "spec.nodeName") == "")
  }
}
