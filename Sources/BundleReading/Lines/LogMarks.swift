/// A line that begins or ends the log of a container within an artifact that holds several.
///
///     ==== START logs for container app of pod shop/web-0 ====      kubectl cluster-info dump
///     ==> /var/log/pods/shop_web-0_0f1d…/app/0.log <==              tail, head
///     $ kubectl -n shop logs web-0 -c app                           a terminal
struct DumpMark {
  var isStart: Bool
  var place: ContainerPath

  private init(isStart: Bool = true, place: ContainerPath) {
    (self.isStart, self.place) = (isStart, place)
  }

  /// A mark of a program.
  init?(_ line: LineBytes) {
    guard line.has("=="), let mark = Self.dump(line) ?? Self.file(line) else { return nil }
    self = mark
  }

  /// A command line of a terminal.
  init?(command line: LineBytes) {
    guard let command = LogCommand(line: line) else { return nil }
    self.init(place: command.place)
  }

  private static func dump(_ line: LineBytes) -> DumpMark? {
    guard line.has("==== "), line.count < 1024, line.trimmed.ends(with: " ====") else { return nil }
    let isStart = line.has("START logs for container ", at: 5)
    guard isStart || line.has("END logs for container ", at: 5) else { return nil }
    let words = line.text.split(separator: " ").map(String.init)
    guard let of = words.lastIndex(of: "of"), of + 2 < words.count, of > 1 else { return nil }
    let names = words[of + 2].split(separator: "/").map(String.init)
    guard names.count == 2 else { return nil }
    let place = ContainerPath(namespace: names[0], pod: names[1], container: words[of - 1])
    return DumpMark(isStart: isStart, place: place)
  }

  private static func file(_ line: LineBytes) -> DumpMark? {
    let line = line.trimmed
    guard line.has("==> "), line.count < 4096, line.ends(with: " <==") else { return nil }
    return ContainerPath(line.part(4, line.count - 4).trimmed.text).map { DumpMark(place: $0) }
  }
}

/// What kubectl prints before a log that was asked for without saying of which container or pod.
enum LogPreface: Equatable {
  /// `Defaulted container "api" out of: api, proxy`, `Defaulting container name to api.`
  case container(String)
  /// `Found 2 pods, using pod/api-7c75`
  case pod(String)

  init?(_ line: LineBytes) {
    if line.has("Defaulted container \"") {
      guard let end = line.index(of: UInt8(ascii: "\""), from: 21) else { return nil }
      self = .container(line.part(21, end).text)
    } else if line.has("Defaulting container name to ") {
      let name = line.part(from: 29).trimmed
      self = .container((name.ends(with: ".") ? name.part(0, name.count - 1) : name).text)
    } else if line.has("Found "), let using = line.index(of: " pods, using pod/") {
      self = .pod(line.part(from: using + 17).trimmed.text)
    } else {
      return nil
    }
  }
}

/// The beginning of a line of `kubectl logs --prefix`: `[pod/api-7c75/proxy] listening`.
struct LogPrefix {
  /// `pod/api-7c75/proxy`
  var bytes: LineBytes
  /// What follows.
  var text: LineBytes

  init?(_ line: LineBytes) {
    guard line.has("[pod/"), let end = line.index(of: UInt8(ascii: "]"), from: 5), end < 600,
      end + 1 == line.count || line[end + 1] == UInt8(ascii: " ")
    else { return nil }
    bytes = line.part(1, end)
    text = line.part(from: min(end + 2, line.count))
    let slashes = bytes.reduce(0) { $1 == UInt8(ascii: "/") ? $0 + 1 : $0 }
    guard slashes == 2, bytes.last != UInt8(ascii: "/"), bytes.index(of: UInt8(ascii: " ")) == nil else { return nil }
  }

  /// `api-7c75`
  var pod: String { bytes.text.split(separator: "/").dropFirst().first.map(String.init) ?? "" }
  /// `proxy`
  var container: String { bytes.text.split(separator: "/").last.map(String.init) ?? "" }
}
