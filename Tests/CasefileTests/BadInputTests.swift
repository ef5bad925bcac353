import BundleReading
import Diagnosis
import Model
import Testing

@testable import casefile

/// What people send by mistake: nothing of it may hide the cause, nor bring up another.
struct BadInputTests {
  private static let pods = """
    NAMESPACE   NAME                   READY   STATUS             RESTARTS   AGE   IP            NODE       NOMINATED NODE   READINESS GATES
    shop        ledger-0               1/1     Running            0          5d    10.244.0.10   worker-1   <none>           <none>
    shop        web-7c75c5f88c-x2x5j   0/1     ImagePullBackOff   0          12m   10.244.0.11   worker-2   <none>           <none>

    """
  private static let image = "registry.example.net/shop/web:1.9"
  private static let events = """
    NAMESPACE   LAST SEEN   TYPE      REASON      OBJECT                     MESSAGE
    shop        12m         Normal    Scheduled   pod/web-7c75c5f88c-x2x5j   Successfully assigned shop/web-7c75c5f88c-x2x5j to worker-2
    shop        2m          Normal    Pulling     pod/web-7c75c5f88c-x2x5j   Pulling image "\(image)"
    shop        2m          Warning   Failed      pod/web-7c75c5f88c-x2x5j   Failed to pull image "\(image)": rpc error: code = NotFound desc = failed to pull and unpack image "\(image)": failed to resolve reference "\(image)": \(image): not found
    shop        1m          Warning   Failed      pod/web-7c75c5f88c-x2x5j   Error: ImagePullBackOff

    """
  private static let cause = ["image-tag-not-found Pod/shop/web-7c75c5f88c-x2x5j"]

  private func analyze(_ files: [(path: String, text: String)]) throws -> (causes: [String], incident: Incident) {
    try analyze(.memory(files))
  }

  private func analyze(_ location: BundleLocation, _ limits: ReadLimits = ReadLimits()) throws -> (
    causes: [String], incident: Incident
  ) {
    let (incident, diagnosis) = try Pipeline.live.analyze(location, limits: limits, about: nil, at: nil)
    return (diagnosis.rootCauses.map { "\($0.id) \($0.subject.path)" }, incident)
  }

  @Test func `The input as it should be`() throws {
    let (causes, incident) = try analyze([("pods.txt", Self.pods), ("events.txt", Self.events)])
    #expect(causes == Self.cause && incident.coverage.cut.isEmpty)
  }

  @Test func `A table that ends anywhere in its last row`() throws {
    let bytes = Array(Self.pods.utf8)
    let start = (bytes.dropLast().lastIndex(of: 10) ?? 0) + 2
    for length in Array(stride(from: start, to: bytes.count, by: 5)) + [bytes.count - 1] {
      let text = String(decoding: bytes.prefix(length), as: UTF8.self)
      let (causes, incident) = try analyze([("pods.txt", text), ("events.txt", Self.events)])
      #expect(causes == Self.cause, "\(length)")
      #expect(incident.coverage.cut.map { "\($0.path):\($0.line)" } == ["pods.txt:3"], "\(length)")
      #expect(incident.coverage.lists.filter { $0.kind == "Pod" }.map(\.isComplete) == [false], "\(length)")
      let nodes = incident.objects.compactMap { $0.kind == "Pod" ? $0.string(at: "spec.nodeName") : nil }
      #expect(Set(nodes).isSubset(of: ["worker-1", "worker-2"]), "\(length)")
    }
  }

  @Test func `Events that end within a message`() throws {
    let lines = Self.events.split(separator: "\n").map(String.init)
    let text = lines.prefix(4).joined(separator: "\n")
    for length in [text.utf8.count - 2, text.utf8.count - 40, text.utf8.count - 150] {
      let cut = String(text.prefix(length))
      let (causes, incident) = try analyze([("pods.txt", Self.pods), ("events.txt", cut)])
      #expect(Set(causes).isSubset(of: Self.cause), "\(causes)")
      #expect(incident.coverage.cut.map { "\($0.path):\($0.line)" } == ["events.txt:4"])
    }
  }

  @Test(arguments: [72, 80, 100, 132])
  func `A terminal broke the lines`(_ width: Int) throws {
    func broken(_ text: String) -> String {
      var copy = ""
      for line in text.split(separator: "\n") {
        for (offset, character) in line.enumerated() {
          if offset > 0, offset.isMultiple(of: width) { copy += "\n" }
          copy.append(character)
        }
        copy += "\n"
      }
      return copy
    }
    let (causes, incident) = try analyze([("pods.txt", broken(Self.pods)), ("events.txt", broken(Self.events))])
    #expect(causes == Self.cause)
    #expect(incident.events.map(\.message).contains("Error: ImagePullBackOff"))
    #expect(
      incident.objects.filter { $0.kind == "Pod" }.map { $0.string(at: "spec.nodeName") } == ["worker-1", "worker-2"])
  }

  @Test func `Line ends of Windows`() throws {
    func windows(_ text: String) -> String { text.split(separator: "\n").map { "\($0)\r\n" }.joined() }
    let (causes, incident) = try analyze([("pods.txt", windows(Self.pods)), ("events.txt", windows(Self.events))])
    #expect(causes == Self.cause && incident.coverage.cut.isEmpty)
    #expect(incident.events.allSatisfy { !$0.message.contains("\r") })
  }

  @Test(arguments: [true, false])
  func `Text in UTF-16`(_ isBigEndian: Bool) throws {
    func wide(_ text: String) -> [UInt8] {
      ([0xFEFF] + Array(text.utf16)).flatMap { unit in
        let pair = [UInt8(unit >> 8), UInt8(truncatingIfNeeded: unit)]
        return isBigEndian ? pair : pair.reversed()
      }
    }
    let files = [
      BundleFile(path: "pods.txt", bytes: wide(Self.pods)), BundleFile(path: "events.txt", bytes: wide(Self.events)),
    ]
    let (causes, incident) = try withPackedFile(BundleForms.pack(files, as: "zip")) { try analyze($0) }
    #expect(causes == Self.cause && incident.coverage.unrecognised.isEmpty)
  }

  @Test func `Hidden values are known to be hidden`() throws {
    let settings = """
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: web, namespace: shop}
      data:
        DATABASE_URL: '***HIDDEN***'

      """
    let hidden = Self.events.replacing(Self.image, with: "***HIDDEN***/shop/web:1.9")
    let (causes, incident) = try analyze([
      ("pods.txt", Self.pods), ("events.txt", hidden), ("cm.yaml", settings),
    ])
    #expect(causes == Self.cause)
    #expect(incident.coverage.redacted.contains { $0.path == "cm.yaml" && $0.line == 5 })
  }

  @Test(arguments: [("", ""), ("$ kubectl get pods -A -o wide\n", "$ kubectl get events -A\n"), ("", "\n\n")])
  func `Two outputs in one file`(_ first: String, _ second: String) throws {
    let (causes, incident) = try analyze([("all.txt", first + Self.pods + second + Self.events)])
    #expect(causes == Self.cause && incident.coverage.cut.isEmpty && incident.coverage.unrecognised.isEmpty)
  }

  @Test func `A document and then a log in one file`() throws {
    let document = """
      apiVersion: v1
      kind: Pod
      metadata:
        name: web-7c75c5f88c-x2x5j
        namespace: shop
        uid: u-1
      spec:
        nodeName: worker-2
      status:
        phase: Pending
        containerStatuses:
        - name: web
          image: \(Self.image)
          state:
            waiting:
              reason: ImagePullBackOff

      """
    let log = """
      2026-11-21T04:01:19.994978+00:00 worker-2 kubelet[59]: E1121 04:01:19.994900      59 pod_workers.go:1300] "Error syncing pod, skipping" pod="shop/web-7c75c5f88c-x2x5j"
      2026-11-21T04:01:20.994978+00:00 worker-2 kubelet[59]: I1121 04:01:20.994900      59 kubelet.go:2400] "SyncLoop (PLEG)"

      """
    let (causes, incident) = try analyze([("mixed.txt", document + log), ("events.txt", Self.events)])
    #expect(causes == Self.cause && incident.coverage.cut.isEmpty)
    #expect(incident.objects.contains { $0.uid == "u-1" })
    #expect(incident.coverage.logs.map { "\($0.source.node) \($0.source.component)" } == ["worker-2 kubelet"])
  }

  @Test(arguments: [
    "Error from server (Forbidden): pods is forbidden: User \"jane\" cannot list resource \"pods\" in API group \"\"\n",
    "Unable to connect to the server: dial tcp 10.0.0.1:6443: i/o timeout\n",
    "error: the server doesn't have a resource type \"pods\"\n",
    "The connection to the server 10.0.0.1:6443 was refused - did you specify the right host or port?\n",
  ])
  func `An error where a list should be`(_ answer: String) throws {
    let (causes, incident) = try analyze([("pods.txt", answer), ("events.txt", Self.events)])
    #expect(Set(causes).isSubset(of: Self.cause), "\(causes)")
    #expect((incident.coverage.forbidden + incident.coverage.cut).map(\.path) == ["pods.txt"])
    #expect(incident.coverage.lists.allSatisfy { $0.kind != "Pod" || !$0.isComplete })
  }

  @Test func `An archive in an archive forty times`() throws {
    let files = [
      BundleFile(path: "pods.txt", bytes: Array(Self.pods.utf8)),
      BundleFile(path: "events.txt", bytes: Array(Self.events.utf8)),
    ]
    var bytes = BundleForms.pack(files, as: "zip")
    for _ in 0..<40 { bytes = BundleForms.pack([BundleFile(path: "inner.tar", bytes: bytes)] + files, as: "pax") }
    let (causes, incident) = try withPackedFile(bytes) { try analyze($0) }
    #expect(causes == Self.cause && incident.bundle.artifacts == 10)
    #expect(
      incident.coverage.limits.map(\.text) == ["an archive within more than the limit of 4 others: not opened"])
  }
}
