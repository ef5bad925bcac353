import Model
import Testing

@testable import BundleReading

struct KernelMonitorRecordsTests {
  private static let line =
    "EXT4-fs error (device nvme1n1): ext4_wait_block_bitmap:517: comm etcd: Cannot read block bitmap"

  private func records(
    reason: String = "Ext4Error", age: String = "2m13s", source: String = "kernel-monitor",
    beside artifacts: [(path: String, text: String)] = []
  ) throws -> [LogRecord] {
    let text = """
      Name:  n1
      Roles:  <none>
      CreationTimestamp:  Mon, 06 May 2024 08:00:00 +0000
      Events:
        Type     Reason  Age  From  Message
        ----     ------  ---  ----  -------
        Warning  \(reason)  \(age)  \(source)  \(Self.line)

      """
    return try BundleReader.read(
      .memory([("describe-node-n1.txt", text)] + artifacts),
      keeping: LogInterests([LogSignature("ext4", component: "kernel", literals: ["EXT4-fs error (device "])]),
      limits: ReadLimits()
    ).records("ext4")
  }

  @Test func whatTheDetectorPassedOnIsTheKernels() throws {
    let record = try #require(try records().first)
    #expect(record.source == LogSource(node: "n1", component: "kernel") && record.message == Self.line)
    #expect(record.evidence.path == "describe-node-n1.txt" && record.evidence.line == 7)
  }

  @Test func othersOnlyRepeatTheWords() throws { #expect(try records(source: "kubelet").isEmpty) }

  @Test func whichLimitItWasIsNotTold() throws { #expect(try records(reason: "OOMKilling").isEmpty) }

  @Test func aDeviceThatIsHeldForAMoment() throws {
    #expect(try records(reason: "UnregisterNetDevice").isEmpty)
    #expect(try records(reason: "UnregisterNetDevice", age: "9s (x5 over 1m)").count == 1)
  }

  @Test func whatIsOldMayBeOver() throws { #expect(try records(age: "50m").isEmpty) }

  @Test func theKernelsOwnLogTellsMore() throws {
    let log = "2024-05-06T10:00:00.000200+0000 n1 kernel: something else\n"
    #expect(try records(beside: [("nodes/n1/journal/kernel.log", log)]).isEmpty)
  }
}
