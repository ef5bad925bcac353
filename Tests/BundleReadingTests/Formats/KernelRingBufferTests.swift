import Model
import Testing

@testable import BundleReading

@Suite struct KernelRingBufferTests {
  @Test(
    arguments: zip(
      KernelRingBuffer.samples.indices,
      [
        "XFS (sdf): Superblock has unknown read-only compatible features (0x6) enabled.",
        "cni0: port 14(vethe8d3fe6d) entered disabled state",
        "SLUB: Unable to allocate memory on node -1 (gfp=0x8020)",
        "INFO: task jbd2/sda1-8:41 blocked for more than 122 seconds.",
        "Out of memory: Killed process 4242 (java)", "cni0: port 14(vethe8d3fe6d) entered disabled state",
      ]))
  func theMessageWithoutItsTime(_ sample: Int, _ message: String) throws {
    let facts = try #require(read(KernelRingBuffer.samples[sample], path: "nodes/w/dmesg.txt", everything: true))
    #expect(facts.log?.lines.first?.message == message)
    #expect(facts.log?.lines.allSatisfy { $0.component == "kernel" && $0.host == "w" } == true)
  }

  @Test func secondsSinceBootAreNoTime() throws {
    let log = try #require(read(KernelRingBuffer.samples[0], everything: true)?.log)
    #expect(log.lines.count == 1 && log.lines[0].time == nil && log.extents.isEmpty)
  }

  @Test func wallClocks() throws {
    let line = try #require(read(KernelRingBuffer.samples[1], everything: true)?.log?.lines.first)
    #expect(line.time == .local(Sample.local(11, 21, 3, 56, 12, year: 2026, precision: .second)))
    let iso = try #require(read(KernelRingBuffer.samples[5], everything: true)?.log?.lines.first)
    #expect(iso.time == (try Sample.absolute("2026-11-21T03:56:12.123456Z")))
  }

  @Test(arguments: [
    ("六 11月 21 03:56:12 2026", 11, 21), ("Sa Nov 21 03:56:12 2026", 11, 21), ("Sa Mär  7 03:56:12 2026", 3, 7),
    ("sam. nov. 21 03:56:12 2026", 11, 21), ("土  3月  7 03:56:12 2026", 3, 7), ("вс мая 21 03:56:12 2026", 5, 21),
  ])
  func wallClocksOfOtherLanguages(_ time: String, _ month: Int, _ day: Int) throws {
    let text = "[\(time)] cni0: port 14(vethe8d3fe6d) entered disabled state\n"
    let facts = try #require(read(text, path: "pasted.txt", everything: true))
    #expect(
      facts.format == "dmesg"
        && facts.log?.lines.map(\.message) == ["cni0: port 14(vethe8d3fe6d) entered disabled state"])
    #expect(facts.log?.lines.first?.time == .local(Sample.local(month, day, 3, 56, 12, year: 2026, precision: .second)))
  }

  @Test(arguments: ["[the 21 03:56:12 2026] x\n", "[2026-11-21 03:56:12] x\n", "[six 11 21 03:56:12 2026] x\n"])
  func otherBracketsAreNoTimes(_ text: String) { #expect(read(text, path: "pasted.txt")?.format != "dmesg") }

  /// Of a cgroup that ran out of memory the kernel prints forty counters under one time.
  @Test func indentedLinesGoOnWithTheMessageBefore() throws {
    let counters = (0..<60).map { "                           counter_\($0) 0\n" }.joined()
    let text =
      "[Sat Nov 21 03:56:12 2026] Memory cgroup stats for /kubepods/pod1788d98a:\n[Sat Nov 21 03:56:12 2026] anon 1\n"
      + counters + "[Sat Nov 21 03:56:13 2026] oom-kill:constraint=CONSTRAINT_MEMCG,task=java,pid=7\n"
    for path in ["kernel.log", "pasted.txt"] {
      let facts = try #require(read(text, path: path, everything: true))
      #expect(facts.format == "dmesg" && facts.log?.lines.count == 3)
      #expect(facts.log?.lines.last?.message.hasPrefix("oom-kill:") == true)
    }
    #expect(read("notes of the day\n" + counters)?.format != "dmesg")
  }

  @Test func aMessageInTheSyslogStaysTheKernels() throws {
    let text = "Jun  8 10:48:13 node-4 kernel: [1694413.621694] nf_conntrack: table full, dropping packet\n"
    let signature = LogSignature("full", component: "kernel", literals: ["table full, dropping packet"])
    let line = try #require(read(text, signatures: [signature])?.log?.lines.first)
    #expect(line.signatures == ["full"] && line.component == "kernel" && line.host == "node-4")
  }
}
