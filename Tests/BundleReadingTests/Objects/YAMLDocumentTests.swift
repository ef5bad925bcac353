import Model
import Testing

@testable import BundleReading

@Suite struct YAMLDocumentTests {
  private func objects(_ text: String) -> [String] { readObjects(text.utf8).objects.map(\.name) }

  @Test func everyValueKnowsItsLine() throws {
    let facts = readObjects(ObjectSamples.yamlList.utf8, pieces: 7)
    try #require(facts.objects.map(\.name) == ["web-0", "web-1", "web-2"])
    let pod = facts.objects[0]
    #expect(pod.root.line == 3)
    #expect(pod.value(at: "metadata")?.line == 6)
    #expect(pod.root.value(at: "metadata.annotations")?["example.com/note"]?.line == 7)
    #expect(pod.value(at: "metadata.name")?.line == 12)
    #expect(pod.value(at: "spec.containers")?.line == 18)
    #expect(pod.value(at: "spec.containers.0.args.0")?.line == 19)
    #expect(pod.string(at: "spec.containers.0.args.0") == "set -e\necho \"a: b\"\n")
    #expect(pod.value(at: "spec.containers.0.image")?.line == 22)
    #expect(pod.value(at: "status.message")?.line == 25)
    #expect(
      pod.string(at: "status.message")
        == "The node was low on resource: ephemeral-storage. It's a long text that goes on.")
    #expect(pod.value(at: "status.phase")?.line == 27)
    #expect(facts.objects[1].value(at: "metadata.name")?.line == 30)
    #expect(facts.objects[1].value(at: "status.startTime")?.isNull == true)
    #expect(facts.objects[2].value(at: "metadata.name")?.line == 41)
    #expect(facts.cut.isEmpty)
    #expect(facts.lists == [Coverage.List(kind: "Pod", namespace: "shop", isComplete: true, artifact: "pods.yaml")])
  }

  @Test func quotedWordsAreText() {
    let facts = readObjects("kind: A\nmetadata: {name: a}\na: true\nb: \"true\"\nc: ~\nd: 'null'\ne:\nf: |\n  5\n".utf8)
    let root = facts.objects.first?.root
    #expect(root?["a"]?.boolean == true)
    #expect(root?["b"]?.boolean == nil)
    #expect(root?["c"]?.isNull == true)
    #expect(root?["d"]?.string == "null")
    #expect(root?["e"]?.isNull == true)
    #expect(root?["f"]?.string == "5\n")
  }

  @Test func cutAnywhereKeepsWhatWasWhole() {
    let bytes = Array(ObjectSamples.yamlList.utf8)
    let text = ObjectSamples.yamlList
    let starts = text.utf8.indices.filter { text.utf8[$0...].starts(with: "\n- apiVersion".utf8) }
      .map { text.utf8.distance(from: text.utf8.startIndex, to: $0) }
    let end = bytes.count - "kind: List\nmetadata:\n  resourceVersion: \"\"\n".utf8.count
    for cut in 0...bytes.count {
      let facts = readObjects(bytes[..<cut], isCut: cut < bytes.count)
      // An item is known to be whole once the next one, or the list's own kind, has begun.
      let whole = cut >= end + "kind: L".utf8.count ? 3 : max(starts.filter { cut >= $0 + 4 }.count - 1, 0)
      #expect(
        facts.objects.count >= whole && facts.objects.count <= whole + 1,
        "cut at \(cut): \(facts.objects.count) of \(whole), \(facts.cut)")
      for (object, name) in zip(facts.objects, ["web-0", "web-1", "web-2"]) { #expect(object.name == name) }
      #expect(facts.lists.allSatisfy { !$0.isComplete } || cut == bytes.count)
      if facts.objects.count == 2 { #expect(facts.objects[1].value(at: "status.startTime") != nil, "cut at \(cut)") }
    }
  }

  @Test func cutListIsNotedWhereItsLastItemBegins() {
    let facts = readObjects(
      "apiVersion: v1\nitems:\n- kind: Pod\n  metadata:\n    name: a\n- kind: Pod\n  metadata:\n    na".utf8)
    #expect(facts.objects.map(\.name) == ["a"])
    #expect(facts.cut == [Coverage.Note(path: "pods.yaml", line: 6, text: "YAML ends in the middle of an item")])
    #expect(facts.lists.map(\.isComplete) == [false])
  }

  @Test func cutBetweenTwoLinesIsFound() {
    let text = "apiVersion: v1\nitems:\n- kind: Pod\n  metadata:\n    name: a\n- kind: Pod\n  metadata:\n    name: b\n"
    let facts = readObjects(text.utf8)
    #expect(facts.objects.map(\.name) == ["a"])
    #expect(facts.cut.map(\.line) == [6])
  }

  @Test(arguments: [
    "- apiVersion: v1\n  kind: \"Pod\n  metadata:\n    name: bad\n", "- @bad\n", "- kind: Pod\n   metadata: x\n",
    "- kind: Pod\n  metadata:\n  \tname: bad\n", "- kind: [Pod\n", "- kind: Pod\n metadata: {}\n", "- *unknown x: 1\n",
    "- kind: Pod\n  metadata: {name: bad\n", "- \"\n", "- kind: Pod\n  a: b: c\n",
  ])
  func malformedItemCostsOnlyItself(bad: String) {
    let good = { (name: String) in "- apiVersion: v1\n  kind: Pod\n  metadata:\n    name: \(name)\n" }
    let text = "apiVersion: v1\nitems:\n" + good("a") + bad + good("b") + good("c") + "kind: List\nmetadata: {}\n"
    let facts = readObjects(text.utf8)
    #expect(facts.objects.map(\.name) == ["a", "b", "c"])
    #expect(facts.cut.count == 1)
    #expect(facts.lists.map(\.isComplete) == [false])
    let badLines = bad.split(separator: "\n").count
    #expect(facts.objects.last?.value(at: "metadata.name")?.line == 6 + badLines + 8)
  }

  @Test func documentsStandOneAfterTheOther() {
    let one = "apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\n"
    let list = "apiVersion: v1\nitems:\n- kind: Pod\n  metadata:\n    name: b\nkind: List\n"
    #expect(objects(one + "---\n" + list + "---\n" + one) == ["a", "b", "a"])
    #expect(objects(list + list) == ["b", "b"])
    #expect(objects(one + "---\nkind: {\n---\n" + list) == ["a", "b"])
    #expect(
      objects("$ kubectl get pod a -o yaml\n" + one + "[root@ops ~]# kubectl get pods\n" + list + "[root@ops ~]# ") == [
        "a", "b",
      ])
  }

  @Test func bareSequenceOfObjects() {
    #expect(
      objects("- kind: Pod\n  metadata:\n    name: a\n- kind: \"Pod\n- kind: Pod\n  metadata:\n    name: b\n") == [
        "a", "b",
      ])
  }

  @Test func windowsLinesAndMark() {
    let text = "\u{FEFF}apiVersion: v1\r\nkind: Pod\r\nmetadata:\r\n  name: a\r\n"
    let facts = readObjects(text.utf8)
    #expect(facts.objects.map(\.name) == ["a"])
    #expect(facts.objects.first?.value(at: "metadata.name")?.line == 4)
    #expect(facts.cut.isEmpty)
  }

  @Test func breaksThatOnlyYAMLCountsDoNotShiftLines() {
    let text = "kind: Pod\ndata: |\n  a\u{2028}  b\u{85}  c\r  d\nmetadata:\n  name: a\n"
    #expect(readObjects(text.utf8).objects.first?.value(at: "metadata.name")?.line == 5)
  }

  @Test func binaryIsReplacedWithANote() {
    var bytes = Array("kind: Pod\nmetadata:\n  name: a\nspec:\n  x: y".utf8)
    bytes += [0, 1, 0xFF, 0xC3, 10]
    let facts = readObjects(bytes)
    #expect(facts.objects.first?.string(at: "spec.x") == "y????")
    #expect(
      facts.cut == [Coverage.Note(path: "pods.yaml", line: 5, text: "4 bytes are no text and were replaced by `?`")])
  }

  @Test func aliasesAreExpandedWithinABound() {
    let few = "kind: Pod\nmetadata: &m\n  name: a\nspec: *m\n"
    #expect(readObjects(few.utf8).objects.first?.string(at: "spec.name") == "a")
    var bomb = "kind: Pod\nmetadata: {name: a}\na0: &a0 [x, x, x, x, x, x, x, x, x]\n"
    for level in 1...30 { bomb += "a\(level): &a\(level) [" + String(repeating: "*a\(level - 1),", count: 9) + "]\n" }
    let facts = readObjects((bomb + "---\n" + few).utf8)
    #expect(facts.objects.count == 1)
    #expect(facts.cut.map(\.text) == ["the document is not read: its aliases stand for too many nodes"])
  }

  @Test(arguments: ["[", "{a: ", "- ", "? ", "{? ["])
  func depthIsBounded(opening: String) {
    let text = "kind: Pod\nmetadata: {name: a}\n---\nkind: B\nspec:\n  " + String(repeating: opening, count: 200_000)
    let facts = readObjects(text.utf8)
    #expect(facts.objects.map(\.name) == ["a"])
    #expect(facts.cut.count == 1)
  }

  @Test func managedFieldsKeepWhoAndWhen() {
    let text = """
      kind: Pod
      metadata:
        managedFields:
        - apiVersion: v1
          fieldsType: FieldsV1
          fieldsV1:
            f:metadata:
              ? x
              : {}
              k:{"uid":"1"}: [a, {b: c}]
          manager: kubelet
          operation: Update
          time: "2026-11-21T03:56:10Z"
        name: a
      spec:
        managedFields: [{fieldsV1: kept}]

      """
    let object = readObjects(text.utf8).objects.first
    let entry = object?.value(at: "metadata.managedFields.0")
    #expect(entry?.members.map(\.key) == ["apiVersion", "manager", "operation", "time"])
    #expect(entry?["manager"]?.line == 11)
    #expect(object?.string(at: "spec.managedFields.0.fieldsV1") == "kept")
  }

  @Test func mutationsNeverCrash() {
    var random = SeededGenerator(seed: 2026)
    let original = Array(ObjectSamples.yamlList.utf8)
    let alphabet = Array("\n\n  -:\"'{}[]&*!|>%@`#?,\t\r\0\u{FF}aA0~".utf8)
    var objects = 0
    for _ in 0..<1500 {
      var bytes = original
      for _ in 0..<Int.random(in: 1...6, using: &random) where !bytes.isEmpty {
        let at = Int.random(in: 0..<bytes.count, using: &random)
        let byte = alphabet[Int.random(in: 0..<alphabet.count, using: &random)]
        switch Int.random(in: 0..<3, using: &random) {
        case 0: bytes[at] = byte
        case 1: bytes.insert(byte, at: at)
        default: bytes.removeSubrange(at..<min(at + Int.random(in: 1...40, using: &random), bytes.count))
        }
      }
      let facts = readObjects(bytes)
      objects += facts.objects.count
      let lines = bytes.count { $0 == 10 } + 1
      for object in facts.objects { #expect((1...lines).contains(object.evidence.line)) }
    }
    #expect(objects > 2500)
  }
}
