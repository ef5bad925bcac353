import Model

@testable import BundleReading

/// What a small cluster of two nodes and two pods looks like in the files of collectors.
enum LayoutSample {
  static let cart = "cart-5d9f7c6b4-xk2vq"
  static let uid = "5f0a3a44-1f6e-4d0e-9a53-1be3b2c4a6d1"
  static let id = String(repeating: "a7", count: 32)

  static let node = """
    {"kind":"Node","apiVersion":"v1","metadata":{"name":"depot-1.example.net","uid":"n-1",\
    "creationTimestamp":"2026-11-20T08:00:00Z"},"status":{"addresses":[{"type":"InternalIP","address":"10.4.0.7"},\
    {"type":"Hostname","address":"depot-1"}],"conditions":[{"type":"Ready","status":"True"}]}}
    """
  static let pods = [
    """
    {"kind":"Pod","apiVersion":"v1","metadata":{"name":"\(cart)","namespace":"orders","uid":"\(uid)",\
    "creationTimestamp":"2026-11-21T03:00:00Z"},"spec":{"nodeName":"depot-1.example.net",\
    "initContainers":[{"name":"migrate"}],"containers":[{"name":"cart"},{"name":"sidecar"}]},"status":{"phase":"Running"}}
    """,
    """
    {"kind":"Pod","apiVersion":"v1","metadata":{"name":"ledger-0","namespace":"orders","uid":"u-2",\
    "creationTimestamp":"2026-11-21T03:00:00Z"},"spec":{"nodeName":"depot-1.example.net",\
    "containers":[{"name":"ledger"}]},"status":{"phase":"Running"}}
    """,
  ]

  static func list(_ kind: String, _ items: [String]) -> String {
    #"{"kind":"\#(kind)List","apiVersion":"v1","items":[\#(items.joined(separator: ","))]}"#
  }
  static let otherNode = """
    {"kind":"Node","apiVersion":"v1","metadata":{"name":"depot-2.example.net","uid":"n-2",\
    "creationTimestamp":"2026-11-20T08:00:00Z"},"status":{"addresses":[{"type":"InternalIP","address":"10.4.0.8"},\
    {"type":"Hostname","address":"depot-2"}],"conditions":[{"type":"Ready","status":"True"}]}}
    """
  static var nodeList: String { list("Node", [node, otherNode]) }
  static var podList: String { list("Pod", pods) }

  /// Lines that only a kubelet writes, without host and zone.
  static let klog = """
    I1121 04:01:19.994978      59 kubelet.go:1952] "SyncLoop ADD" source="api"
    E1121 04:01:20.994978      59 eviction_manager.go:255] "Eviction manager: failed to get summary stats"

    """
  /// The same in a journal.
  static let journal = klog.split(separator: "\n").map { "Nov 21 04:01:21.042890 depot-1 kubelet[59]: \($0)\n" }
    .joined()
  static let app = "cart is listening\ncart lost its database\n"

  /// Reads files as a bundle.
  static func incident(_ files: [(path: String, text: String)]) throws -> Incident {
    try BundleReader.read(.memory(files), keeping: .everything([], components: []))
  }
}

extension Incident {
  /// `path: orders/cart/cart previous` of each container's log.
  var logPlaces: [String] {
    containerLogs.map { log in
      let container = log.container.map { "\($0.namespace)/\($0.name)/\($0.container)" } ?? "?"
      return container + (log.isPrevious ? " previous" : "")
    }
  }

  /// The nodes that component logs are of.
  var logNodes: [String] { Array(Set(records.map(\.source.node))).sorted() }
}
