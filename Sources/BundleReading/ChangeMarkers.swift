public import Model

/// Work on a cluster that its people wrote down, one a line: a time with its zone, perhaps the object, and what was done.
///
///     2026-11-21T04:00:00Z Deployment/shop/api release 1.5
///     {"time": "2026-11-21T04:00:00Z", "entity": "Deployment/shop/api", "text": "release 1.5"}
public enum ChangeMarkers {
  /// The markers of a file, and its lines that are none. Empty lines and lines that begin with `#` are passed over.
  public static func read(_ bytes: [UInt8], path: String) -> (markers: [Change], notes: [Coverage.Note]) {
    var markers: [Change] = []
    var notes: [Coverage.Note] = []
    let lines = String(decoding: bytes, as: UTF8.self).split(omittingEmptySubsequences: false) { $0.isNewline }
    for (offset, line) in lines.enumerated() {
      let text = line.drop { $0.isWhitespace }
      guard !text.isEmpty, !text.hasPrefix("#") else { continue }
      let evidence = Evidence(path: path, line: offset + 1, text: String(text))
      if let marker = text.hasPrefix("{") ? json(String(text), evidence) : plain(text, evidence) {
        markers.append(marker)
      } else {
        notes.append(
          Coverage.Note(
            path: path, line: offset + 1,
            text: "no change marker: it begins with a time such as 2026-11-21T04:00:00Z, or is a JSON object"))
      }
    }
    return (markers.sorted(), notes)
  }

  private static func plain(_ line: Substring, _ evidence: Evidence) -> Change? {
    let words = line.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: true)
    guard let first = words.first, let time = Moment(rfc3339: String(first)) else { return nil }
    let rest = words.count > 1 ? words[1] : ""
    let parts = rest.split(separator: " ", maxSplits: 1)
    if let word = parts.first, let entity = entity(String(word)) {
      return marker(time, entity, parts.count > 1 ? String(parts[1]) : "changed", evidence)
    }
    return marker(time, EntityReference(kind: "", name: ""), String(rest), evidence)
  }

  private static func json(_ line: String, _ evidence: Evidence) -> Change? {
    let parsed = Array(line.utf8).withUnsafeBytes { JSONDocument.read($0, isCut: false) }
    guard parsed.cut.isEmpty, let root = parsed.documents.first?.root, let time = root["time"]?.moment,
      let text = root["text"]?.string
    else { return nil }
    let named = root["entity"]?.string
    guard let entity = named.map({ entity($0) }) ?? EntityReference(kind: "", name: "") else { return nil }
    return marker(time, entity, text, evidence)
  }

  /// `Deployment/shop/api`, `Node/worker-1`.
  private static func entity(_ text: String) -> EntityReference? {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2 || parts.count == 3, parts.allSatisfy({ !$0.isEmpty }), parts[0].first?.isUppercase == true
    else { return nil }
    return EntityReference(kind: parts[0], namespace: parts.count == 3 ? parts[1] : "", name: parts[parts.count - 1])
  }

  private static func marker(_ time: Moment, _ entity: EntityReference, _ text: String, _ evidence: Evidence) -> Change
  {
    var evidence = evidence
    evidence.time = time
    return Change(time: time, kind: .marker, entity: entity, text: text, evidence: evidence)
  }
}
