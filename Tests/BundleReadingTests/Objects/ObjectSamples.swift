import Model

@testable import BundleReading

/// Reads a text as one artifact, in pieces of a few bytes or whole.
func readObjects(
  _ text: some Sequence<UInt8>, path: String = "pods.yaml", json: Bool = false, pieces: Int = .max, isCut: Bool = false,
  limit: Int64 = 1 << 30
) -> ArtifactFacts {
  var reader = ObjectListReader(
    path: path, format: json ? KubernetesJSON.name : KubernetesYAML.name, syntax: json ? .json : .yaml,
    interests: LogInterests([]))
  var limits = ReadLimits()
  limits.documentBytes = limit
  reader.keep(within: limits)
  let bytes = Array(text)
  bytes.withUnsafeBytes { buffer in
    var at = 0
    while at < buffer.count {
      let count = min(pieces, buffer.count - at)
      reader.consume(UnsafeRawBufferPointer(rebasing: buffer[at..<at + count]))
      at += count
    }
  }
  return reader.finish(isCut: isCut)
}

enum ObjectSamples {
  /// Three pods as `kubectl get pods -o yaml` writes them; their names stand on lines 12, 30 and 41.
  static let yamlList = """
    apiVersion: v1
    items:
    - apiVersion: v1
      kind: Pod
      metadata:
        annotations:
          example.com/note: "quoted: yes"
        creationTimestamp: "2026-11-21T03:56:10Z"
        labels:
          app: web
          terminationGracePeriodExample: "1"
        name: web-0
        namespace: shop
        resourceVersion: "545"
        uid: c5001973-070d-4cb0-a11f-9db71b063be6
      spec:
        containers:
        - args:
          - |
            set -e
            echo "a: b"
          image: nginx:1.27
          name: web
      status:
        message: 'The node was low on resource: ephemeral-storage. It''s a long text that
          goes on.'
        phase: Failed
    - apiVersion: v1
      kind: Pod
      metadata: {name: web-1, namespace: shop}
      spec:
        nodeName: worker-1
        priority: 0
        tolerations: []
      status:
        phase: Running
        startTime: null
    - apiVersion: v1
      kind: Pod
      metadata:
        name: web-2
        namespace: shop
      status:
        phase: Pending
    kind: List
    metadata:
      resourceVersion: ""

    """

  /// Three pods as `kubectl get pods -o json` writes them; their names stand on lines 8, 21 and 30.
  static let jsonList = """
    {
        "apiVersion": "v1",
        "items": [
            {
                "apiVersion": "v1",
                "kind": "Pod",
                "metadata": {
                    "name": "web-0",
                    "namespace": "shop"
                },
                "status": {
                    "message": "a \\"quoted\\" text\\nof two lines, \\u00e9\\ud83d\\ude00",
                    "phase": "Failed",
                    "restarts": 3
                }
            },
            {
                "apiVersion": "v1",
                "kind": "Pod",
                "metadata": {
                    "name": "web-1",
                    "namespace": "shop"
                },
                "status": {}
            },
            {
                "apiVersion": "v1",
                "kind": "Pod",
                "metadata": {
                    "name": "web-2",
                    "namespace": "shop"
                },
                "status": {
                    "phase": null
                }
            }
        ],
        "kind": "List",
        "metadata": {
            "resourceVersion": ""
        }
    }

    """
}
