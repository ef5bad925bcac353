import Model
import Testing

@testable import BundleReading
@testable import Diagnosis

struct MemoryKillTests {
  private static let uid = "1788d98a-0700-426a-8701-2312e4cc2163"
  private static let id = DiskPressureExample.id("c")
  private static let slice =
    "/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-pod1788d98a_0700_426a_8701_2312e4cc2163.slice"

  private func kill(_ message: String) throws -> MemoryKill {
    let incident = try BundleReader.read(
      .memory([("nodes/n1/kernel.log", "2024-05-06T10:00:01.000200+0000 n1 kernel: \(message)\n")]),
      keeping: LogInterests.ofAllModes, limits: ReadLimits())
    return try #require(MemoryKill.all(in: incident).first)
  }

  private func line(limited: String, victim: String) -> String {
    "oom-kill:constraint=CONSTRAINT_MEMCG,nodemask=(null),cpuset=x,mems_allowed=0,oom_memcg=\(limited),"
      + "task_memcg=\(victim),task=java,pid=4242,uid=0"
  }

  @Test("The cgroup that was full tells the level")
  func levels() throws {
    let scope = "\(Self.slice)/cri-containerd-\(Self.id).scope"
    let flat = "/kubepods/burstable/pod\(Self.uid)/\(Self.id)"
    let cases: [(String, String, MemoryKill.Level)] = [
      (scope, scope, .container), (flat, flat, .container), (Self.slice, scope, .pod),
      ("/kubepods/burstable/pod\(Self.uid)", flat, .pod), ("/kubepods.slice", scope, .allPods),
      ("/kubepods/besteffort", flat, .allPods),
      ("/system.slice/kubelet.service", "/system.slice/kubelet.service", .other),
    ]
    for (limited, victim, level) in cases {
      let kill = try kill(line(limited: limited, victim: victim))
      #expect(kill.level == level, "\(limited)")
      #expect(kill.task == "java")
      if level != .other {
        #expect(kill.podUID == Self.uid)
        #expect(kill.containerID == Self.id)
      }
    }
  }

  @Test("The line of old kernels")
  func oldKernel() throws {
    let pod = "/kubepods/burstable/pod\(Self.uid)"
    let kill = try kill("Task in \(pod)/\(Self.id) killed as a result of limit of \(pod)")
    #expect(kill.level == .pod)
    #expect(kill.podUID == Self.uid)
    #expect(kill.containerID == Self.id)
  }
}
