import Model

/// The facts with the time that the bundle's folder is named by, where nothing in the bundle says when it was taken:
/// `support-bundle-2026-11-21T04_02_20/…`. It decides the year of clocks that write none.
func datedByFolder(_ facts: [ArtifactFacts], bundle name: String) -> [ArtifactFacts] {
  guard let first = facts.first, facts.allSatisfy({ $0.captureTimes.isEmpty }) else { return facts }
  let folder = first.path.split(separator: "/").first.map(String.init) ?? ""
  let isShared = facts.allSatisfy { $0.path.hasPrefix(folder + "/") }
  guard let moment = (isShared ? folderTime(folder) : nil) ?? folderTime(name) else { return facts }
  var facts = facts
  let evidence = Evidence(path: first.path, line: 0, text: isShared ? folder : name, time: moment)
  facts[0].captureTimes = [CaptureTime(reading: .absolute(moment), node: "", evidence: evidence)]
  return facts
}

/// The time in a name like `support-bundle-2026-11-21T04_02_20.tar.gz`, in UTC; nil where there is none.
func folderTime(_ name: String) -> Moment? {
  let bytes = Array(name.utf8)
  let shape = Array("-0000-00-00T00_00_00".utf8)
  guard bytes.count >= shape.count else { return nil }
  for start in 0...(bytes.count - shape.count) {
    let part = bytes[start..<start + shape.count]
    let fits = zip(part, shape).allSatisfy { byte, wanted in
      wanted == UInt8(ascii: "0") ? byte.isDigit : byte == wanted
    }
    guard fits else { continue }
    let text = part.dropFirst().map { $0 == UInt8(ascii: "_") ? UInt8(ascii: ":") : $0 }
    return Moment(rfc3339: String(decoding: text, as: UTF8.self) + "Z")
  }
  return nil
}
