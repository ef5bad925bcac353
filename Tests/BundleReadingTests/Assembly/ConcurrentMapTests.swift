import Testing

@testable import BundleReading

struct ConcurrentMapTests {
  @Test(arguments: [0, 1, 2, 15, 16, 17, 100, 1001])
  func `All elements in their order`(_ count: Int) {
    #expect(Array(0..<count).concurrentMap { $0 * 2 } == (0..<count).map { $0 * 2 })
  }
}
