import Model
import Testing

@testable import BundleReading

@Suite struct ObjectListReaderTests {
  private let empty = "apiVersion: v1\nitems: []\nkind: List\nmetadata:\n  resourceVersion: \"\"\n"

  @Test(arguments: [
    "Unable to connect to the server: dial tcp 10.0.0.1:6443: i/o timeout",
    "The connection to the server 10.0.0.1:6443 was refused - did you specify the right host or port?",
    "Error from server (Timeout): the server was unable to return a response in the time allotted",
    "error: the server doesn't have a resource type \"podz\"", "Unable to connect to the server: EOF",
  ])
  func emptyListBesideAnErrorIsNoAnswer(error: String) {
    for (text, line) in [(error + "\n" + empty, 1), (empty + error + "\n", 6), (empty + error, 6)] {
      let facts = readObjects(text.utf8, path: "namespaces/shop/pods.yaml")
      #expect(
        facts.lists
          == [Coverage.List(kind: "Pod", namespace: "shop", isComplete: false, artifact: "namespaces/shop/pods.yaml")])
      #expect(facts.cut == [Coverage.Note(path: "namespaces/shop/pods.yaml", line: line, text: error)])
    }
  }

  @Test func refusalIsForbidden() {
    let error = "Error from server (Forbidden): events is forbidden: User \"a\" cannot list resource \"events\""
    let facts = readObjects((error + "\n").utf8, path: "events.yaml")
    #expect(facts.forbidden == [Coverage.Note(path: "events.yaml", line: 1, text: error)])
    #expect(facts.lists == [Coverage.List(kind: "Event", namespace: "", isComplete: false, artifact: "events.yaml")])
    #expect(facts.cut.isEmpty)
  }

  @Test(arguments: [
    "Warning: v1 ComponentStatus is deprecated in v1.19+",
    "E1121 04:01:19.994978   12345 memcache.go:287] couldn't get resource list for metrics.k8s.io/v1beta1: x",
    "$ kubectl get pods -o yaml", "root@ops:~# kubectl get pods -o yaml",
  ])
  func harmlessLinesChangeNothing(line: String) {
    let facts = readObjects((line + "\n" + ObjectSamples.yamlList + line + "\n").utf8)
    #expect(facts.objects.map(\.name) == ["web-0", "web-1", "web-2"])
    #expect(facts.objects.first?.value(at: "metadata.name")?.line == 13)
    #expect(facts.lists.map(\.isComplete) == [true])
    #expect(facts.cut.isEmpty && facts.forbidden.isEmpty)
  }

  @Test func errorAmidTheItemsDoesNotBreakThem() {
    let error = "error: lost connection to pod\n"
    let text = ObjectSamples.yamlList.split(separator: "\n", omittingEmptySubsequences: false)
    let facts = readObjects(
      (text[..<29].joined(separator: "\n") + "\n" + error + text[29...].joined(separator: "\n")).utf8)
    #expect(facts.objects.map(\.name) == ["web-0", "web-1", "web-2"])
    #expect(facts.objects.last?.value(at: "metadata.name")?.line == 42)
    #expect(facts.cut.map(\.line) == [30])
    #expect(facts.lists.map(\.isComplete) == [false])
  }

  @Test func namespaceOfAList() {
    let item = { (namespace: String) in "- kind: Pod\n  metadata: {name: a, namespace: \(namespace)}\n" }
    let lists = { (items: String, path: String) in
      readObjects(("kind: List\nitems:\n" + items).utf8, path: path).lists.map(\.namespace)
    }
    #expect(lists(item("shop"), "pods.yaml") == ["shop"])
    #expect(lists(item("shop"), "cluster/pods.yaml") == [""])
    #expect(lists(item("shop") + item("ops"), "pods.yaml") == [""])
    #expect(lists(item("shop"), "b/namespaces/shop/core/pods.yaml") == ["shop"])
  }

  @Test func mixedListIsOneListAKind() {
    let text = "kind: List\nitems:\n- {kind: Pod, metadata: {name: a}}\n- {kind: Node, metadata: {name: b}}\n"
    #expect(readObjects(text.utf8).lists.map(\.kind) == ["Node", "Pod"])
  }

  @Test func redactedValuesAreCounted() {
    let text =
      "kind: Secret\nmetadata: {name: a}\ndata:\n  a: '***HIDDEN***'\n  b: <redacted>\n  c: not REDACTED here\n"
    let facts = readObjects(text.utf8)
    #expect(
      facts.redacted == [
        Coverage.Note(path: "pods.yaml", line: 4, text: "2 redacted values, the first is ***HIDDEN***")
      ])
  }

  @Test func limitKeepsWhatWasRead() {
    let facts = readObjects(ObjectSamples.yamlList.utf8, pieces: 100, limit: 800)
    #expect(facts.bytes == Int64(ObjectSamples.yamlList.utf8.count))
    #expect(facts.objects.first?.name == "web-0")
    #expect(facts.lists.map(\.isComplete) == [false])
    #expect(facts.limits.map(\.text) == ["only the first 800 of \(facts.bytes) bytes are read"])
  }

  @Test func versionAndConfigHoldNoObjects() {
    let facts = readObjects("clientVersion:\n  gitVersion: v1.33.1\nserverVersion:\n  gitVersion: v1.33.1\n".utf8)
    #expect(facts.objects.isEmpty && facts.lists.isEmpty && facts.cut.isEmpty)
    #expect(readObjects("apiVersion: v1\nclusters: []\nkind: Config\n".utf8).cut.isEmpty)
  }

  @Test func emptyArtifactHoldsNothing() {
    let facts = readObjects([])
    #expect(facts.objects.isEmpty && facts.lists.isEmpty && facts.cut.isEmpty)
  }

  @Test func samplesAreClaimedByTheirFormat() {
    let head = { (text: String) in ArtifactHead(path: "a", bytes: Array(text.utf8), isWhole: true) }
    for sample in KubernetesYAML.samples {
      #expect(KubernetesYAML.claim(head(sample)) >= 60 && KubernetesJSON.claim(head(sample)) == 0, "\(sample)")
    }
    for sample in KubernetesJSON.samples {
      #expect(KubernetesJSON.claim(head(sample)) >= 60 && KubernetesYAML.claim(head(sample)) == 0, "\(sample)")
    }
    for other in [
      "Name:         web-0\nNamespace:    shop\n", "NAME READY\nweb-0 1/1\n", "",
      "{\"kind\":\"Event\",\"apiVersion\":\"audit.k8s.io/v1\",\"level\":\"Metadata\"}", "{\"MESSAGE\":\"a\"}",
      "Nov 21 04:01:19 worker-1 kubelet[1]: apiVersion: v1\n",
    ] {
      #expect(KubernetesYAML.claim(head(other)) == 0 && KubernetesJSON.claim(head(other)) == 0, "\(other)")
    }
  }
}
