/// The candidates that are most like `name`, nearest first, at most `limit`; equal distances in the order given.
/// Those that hold `name` whole come first.
public func nearestNames(to name: String, among candidates: [String], limit: Int = 3) -> [String] {
  // A name of this length is no slip of the finger, and distance is quadratic.
  guard name.utf8.count <= 100 else { return [] }
  let furthest = max(2, name.utf8.count / 2)
  let rated = candidates.enumerated().map { offset, candidate in
    (rating: isPart(name, of: candidate) ? 0 : editDistance(name, candidate), offset: offset, name: candidate)
  }
  return rated.filter { $0.rating <= furthest }.sorted { ($0.rating, $0.offset) < ($1.rating, $1.offset) }
    .prefix(limit).map(\.name)
}

/// How many bytes must be inserted, deleted or replaced to turn one into the other.
func editDistance(_ left: String, _ right: String) -> Int {
  let target = Array(right.utf8)
  var row = Array(0...target.count)
  for (offset, byte) in left.utf8.enumerated() {
    var diagonal = row[0]
    row[0] = offset + 1
    for column in target.indices {
      let replaced = diagonal + (byte == target[column] ? 0 : 1)
      diagonal = row[column + 1]
      row[column + 1] = min(replaced, diagonal + 1, row[column] + 1)
    }
  }
  return row[target.count]
}

private func isPart(_ part: String, of whole: String) -> Bool {
  let (part, whole) = (Array(part.utf8), Array(whole.utf8))
  guard part.count >= 3, part.count <= whole.count else { return false }
  return (0...(whole.count - part.count)).contains { whole[$0...].starts(with: part) }
}
