import Dispatch
import Testing

@testable import BundleReading

@Suite struct ChunkQueueTests {
  /// Fills a queue with chunks of one byte each, until the consumer wants no more.
  private func produce(_ count: Int, into queue: ChunkQueue) -> DispatchGroup {
    let done = DispatchGroup()
    DispatchQueue(label: "producer").async(group: done) {
      for index in 0..<count {
        guard let room = queue.acquire() else { return }
        room[0] = UInt8(truncatingIfNeeded: index)
        queue.publish(
          count: 1, packedBytes: Int64(index), notes: index == 3 ? ["third"] : [],
          end: index == count - 1 ? .whole : nil)
      }
    }
    return done
  }

  @Test func handsOverInOrder() {
    let queue = ChunkQueue()
    let done = produce(1000, into: queue)
    let source = ChunkSource(queue)

    #expect(source.takeNotes() == [])
    var index = 0
    while let bytes = source.next() {
      #expect(bytes.first == UInt8(truncatingIfNeeded: index))
      #expect(source.packedBytes == index)
      index += 1
    }
    #expect(index == 1000)
    #expect(source.end == .whole)
    #expect(source.takeNotes() == ["third"])
    #expect(source.next() == nil)
    done.wait()
  }

  @Test(arguments: 0..<8)
  func producerEndsWhenTheConsumerDoes(taken: Int) {
    let queue = ChunkQueue()
    let done = produce(1_000_000, into: queue)
    let source = ChunkSource(queue)
    for _ in 0..<taken { #expect(source.next() != nil) }
    source.cancel()
    done.wait()
    #expect(source.end == nil)
  }
}
