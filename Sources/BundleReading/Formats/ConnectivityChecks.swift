import Model

/// Results of connectivity checks, a Service a line: `shop/catalog:8080 catalog (10.1.2.3:8080) open; Connection Succeeded`.
enum ConnectivityChecks: ArtifactFormat {
  static let name = "connectivity-checks"
  static let what = "Results of connection attempts, a Service a line."
  static let sources = ["nc -zv in a loop"]
  static let samples = [
    "shop/catalog:8080 Connection Failed\nshop/cart:7070 cart (10.1.2.4:7070) open; Connection Succeeded\n"
  ]
  /// The component under which failure modes ask for these lines.
  private static let component = "connectivity-check"

  static func claim(_ head: ArtifactHead) -> Int {
    let (share, count) = head.share(isResult)
    return count > 0 && share > 0.8 ? 90 : 0
  }

  static func makeReader(for head: ArtifactHead, keeping interests: LogInterests) -> any ArtifactReader {
    LineReader(
      path: head.path,
      consumer: LogLines<NoOuterHeader>(path: head.path, format: name, keeping: interests, component: component))
  }

  /// `namespace/name:port` and how the connection ended.
  private static func isResult(_ line: LineBytes) -> Bool {
    guard let slash = line.index(of: "/"), let colon = line.index(of: ":"), slash > 0, slash + 1 < colon else {
      return false
    }
    return line.index(of: "Connection Failed") != nil || line.index(of: "Connection Succeeded") != nil
      || line.index(of: "connection failed") != nil || line.index(of: "connection succeeded") != nil
  }
}
