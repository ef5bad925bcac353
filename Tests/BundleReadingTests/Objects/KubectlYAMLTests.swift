import Model
import Testing

@testable import BundleReading

/// The fast reader is held to libyaml: what it does not leave to it, it reads to the very same tree.
@Suite struct KubectlYAMLTests {
  private static let folded = """
    apiVersion: v1
    data:
      Corefile: |
        .:53 {
            errors

            health
        }
      empty: ""
      keep: |+
        a

      "quoted key": 'it''s'
      strip: |-
        no line end
    description: Used for system critical pods that must run in the cluster, but can
      be moved to another node if necessary.

      Second paragraph.
    kind: ConfigMap
    metadata:
      annotations: {}
      name: x
      note: "a long text that is folded \\
        here\\n\\ and \\"there\\"
        and here"
    none:
    nested:
    - - a
      - b: c
        d:
        - e
    - "plain: quoted"
    - -1
    - ~
    rules: []
    url: https://example.com:6443/path?x=y#z

    """

  private static let texts = [folded, ObjectSamples.yamlList.replacing("{name: web-1, namespace: shop}", with: "{}")]

  @Test(arguments: texts)
  func readsWhatKubectlPrints(text: String) throws {
    let fast = try #require(read(Array(text.utf8)))
    let slow = try #require(readWithLibyaml(Array(text.utf8)))
    #expect(fast == slow)
    #expect(fast.count > 20)
  }

  @Test(arguments: [
    "a: &x b\n", "a: *x\n", "a: !!str b\n", "a: {b: c}\n", "a: [b]\n", "a: >\n  b\n", "# c\na: b\n", "a: b # c\n",
    "? a\n: b\n", "a: b", "a: b: c\n", "a:\n\tb: c\n", "a: \"b\n", "a: 'b\n", "a: b\r\n", " a: b\n", "a: |2\n   b\n",
    "a: b\n...\n", "- a\nb: c\n", "a: \"\\x41\"\n", "text\n", "a : b\n", "a: |\n\n  b\n", "-\n  a: b\n",
    "a: b\n c: d\n",
  ])
  func leavesTheUnusualToLibyaml(text: String) {
    #expect(read(Array(text.utf8)) == nil)
  }

  @Test(arguments: [1, 2, 3, 4])
  func readsTheSameTreeAsLibyamlOrNone(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let texts = Self.texts.map { Array($0.utf8) }
    let alphabet = Array("\n\n\n    -::\"\"''\\{}[]|>#,~an0\t\r\u{E9}".utf8)
    var accepted = 0
    for _ in 0..<2500 {
      var bytes = texts[Int.random(in: 0..<texts.count, using: &random)]
      for _ in 0..<Int.random(in: 1...3, using: &random) where !bytes.isEmpty {
        let at = Int.random(in: 0..<bytes.count, using: &random)
        let byte = alphabet[Int.random(in: 0..<alphabet.count, using: &random)]
        switch Int.random(in: 0..<4, using: &random) {
        case 0: bytes[at] = byte
        case 1: bytes.insert(byte, at: at)
        case 2: bytes.removeSubrange(at..<min(at + Int.random(in: 1...30, using: &random), bytes.count))
        default: bytes.removeSubrange(min(at + 1, bytes.count)...)
        }
      }
      guard !bytes.isEmpty, !bytes.withUnsafeMutableBytes({ TextRepair($0).hasOddBreaks }), let fast = read(bytes)
      else { continue }
      accepted += 1
      let slow = readWithLibyaml(bytes)
      if fast != slow { Issue.record("differs: \(String(decoding: bytes, as: UTF8.self))") }
    }
    #expect(accepted > 200)
  }

  private func read(_ bytes: [UInt8]) -> [String]? {
    var builder = TreeBuilder()
    guard bytes.withUnsafeBytes({ KubectlYAML.read($0, firstLine: 1, into: &builder) }) else { return nil }
    return builder.roots.flatMap(lines)
  }

  private func readWithLibyaml(_ bytes: [UInt8]) -> [String]? {
    var builder = TreeBuilder()
    let failure = bytes.withUnsafeBytes {
      YAMLEvents.read($0, lines: LineNumbers(of: $0, first: 1, hasOddBreaks: false), into: &builder)
    }
    return failure == nil ? builder.roots.flatMap(lines) : nil
  }

  /// The tree, one node a line with its number.
  private func lines(_ value: Value) -> [String] {
    switch value.content {
    case .null: ["\(value.line) null"]
    case .scalar(let text, let isText): ["\(value.line) \(isText) \(text)"]
    case .sequence(let items): ["\(value.line) ["] + items.flatMap(lines) + ["]"]
    case .mapping(let members):
      ["\(value.line) {"] + members.flatMap { ["key \($0.key)"] + lines($0.value) } + ["}"]
    }
  }
}
