import Model
import Testing

@testable import BundleReading

@Suite struct JSONDocumentTests {
  private func read(_ text: String, path: String = "pods.json", pieces: Int = .max) -> ArtifactFacts {
    readObjects(text.utf8, path: path, json: true, pieces: pieces)
  }

  @Test func everyValueKnowsItsLine() throws {
    let facts = read(ObjectSamples.jsonList, pieces: 5)
    try #require(facts.objects.map(\.name) == ["web-0", "web-1", "web-2"])
    let pod = facts.objects[0]
    #expect(pod.root.line == 4)
    #expect(pod.value(at: "metadata.name")?.line == 8)
    #expect(pod.value(at: "status")?.line == 11)
    #expect(pod.string(at: "status.message") == "a \"quoted\" text\nof two lines, é😀")
    #expect(pod.value(at: "status.restarts")?.integer == 3)
    #expect(facts.objects[1].value(at: "metadata.name")?.line == 21)
    #expect(facts.objects[2].value(at: "status.phase")?.isNull == true)
    #expect(facts.cut.isEmpty)
    #expect(facts.lists == [Coverage.List(kind: "Pod", namespace: "shop", isComplete: true, artifact: "pods.json")])
  }

  @Test func cutAnywhereKeepsWhatWasWhole() {
    let bytes = Array(ObjectSamples.jsonList.utf8)
    let text = ObjectSamples.jsonList
    let ends = text.utf8.indices.filter { text.utf8[$0...].starts(with: "\n        }".utf8) }
      .map { text.utf8.distance(from: text.utf8.startIndex, to: $0) + 10 }
    #expect(ends.count == 3)
    for cut in 0..<bytes.count - 2 {
      let facts = readObjects(bytes[..<cut], path: "pods.json", json: true)
      #expect(facts.objects.count == ends.filter { $0 <= cut }.count, "cut at \(cut)")
      #expect(facts.lists.allSatisfy { !$0.isComplete })
      #expect(facts.cut.count == 1 || cut == 0)
    }
  }

  @Test(arguments: [
    "            @", "        \"a\" 1", "        \"name\": \"no end", "    ]", "{", "\"x\": tru,", "\"x\": \"\\q\",",
  ])
  func malformedItemCostsOnlyItself(bad: String) {
    var lines = ObjectSamples.jsonList.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    lines.insert(bad, at: 19)
    let facts = read(lines.joined(separator: "\n"))
    #expect(facts.objects.map(\.name) == ["web-0", "web-2"])
    #expect(facts.objects.last?.value(at: "metadata.name")?.line == 31)
    #expect(facts.cut.count >= 1)
    #expect(facts.lists.map(\.isComplete) == [false])
  }

  @Test func documentsStandOneAfterTheOther() {
    let pod = { (name: String) in #"{"kind":"Pod","apiVersion":"v1","metadata":{"name":"\#(name)"}}"# }
    #expect(read(pod("a") + "\n" + pod("b") + pod("c")).objects.map(\.name) == ["a", "b", "c"])
    #expect(read(pod("a") + "\n{\"kind\": \"Pod\",\n" + pod("b")).objects.map(\.name) == ["a", "b"])
    #expect(read("[" + pod("a") + "," + pod("b") + "]").objects.map(\.name) == ["a", "b"])
    #expect(read("$ kubectl get pod\n" + pod("a") + "\n[root@ops ~]# ").objects.map(\.name) == ["a"])
  }

  @Test func typedListGivesItsItemsTheirKind() {
    let text = "{\"kind\":\"PodList\",\"apiVersion\":\"v1\",\n\"items\":[{\"metadata\":{\"name\":\"a\"}}]}"
    let object = read(text).objects.first
    #expect(object?.kind == "Pod")
    #expect(object?.apiVersion == "v1")
  }

  @Test func emptyListsMayBeNull() {
    let facts = read(#"{"kind":"List","apiVersion":"v1","items":null}"#, path: "namespaces/shop/pods.json")
    #expect(facts.lists.map(\.kind) == ["Pod"])
    #expect(facts.lists.map(\.namespace) == ["shop"])
    #expect(facts.lists.map(\.isComplete) == [true])
  }

  @Test func refusalsOfTheAPI() {
    let status =
      #"{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"pods is forbidden","reason":"Forbidden"}"#
    #expect(read(status).forbidden == [Coverage.Note(path: "pods.json", line: 1, text: "pods is forbidden")])
    let words = read("[\n  \"events is forbidden: User cannot list\"\n]", path: "events-errors.json")
    #expect(words.forbidden.map(\.line) == [2])
  }

  @Test(arguments: ["[", "{\"a\":", "[{\"a\":"])
  func depthIsBounded(opening: String) {
    let facts = read("{\"kind\":\"Pod\",\"metadata\":{\"name\":\"a\"}}\n" + String(repeating: opening, count: 200_000))
    #expect(facts.objects.map(\.name) == ["a"])
    #expect(facts.cut.count == 1)
  }

  @Test func mutationsNeverCrash() {
    var random = SeededGenerator(seed: 7)
    let original = Array(ObjectSamples.jsonList.utf8)
    let alphabet = Array("\n ,:\"\\{}[]u0-et\0\u{FF}".utf8)
    var objects = 0
    for _ in 0..<1500 {
      var bytes = original
      for _ in 0..<Int.random(in: 1...4, using: &random) where !bytes.isEmpty {
        let at = Int.random(in: 0..<bytes.count, using: &random)
        let byte = alphabet[Int.random(in: 0..<alphabet.count, using: &random)]
        switch Int.random(in: 0..<3, using: &random) {
        case 0: bytes[at] = byte
        case 1: bytes.insert(byte, at: at)
        default: bytes.removeSubrange(at..<min(at + Int.random(in: 1...30, using: &random), bytes.count))
        }
      }
      objects += readObjects(bytes, path: "pods.json", json: true).objects.count
    }
    #expect(objects > 2000)
  }
}
