import Model

/// A line of a unit's properties as `systemctl status` prints them.
enum UnitProperty {
  /// `Loaded: loaded (/etc/systemd/system/kubelet.service; enabled; vendor preset: enabled)`.
  case loaded(load: String, enablement: String)
  /// `Active: failed (Result: exit-code) since Sat 2026-11-21 04:01:20 UTC; 3min ago`.
  case active(UnitActivity)
  /// `Main PID: 811 (code=exited, status=1/FAILURE)`, `Process: 811 ExecStart=… (code=killed, signal=KILL)`.
  case process(UnitProcess, isMain: Bool)

  /// The property of a line; nil where it is none of these.
  static func read(_ line: LineBytes) -> UnitProperty? {
    let text = line.part(0, 4096).trimmed
    if text.has("Loaded: ") {
      let words = text.part(from: 8).text
      let load = words.prefix { $0 != " " }
      let parts = words.drop { $0 != ";" }.dropFirst().prefix { $0 != ";" && $0 != ")" }
      return .loaded(load: String(load), enablement: String(parts.drop { $0 == " " }))
    }
    if text.has("Active: ") { return .active(UnitActivity(text.part(from: 8).text)) }
    if text.has("Main PID: ") { return UnitProcess(text.part(from: 10).text).map { .process($0, isMain: true) } }
    if text.has("Process: "), text.index(of: "ExecStart=") != nil {
      return UnitProcess(text.part(from: 9).text).map { .process($0, isMain: false) }
    }
    return nil
  }
}

/// `activating (auto-restart) (Result: exit-code) since Sat 2026-11-21 04:01:20 UTC; 3s ago`.
struct UnitActivity {
  var state: UnitStatus.ActiveState?
  var sub = ""
  var result = ""
  var since: ClockReading?

  init(_ text: String) {
    state = UnitStatus.ActiveState(rawValue: String(text.prefix { $0 != " " }))
    let beforeTime = text.firstPart(before: " since ")
    for part in beforeTime.split(separator: "(").dropFirst() {
      let inner = part.prefix { $0 != ")" }
      if inner.hasPrefix("Result: ") {
        result = String(inner.dropFirst(8))
      } else if sub.isEmpty {
        sub = String(inner)
      }
    }
    guard beforeTime.utf8.count < text.utf8.count else { return }
    var time = String(text.dropFirst(beforeTime.count + 7).prefix { $0 != ";" })
    since = time.withUTF8 { DateText.read(LineBytes($0).trimmed) }
  }
}

/// `811 (code=exited, status=1/FAILURE)`, `59 (kubelet)`.
struct UnitProcess {
  var id: Int
  var code = ""
  var status = ""

  init?(_ text: String) {
    guard let id = Int(text.prefix { $0 != " " }) else { return nil }
    self.id = id
    // A command may hold parentheses of its own.
    guard let open = text.lastIndex(of: "(") else { return }
    for part in text[open...].dropFirst().prefix(while: { $0 != ")" }).split(separator: ",") {
      let pair = part.drop { $0 == " " }.split(separator: "=", maxSplits: 1)
      guard pair.count == 2 else { continue }
      switch pair[0] {
      case "code": code = String(pair[1])
      case "status", "signal": status = String(pair[1])
      default: break
      }
    }
  }
}

/// The line that begins a unit.
enum UnitHeader {
  /// What `systemctl list-units` says in a row.
  struct Row {
    var unit: String
    var load: String
    var active: UnitStatus.ActiveState
    var sub: String
  }

  private static let marks: [StaticString] = ["●", "○", "×", "↻", "*", "x"]
  private static let suffixes: Set<String> = [
    "service", "socket", "target", "mount", "automount", "swap", "timer", "path", "slice", "scope", "device",
  ]
  private static let loadStates: Set<String> = [
    "loaded", "not-found", "bad-setting", "error", "masked", "merged", "stub",
  ]

  /// The unit of `● kubelet.service - kubelet: The Kubernetes Node Agent`, with or without description; nil for other
  /// lines.
  static func read(_ line: LineBytes) -> String? {
    let (rest, isMarked) = unmarked(line)
    guard mayBeginWithUnit(rest) else { return nil }
    let words = rest.part(0, 512).text.split(separator: " ", maxSplits: 2).map(String.init)
    guard let unit = words.first, isUnit(unit) else { return nil }
    if words.count == 1 { return isMarked ? unit : nil }
    return words[1] == "-" && (isMarked || words.count == 3) ? unit : nil
  }

  /// The row of `● containerd.service loaded failed failed containerd container runtime`; nil for other lines.
  static func row(_ line: LineBytes) -> Row? {
    let rest = unmarked(line).rest
    guard mayBeginWithUnit(rest) else { return nil }
    let words = rest.part(0, 512).text.split(separator: " ", maxSplits: 4).map(String.init)
    guard words.count >= 4, isUnit(words[0]), loadStates.contains(words[1]),
      let active = UnitStatus.ActiveState(rawValue: words[2])
    else { return nil }
    return Row(unit: words[0], load: words[1], active: active, sub: words[3])
  }

  /// The unit of `Unit k3s.service could not be found.`; nil for other lines.
  static func missing(_ line: LineBytes) -> String? {
    let text = line.trimmed
    guard text.count < 512, text.has("Unit "), text.ends(with: " could not be found.") else { return nil }
    let unit = text.part(5, text.count - 20).text
    return isUnit(unit) ? unit : nil
  }

  private static func unmarked(_ line: LineBytes) -> (rest: LineBytes, isMarked: Bool) {
    let text = line.trimmed
    for mark in marks where text.has(mark) && text.has(" ", at: mark.utf8CodeUnitCount) {
      return (text.part(from: mark.utf8CodeUnitCount + 1).trimmed, true)
    }
    return (text, false)
  }

  /// Whether the first word has a type behind a dot, which most lines' lacks.
  private static func mayBeginWithUnit(_ text: LineBytes) -> Bool {
    text.prefix { $0 != UInt8(ascii: " ") }.contains(UInt8(ascii: "."))
  }

  private static func isUnit(_ name: String) -> Bool {
    guard let dot = name.lastIndex(of: "."), dot > name.startIndex else { return false }
    return suffixes.contains(String(name[dot...].dropFirst()))
  }
}

extension String {
  /// What stands before `mark`; all of it where the mark is absent.
  func firstPart(before mark: String) -> Substring {
    let bytes = Array(utf8)
    let wanted = Array(mark.utf8)
    guard bytes.count >= wanted.count else { return self[...] }
    for start in 0...(bytes.count - wanted.count) where bytes[start..<(start + wanted.count)].elementsEqual(wanted) {
      return self[..<utf8.index(startIndex, offsetBy: start)]
    }
    return self[...]
  }
}
