import BundleReading
import Model
import Testing

@testable import Serving

/// Cells as kubectl prints them.
struct ColumnTests {
  private static func pod(
    _ status: String, _ spec: String = "containers: [{name: a}]", _ metadata: String = "{name: p}"
  )
    -> Value
  {
    let text = "metadata: \(metadata)\nspec: {\(spec)}\nstatus: \(status)\n"
    return BundleReader.readYAML(Array(text.utf8), path: "pod.yaml").value
  }

  @Test(arguments: [
    ("{phase: Running, containerStatuses: [{ready: true, state: {running: {}}}]}", "Running"),
    ("{phase: Running, containerStatuses: [{state: {waiting: {reason: CrashLoopBackOff}}}]}", "CrashLoopBackOff"),
    ("{phase: Failed, reason: Evicted}", "Evicted"),
    ("{phase: Failed, containerStatuses: [{state: {terminated: {exitCode: 137, reason: OOMKilled}}}]}", "OOMKilled"),
    ("{phase: Failed, containerStatuses: [{state: {terminated: {exitCode: 1}}}]}", "ExitCode:1"),
    ("{phase: Failed, containerStatuses: [{state: {terminated: {exitCode: 137, signal: 9}}}]}", "Signal:9"),
    ("{phase: Pending, conditions: [{type: PodScheduled, reason: SchedulingGated}]}", "SchedulingGated"),
    (
      "{phase: Running, containerStatuses: [{ready: true, state: {running: {}}}, {state: {terminated: {exitCode: 0, reason: Completed}}}]}",
      "NotReady"
    ),
  ])
  func status(_ status: String, _ text: String) {
    #expect(PodColumns.status(Self.pod(status)) == text)
  }

  @Test(arguments: [
    ("[{state: {terminated: {exitCode: 0}}}, {state: {running: {}}}]", "Init:1/2"),
    (
      "[{state: {terminated: {exitCode: 2, reason: Error}}}, {state: {waiting: {reason: PodInitializing}}}]",
      "Init:Error"
    ),
    (
      "[{state: {waiting: {reason: CrashLoopBackOff}}}, {state: {waiting: {reason: PodInitializing}}}]",
      "Init:CrashLoopBackOff"
    ),
  ])
  func initialization(_ statuses: String, _ text: String) {
    let pod = Self.pod(
      "{phase: Pending, initContainerStatuses: \(statuses)}",
      "containers: [{name: a}], initContainers: [{name: i}, {name: j}]")
    #expect(PodColumns.status(pod) == text)
  }

  @Test func deletion() {
    let pod = Self.pod("{phase: Running}", "containers: []", "{name: p, deletionTimestamp: \"2026-11-21T01:00:00Z\"}")
    #expect(PodColumns.status(pod) == "Terminating")
  }

  @Test(arguments: [
    (0, "0s"), (119, "119s"), (120, "2m"), (364, "6m4s"), (600, "10m"), (10_799, "179m"), (10_800, "3h"),
    (12_600, "3h30m"), (28_800, "8h"), (172_799, "47h"), (172_800, "2d"), (183_600, "2d3h"), (691_200, "8d"),
    (63_072_000, "2y"), (65_000_000, "2y22d"), (300_000_000, "9y"), (-5, "0s"),
  ])
  func durations(_ seconds: Int64, _ text: String) {
    #expect(AgeReference.duration(seconds: seconds) == text)
  }
}
