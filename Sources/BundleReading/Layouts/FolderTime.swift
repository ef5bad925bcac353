import Model

/// The facts with the time that the bundle's folder is named by, where nothing in the bundle says when it was taken:
/// `support-bundle-2026-11-21T04_02_20/…`. It decides the year of clocks that write none.
func datedByFolder(_ facts: [ArtifactFacts], bundle name: String) -> [ArtifactFacts] {
  guard let first = facts.first, facts.allSatisfy({ $0.captureTimes.isEmpty }) else { return facts }
  let folder = first.path.split(separator: "/").first.map(String.init) ?? ""
  let isShared = facts.allSatisfy { $0.path.hasPrefix(folder + "/") }
  guard let reading = (isShared ? folderTime(folder) : nil) ?? folderTime(name) else { return datedByFiles(facts) }
  var facts = facts
  var evidence = Evidence(path: first.path, line: 0, text: isShared ? folder : name)
  if case .absolute(let moment) = reading { evidence.time = moment }
  // A clock without zone is that of the machine whose name stands before the time.
  let node = if case .local = reading { PathHints.node(first.path) } else { "" }
  facts[0].captureTimes = [CaptureTime(reading: reading, node: node, evidence: evidence)]
  return facts
}

/// The facts with the times by which files are named.
private func datedByFiles(_ facts: [ArtifactFacts]) -> [ArtifactFacts] {
  facts.map { artifact in
    guard let reading = ClockReading(ofCapturedFile: artifact.path) else { return artifact }
    var artifact = artifact
    let evidence = Evidence(path: artifact.path, line: 0, text: artifact.path)
    artifact.captureTimes = [CaptureTime(reading: reading, node: "", evidence: evidence)]
    return artifact
  }
}

/// How collectors write the time into a name; 0 stands for a digit.
///
///     support-bundle-2026-11-21T04_02_20.tar.gz                  troubleshoot, UTC
///     supportbundle_5f0a3a44-…_2026-11-21T04-02-20Z.zip           support-bundle-kit, UTC
///     2026-11-21T04:02:20Z/worker-1/…                             aks-periscope, UTC
///     worker-1-2026-11-21_04_02_20.tar.gz                         Rancher's logs collector, on the node's clock
private let shapes: [(text: StaticString, isUTC: Bool)] = [
  ("0000-00-00T00_00_00", true), ("0000-00-00T00-00-00Z", true), ("0000-00-00T00:00:00Z", true),
  ("0000-00-00_00_00_00", false),
]

/// The time in a name such as those above; nil where there is none.
func folderTime(_ name: String) -> ClockReading? {
  let bytes = Array(name.utf8)
  for shape in shapes {
    let count = shape.text.utf8CodeUnitCount
    guard bytes.count >= count else { continue }
    for start in 0...(bytes.count - count) where isTime(bytes, at: start, shape.text) {
      return reading(Array(bytes[start..<start + count]), isUTC: shape.isUTC)
    }
  }
  return nil
}

private func isTime(_ bytes: [UInt8], at start: Int, _ shape: StaticString) -> Bool {
  if start > 0, bytes[start - 1] != UInt8(ascii: "-"), bytes[start - 1] != UInt8(ascii: "_") { return false }
  return (0..<shape.utf8CodeUnitCount).allSatisfy { offset in
    let wanted = shape.utf8Start[offset]
    return wanted == UInt8(ascii: "0") ? bytes[start + offset].isDigit : bytes[start + offset] == wanted
  }
}

private func reading(_ text: [UInt8], isUTC: Bool) -> ClockReading? {
  text.withUnsafeBytes { bytes in
    guard let year = decimal(bytes, 0, 4), let month = decimal(bytes, 5, 2), let day = decimal(bytes, 8, 2),
      let hour = decimal(bytes, 11, 2), let minute = decimal(bytes, 14, 2), let second = decimal(bytes, 17, 2),
      hour < 24, minute < 60, second < 60,
      let stamp = LineStamp(
        year: year, month: month, day: day, secondOfDay: hour * 3600 + minute * 60 + second, precision: .second)
    else { return nil }
    guard isUTC else { return stamp.reading }
    return .absolute(Moment(Instant(nanoseconds: stamp.nanoseconds), precision: .second))
  }
}
