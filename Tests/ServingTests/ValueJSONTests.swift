import BundleReading
import Model
import Testing

@testable import Serving

/// Trees as JSON.
struct ValueJSONTests {
  private static func json(_ yaml: String) -> String {
    String(decoding: ValueJSON.bytes(BundleReader.readYAML(Array(yaml.utf8), path: "a.yaml").value), as: UTF8.self)
  }

  @Test(arguments: [
    ("a: 1", #"{"a":1}"#), ("a: '1'", #"{"a":"1"}"#), ("a: true", #"{"a":true}"#), ("a: -0.5e3", #"{"a":-0.5e3}"#),
    ("a: 007", #"{"a":"007"}"#), ("a: 1.2.3", #"{"a":"1.2.3"}"#), ("a: 10Gi", #"{"a":"10Gi"}"#), ("a:", #"{"a":null}"#),
    ("a: []", #"{"a":[]}"#), ("labels: {v: 1.10}", #"{"labels":{"v":"1.10"}}"#),
    (#"a: "x\ty\n\"\\\x01""#, #"{"a":"x\ty\n\"\\\u0001"}"#),
  ])
  func scalars(_ yaml: String, _ json: String) {
    #expect(Self.json(yaml) == json)
  }

  /// Whatever bytes a value holds, reading the JSON gives the value again.
  @Test func anyTextSurvives() {
    var state: UInt64 = 42
    for _ in 0..<300 {
      var text = ""
      for _ in 0..<Int(state % 24) {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        let scalar = UInt8(truncatingIfNeeded: state >> 40)
        // The reader of YAML replaces what YAML forbids: C1 controls and DEL.
        if !(127..<160).contains(scalar) { text.unicodeScalars.append(Unicode.Scalar(scalar)) }
      }
      state = state &* 6_364_136_223_846_793_005 &+ 1
      let bytes = ValueJSON.bytes(.object(["a": .text(text)]))
      #expect(BundleReader.readYAML(bytes, path: "a.json").value["a"]?.string == text)
    }
  }

  @Test func depthIsBounded() {
    var value = Value.text("end")
    for _ in 0..<1000 { value = .list([value]) }
    let text = String(decoding: ValueJSON.bytes(value), as: UTF8.self)
    #expect(text.contains("null") && !text.contains("end"))
  }
}
