import Model
import Testing

@testable import BundleReading

@Suite struct FreeMemoryTests {
  private static let columns = "              total        used        free      shared  buff/cache   available\n"

  private func usage(_ text: String) -> MemoryUsage? { read(text, path: "nodes/w/free.txt")?.memories.first }

  @Test(
    arguments: [
      ("", "15Gi", 15 << 30), ("", "24105", 24105 << 20), ("", "24683520", 24_683_520 << 10), ("", "125", 125 << 30),
      ("", "67108864000", 67_108_864_000), ("$ free -m\n", "1031891", 1_031_891 << 20),
      ("# free\n", "1008000", 1_008_000 << 10),
      ("# free -g\n", "503", 503 << 30), ("", "1,5T", 3 << 39),
    ] as [(String, String, Int64)])
  func theUnitIsWrittenOrTold(_ command: String, _ total: String, _ bytes: Int64) {
    let memory = usage("\(command)\(Self.columns)Mem:  \(total) \(total) \(total) 0 0 \(total)\n")
    #expect(memory?.total == bytes && memory?.available == bytes && memory?.node == "w")
  }

  @Test(arguments: ["1031891", "503", "2000000000", "0"])
  func aUnitThatNothingTellsIsNotGuessed(_ total: String) {
    let facts = read("\(Self.columns)Mem:  \(total) 1 1 0 0 1\n")
    #expect(facts?.format == "free" && facts?.memories.isEmpty == true)
  }

  @Test func swapAndWhatIsAvailable() throws {
    let memory = try #require(usage(FreeMemory.samples[1] + "\n"))
    #expect(memory.free == 1_288_490_188 && memory.available == 6 << 30 && memory.evidence.line == 2)
    #expect(memory.swapTotal == 0 && memory.swapFree == 0)
  }

  @Test func oldTablesTellItInALineOfItsOwn() throws {
    let memory = try #require(usage(FreeMemory.samples[2]))
    #expect(memory.total == 16_268_012 << 10 && memory.available == 10_374_564 << 10 && memory.free == 372_000 << 10)
  }

  @Test func otherLanguages() throws {
    #expect(usage(FreeMemory.samples[3])?.available == 6 << 30)
    #expect(
      usage("               总计         已用        空闲      共享    缓冲/缓存    可用\n内存：        15Gi 1Gi 2Gi 0 0 3Gi\n")?
        .available == 3 << 30)
  }

  @Test func theKernelsOwnCount() throws {
    let memory = try #require(usage(MemoryInformation.samples[0]))
    #expect(memory.total == 24_683_520 << 10 && memory.available == 23_692_288 << 10 && memory.swapTotal == 0)
    #expect(memory.free == 18_159_616 << 10 && memory.swapFree == nil)
  }

  @Test(arguments: ["total used free\nMem: 1 2 3\n", "Mem: 1 2 3\n", "Name: x\nMem: 3\n"])
  func otherTextIsNoTableOfMemory(_ text: String) {
    #expect(read(text)?.format != "free")
  }
}
