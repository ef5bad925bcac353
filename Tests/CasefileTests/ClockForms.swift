import Model

/// The same incident as a node with another clock would have written it. All of it happened on 21 November, far enough
/// from midnight.
enum ClockForms {
  private static let node = "nodes/worker-1/"

  /// The node's clock is some hours off: its journals, its tools, and whatever its kubelet writes into the API. What
  /// kubectl shows as an age goes with it: of times to come it shows none.
  static func clock(off hours: Int, _ files: [BundleFile]) -> [BundleFile] {
    files.compactMap { file in
      var file = file
      if file.path.hasPrefix(node) {
        file.bytes = realtime(of: shifted(file.bytes, hours, behind: ["21 ", "21T"]), hours)
      } else if file.stem == "pods" && file.isList || file.stem == "nodes" && file.isList {
        file.bytes = statuses(file.bytes, hours)
      } else if file.stem == "events", file.isList {
        file.bytes = events(file.bytes, hours)
      } else if file.path.hasSuffix("events.txt") || file.path.contains("describe/") {
        return nil
      }
      return file
    }
  }

  /// Only the node's journals have another clock: what its kubelet wrote into the API and its `date` are right.
  static func journals(off hours: Int, _ files: [BundleFile]) -> [BundleFile] {
    files.map { file in
      guard file.path.hasPrefix(node), file.path.contains("journal") || file.path.hasSuffix("dmesg.txt") else {
        return file
      }
      var file = file
      file.bytes = realtime(of: shifted(file.bytes, hours, behind: ["21 ", "21T", "1121 "]), hours)
      return file
    }
  }

  /// The node's clock is right and shows the time of a zone east of UTC; containerd writes UTC all the same.
  static func zone(_ hours: Int, _ files: [BundleFile]) -> [BundleFile] {
    files.map { file in
      guard file.path.hasPrefix(node + "journal/") || file.path.hasSuffix("dmesg.txt") else { return file }
      var file = file
      file.bytes = shifted(file.bytes, hours, behind: ["Nov 21 ", "1121 "])
      return file
    }
  }

  /// Moves each `hh:mm:ss` that stands behind one of some beginnings.
  private static func shifted(_ bytes: [UInt8], _ hours: Int, behind beginnings: [String]) -> [UInt8] {
    let beginnings = beginnings.map { Array($0.utf8) }
    var bytes = bytes
    var position = 0
    while position + 8 <= bytes.count {
      defer { position += 1 }
      guard bytes[position + 2] == UInt8(ascii: ":"), bytes[position + 5] == UInt8(ascii: ":"),
        let hour = Int(String(decoding: bytes[position..<position + 2], as: UTF8.self)), hour + hours < 24,
        hour + hours >= 0,
        beginnings.contains(where: { position >= $0.count && bytes[position - $0.count..<position].elementsEqual($0) })
      else { continue }
      bytes[position] = UInt8(48 + (hour + hours) / 10)
      bytes[position + 1] = UInt8(48 + (hour + hours) % 10)
    }
    return bytes
  }

  /// Moves the microseconds since the epoch of `-o json` and `-o export`.
  private static func realtime(of bytes: [UInt8], _ hours: Int) -> [UInt8] {
    let key = Array("__REALTIME_TIMESTAMP".utf8)
    var bytes = bytes
    var position = 0
    while position + key.count + 20 <= bytes.count {
      defer { position += 1 }
      guard bytes[position] == key[0], bytes[position..<position + key.count].elementsEqual(key) else { continue }
      var start = position + key.count
      while start < bytes.count, !(48...57).contains(bytes[start]) { start += 1 }
      let range = start..<min(start + 16, bytes.count)
      guard let time = Int(String(decoding: bytes[range], as: UTF8.self)) else { continue }
      bytes.replaceSubrange(range, with: Array("\(time + hours * 3_600_000_000)".utf8))
    }
    return bytes
  }

  private static let kubeletKeys = ["startTime", "startedAt", "finishedAt", "lastHeartbeatTime"]

  /// Moves what the kubelet writes into pods and nodes; PodScheduled is the scheduler's.
  private static func statuses(_ bytes: [UInt8], _ hours: Int) -> [UInt8] {
    var lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
      .map(String.init)
    for index in lines.indices {
      let key = String(lines[index].drop { $0 == " " || $0 == "-" }.prefix { $0 != ":" })
      let isTransition = key == "lastTransitionTime"
      guard kubeletKeys.contains(key) || isTransition else { continue }
      if isTransition {
        let type = lines[index..<min(index + 6, lines.count)].first { $0.contains(" type:") } ?? ""
        if type.contains("PodScheduled") { continue }
      }
      lines[index] = moved(lines[index], hours)
    }
    return Array(lines.joined(separator: "\n").utf8)
  }

  /// Moves the times of Events of kubelets; their creation is the API server's.
  private static func events(_ bytes: [UInt8], _ hours: Int) -> [UInt8] {
    let text = String(decoding: bytes, as: UTF8.self)
    let items = text.split(separator: "\n- apiVersion", omittingEmptySubsequences: false).map { item -> String in
      guard item.contains("component: kubelet") else { return String(item) }
      return item.split(separator: "\n", omittingEmptySubsequences: false).map { line in
        line.contains("firstTimestamp: ") || line.contains("lastTimestamp: ")
          ? moved(String(line), hours) : String(line)
      }.joined(separator: "\n")
    }
    return Array(items.joined(separator: "\n- apiVersion").utf8)
  }

  private static func moved(_ line: String, _ hours: Int) -> String {
    String(decoding: shifted(Array(line.utf8), hours, behind: ["21T"]), as: UTF8.self)
  }
}
