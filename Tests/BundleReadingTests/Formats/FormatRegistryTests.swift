import Testing

@testable import BundleReading

@Suite struct FormatRegistryTests {
  struct Sample: Sendable, CustomTestStringConvertible {
    var format: String
    var text: String
    var testDescription: String { "\(format): \(text.prefix(40))" }
  }

  static let samples = FormatRegistry.all.flatMap { format in
    format.samples.map { Sample(format: format.name, text: $0) }
  }

  @Test(arguments: samples)
  func eachSampleIsClaimedByItsOwnFormat(_ sample: Sample) {
    let head = ArtifactHead(path: "some/file.txt", bytes: Array(sample.text.utf8), isWhole: true)
    #expect(FormatRegistry.format(of: head)?.name == sample.format)
  }

  @Test(arguments: samples)
  func aByteOrderMarkDoesNotHideTheFormat(_ sample: Sample) {
    let head = ArtifactHead(path: "some/file.txt", bytes: [0xEF, 0xBB, 0xBF] + Array(sample.text.utf8), isWhole: true)
    #expect(FormatRegistry.format(of: head)?.name == sample.format)
  }

  /// The confusion matrix: every sample against every format.
  @Test(arguments: samples)
  func noOtherFormatClaimsASampleAsMuch(_ sample: Sample) throws {
    let own = try #require(FormatRegistry.all.first { $0.name == sample.format })
    for text in [sample.text, sample.text.replacing("\n", with: "\r\n"), sample.text + sample.text] {
      for path in ["some/file.txt", "nodes/worker-1/output.txt"] {
        let head = ArtifactHead(path: path, bytes: Array(text.utf8), isWhole: true)
        // What is looked for last claims nothing: then nothing else may claim it.
        let claim = max(own.claim(head), 1)
        for other in FormatRegistry.all where other.name != own.name {
          #expect(other.claim(head) < claim, "\(other.name) claims a sample of \(own.name)")
        }
      }
    }
  }

  @Test func namesAreUnique() {
    let names = FormatRegistry.all.map { $0.name }
    #expect(Set(names).count == names.count)
    #expect(FormatRegistry.all.allSatisfy { !$0.samples.isEmpty })
  }

  @Test func binaryIsClaimedByNone() {
    let bytes = [UInt8](repeating: 0, count: 100) + Array("Nov 21 04:01:19 worker-1 kubelet[59]: x\n".utf8)
    let head = ArtifactHead(path: "namespaces/a/logs/b/c.log", bytes: bytes, isWhole: true)
    #expect(FormatRegistry.makeReader(for: head, keeping: LogInterests([])) == nil)
  }

  @Test(arguments: ["", "hello world\n", "key: value\nother: value\n", "{\"a\": 1}\n"])
  func otherTextIsClaimedByNone(_ text: String) {
    let head = ArtifactHead(path: "README.txt", bytes: Array(text.utf8), isWhole: true)
    #expect(FormatRegistry.format(of: head) == nil)
  }
}
