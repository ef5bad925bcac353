/// Picks at most 16 clock pairs a host, spread over the whole artifact, without knowing how long it is.
struct ClockPairSampler {
  /// Most pairs kept for one host.
  static let limit = 16

  private struct Host {
    var name: String
    var seen = 0
    var stride = 1
    var pairs: [ClockPair] = []
  }

  private var hosts: [Host] = []
  private var hostOfSource: [Int] = []

  /// Whether a pair of this source is wanted now; to be asked once for each line that could give one.
  @inline(__always)
  mutating func wants(source: Int, host: String) -> Int? {
    var index = source < hostOfSource.count ? hostOfSource[source] : -1
    if index < 0 { index = add(source: source, host: host) }
    defer { hosts[index].seen += 1 }
    return hosts[index].seen % hosts[index].stride == 0 ? index : nil
  }

  /// Takes a pair; when there are too many, every second one is dropped and half as many are taken from then on.
  mutating func take(_ pair: ClockPair, of host: Int) {
    hosts[host].pairs.append(pair)
    guard hosts[host].pairs.count > Self.limit else { return }
    hosts[host].pairs = hosts[host].pairs.enumerated().filter { $0.offset % 2 == 0 }.map(\.element)
    hosts[host].stride *= 2
  }

  /// All pairs, by host name.
  var pairs: [ClockPair] { hosts.sorted { $0.name < $1.name }.flatMap(\.pairs) }

  private mutating func add(source: Int, host: String) -> Int {
    let index = hosts.firstIndex { $0.name == host } ?? hosts.count
    if index == hosts.count { hosts.append(Host(name: host)) }
    while hostOfSource.count <= source { hostOfSource.append(-1) }
    hostOfSource[source] = index
    return index
  }
}
