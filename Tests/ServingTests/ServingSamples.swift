import BundleReading
import Model

@testable import Serving

/// A bundle of a few objects, served.
enum ServingSamples {
  static let pods = """
    apiVersion: v1
    kind: List
    items:
    - apiVersion: v1
      kind: Pod
      metadata:
        name: web-0
        namespace: shop
        uid: u-web-0
        creationTimestamp: "2026-11-21T01:00:00Z"
        labels: {app: web, tier: "1"}
      spec:
        nodeName: worker-1
        containers:
        - {name: web, image: "web:1"}
      status:
        phase: Running
        containerStatuses:
        - {name: web, ready: true, restartCount: 0, state: {running: {startedAt: "2026-11-21T01:00:05Z"}}}
    - apiVersion: v1
      kind: Pod
      metadata:
        name: db-0
        namespace: store
        uid: u-db-0
        creationTimestamp: "2026-11-21T02:00:00Z"
        labels: {app: db}
      spec:
        nodeName: worker-2
        containers:
        - {name: db, image: "db:1"}
      status:
        phase: Pending
        containerStatuses:
        - {name: db, ready: false, restartCount: 0, state: {waiting: {reason: ImagePullBackOff}}}
    """

  static let widget = """
    apiVersion: example.org/v1alpha1
    kind: Widget
    metadata:
      name: one
      namespace: shop
      uid: u-one
      creationTimestamp: "2026-11-21T03:00:00Z"
    """

  static func incident(_ others: [(path: String, text: String)] = []) throws -> Incident {
    let own = [("namespaces/pods.yaml", pods), ("widget.yaml", widget), ("date.txt", "Sat Nov 21 04:00:00 UTC 2026\n")]
    let signatures: [LogSignature] = []
    return try BundleReader.read(.memory(own + others), keeping: signatures)
  }

  static func api(_ others: [(path: String, text: String)] = []) throws -> ObjectAPI {
    let incident = try incident(others)
    let location = BundleLocation.memory(others)
    return ObjectAPI(
      incident,
      logs: .init(
        container: { log in
          let bytes = BundleReader.artifact(log.artifact, in: location) ?? []
          return BundleReader.lines(of: log, in: bytes).map { .init(time: $0.time, text: $0.text) }
        }, artifact: { BundleReader.artifact($0, in: location) }))
  }
}

/// A request as kubectl sends it.
func get(_ target: String, from api: ObjectAPI, accept: String = "application/json", method: String = "GET")
  -> APIResponse
{
  api.answer(APIRequest(method: method, target: target, accept: accept))
}

extension APIResponse {
  /// The body as text.
  var text: String { String(decoding: body, as: UTF8.self) }

  /// The body as a tree.
  var value: Value { BundleReader.readYAML(body, path: "body").value }

  /// The names of a list's items.
  var names: [String] { (value["items"]?.items ?? []).compactMap { $0.value(at: "metadata.name")?.string } }
}
