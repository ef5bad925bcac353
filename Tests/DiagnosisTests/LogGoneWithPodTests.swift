import Model
import Testing

@testable import BundleReading
@testable import Diagnosis

/// `container "main" in pod "web-x" is not available`: of a pod that was evicted the log is lost, of one that was refused on
/// arrival there never was any.
struct LogGoneWithPodTests {
  private func gone(_ message: String) throws -> [LogGoneWithPod] {
    let incident = try BundleReader.read(
      .memory([
        (
          "namespaces/batch/pods.yaml",
          DiskPressureExample.list(
            DiskPressureExample.pod("web", status: "phase: Failed, reason: Evicted, message: \"\(message)\""))
        ),
        (
          "namespaces/batch/logs/web-x/main.log",
          "Error from server (BadRequest): container \"main\" in pod \"web-x\" is not available\n"
        ),
      ]), keeping: LogInterests.ofAllModes, limits: ReadLimits())
    return LogGoneWithPod.all(in: incident, [])
  }

  @Test func anEvictedPodHadALog() throws {
    #expect(try gone("The node was low on resource: ephemeral-storage.").map(\.pod.name) == ["web-x"])
  }

  @Test(arguments: [
    "Pod The node had condition: [DiskPressure]. ", "Pod was rejected: The node had condition: [DiskPressure]. ",
  ])
  func aRefusedPodHadNone(_ message: String) throws {
    #expect(try gone(message).isEmpty)
  }
}
