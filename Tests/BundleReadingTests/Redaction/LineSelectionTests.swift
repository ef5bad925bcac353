import Testing

@testable import BundleReading

/// Which lines go into a copy.
struct LineSelectionTests {
  private func kept(_ selection: LineSelection, of count: Int) -> [Int] {
    (1...count).filter { selection.contains($0, isLast: $0 == count) }
  }

  @Test func allAreAll() { #expect(kept(.all, of: 4) == [1, 2, 3, 4]) }

  @Test func singleLinesComeWithTheEnds() {
    #expect(kept(LineSelection(lines: [3, 5]), of: 9) == [1, 3, 5, 9])
    #expect(kept(LineSelection(lines: [Int]()), of: 9) == [1, 9])
  }

  @Test func whatFollowsARecordBelongsToIt() {
    let selection = LineSelection(records: [(7, false), (1, false), (3, true), (5, true)])
    #expect(kept(selection, of: 9) == [3, 4, 5, 6])
    #expect(kept(LineSelection(records: [(2, true)]), of: 4) == [2, 3, 4])
    #expect(LineSelection(records: [(2, false)]).isEmpty)
  }

  @Test func intersectionsKeepWhatBothKeep() {
    let window = LineSelection(records: [(1, false), (3, true), (7, false)])
    #expect(kept(LineSelection(lines: [2, 4, 6, 8]).intersection(window), of: 9) == [4, 6])
    #expect(kept(LineSelection.all.intersection(window), of: 9) == [3, 4, 5, 6])
  }
}
