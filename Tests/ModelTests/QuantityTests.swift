import Model
import Testing

struct QuantityTests {
  @Test(
    "Kubernetes quantities",
    arguments: [
      ("44Ki", 45_056), ("3Gi", 3_221_225_472), ("2146223923", 2_146_223_923), ("1.5Mi", 1_572_864), ("1k", 1000),
      ("0", 0), ("1e3", 1000),
    ])
  func bytes(text: String, bytes: Int64) {
    #expect(Quantity.bytes(of: text) == bytes)
  }

  @Test func milliIsAThousandth() {
    #expect(Quantity.value(of: "250m") == 0.25)
  }

  @Test("No quantities", arguments: ["", "Ki", "ten", "5 Gi", "1e999"])
  func refused(text: String) {
    #expect(Quantity.bytes(of: text) == nil)
  }

  @Test(
    "For people",
    arguments: [(512, "512 B"), (45_056, "44 KiB"), (2_791_728_742, "2.5 GiB"), (3_221_225_472, "3 GiB"), (0, "0 B")])
  func description(bytes: Int64, text: String) {
    #expect(Quantity.description(ofBytes: bytes) == text)
  }
}
