import Dispatch
import Glibc
import Model
import Synchronization
import Testing

@testable import BundleReading

struct ArtifactReadingTests {
  private struct SizeReader: ArtifactReader {
    let path: String
    var size = 0

    mutating func consume(_ bytes: UnsafeRawBufferPointer) { size += bytes.count }

    mutating func finish(isCut: Bool) -> ArtifactFacts {
      var facts = ArtifactFacts(path: path, format: "size")
      facts.cut = [Coverage.Note(path: path, text: "\(size)")]
      return facts
    }
  }

  private func artifact(_ number: Int) -> HeldArtifact {
    let size = number * 7919 % 300_000
    return HeldArtifact(
      path: "\(number)", bytes: Int64(size), text: [UInt8](repeating: 97, count: size), isCut: false)
  }

  @Test func `Each artifact is read once, and told by its number`() {
    let heads = Mutex<[String]>([])
    let reading = ArtifactReading { head in
      heads.withLock { $0.append(head.path) }
      return SizeReader(path: head.path)
    }
    // Twice what waits at most, so that the thread that brings them reads as well.
    for number in (0..<200).reversed() { reading.read(artifact(number), number: number) }
    let outcomes = reading.finish()
    #expect(outcomes.map(\.number) == Array(0..<200))
    #expect(heads.withLock { $0.sorted() } == (0..<200).map(String.init).sorted())
    for (number, outcome) in outcomes {
      guard case .read(let facts) = outcome else {
        Issue.record("not read: \(number)")
        continue
      }
      #expect(facts.path == "\(number)" && facts.cut.first?.text == "\(artifact(number).text.count)")
    }
    #expect(reading.finish().isEmpty)
  }

  /// Of files with hardly a byte no more wait than of large ones: a bundle may hold a million of them.
  @Test func `Tiny artifacts do not wait whole`() {
    let most = ArtifactReading.mostWaiting / ArtifactReading.leastWeight
    let gate = DispatchSemaphore(value: 0)
    let callers = Mutex(Set<UInt>())
    let mine = UInt(pthread_self())
    let reading = ArtifactReading { head in
      let caller = UInt(pthread_self())
      callers.withLock { _ = $0.insert(caller) }
      // The other cores stand still until who brings the artifacts had to read himself.
      if caller != mine { gate.wait() }
      if caller == mine { for _ in 0..<64 { gate.signal() } }
      return SizeReader(path: head.path)
    }
    for number in 0..<(most + 600) {
      reading.read(HeldArtifact(path: "\(number)", bytes: 1, text: [97], isCut: false), number: number)
    }
    #expect(callers.withLock { $0.contains(mine) })
    #expect(reading.finish().count == most + 600)
  }

  @Test func `A bundle reads alike in its order and on all cores`() throws {
    var files: [(path: String, text: String)] = []
    for number in 0..<60 {
      let line = "Nov 21 04:01:19.994978 worker-1 kubelet[59]: I1121 04:01:19.994978      59 a.go:1] \(number)\n"
      // Some are larger than what is held.
      files.append(("\(number).log", String(repeating: line, count: number == 30 ? 20_000 : number * 10)))
    }
    files += [("blank", "\n\n"), ("binary", "\0\0\0"), ("prose", "nothing of this is known\n")]
    let makeReader: ArtifactReading.MakeReader = { FormatRegistry.makeReader(for: $0, keeping: LogInterests([])) }
    let inOrder = try BundleStream(limits: ReadLimits(), makeReader: makeReader).read(.memory(files))
    let onAllCores = try BundleStream(limits: ReadLimits(), onAllCores: ArtifactReading(makeReader: makeReader))
      .read(.memory(files))
    #expect(inOrder.facts.count == 59 && onAllCores.facts.map(\.path) == inOrder.facts.map(\.path))
    #expect(onAllCores.facts.map { $0.log?.extents.count } == inOrder.facts.map { $0.log?.extents.count })
    #expect(onAllCores.unrecognised == inOrder.unrecognised && onAllCores.empty.map(\.path) == ["0.log", "blank"])
    #expect(onAllCores.bytes == inOrder.bytes && onAllCores.artifacts == 63)
  }
}
