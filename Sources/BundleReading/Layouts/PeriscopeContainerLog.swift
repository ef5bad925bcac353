import Model

/// `podscontainerlogs/<pod>-<container>` of aks-periscope: one container's last lines as a JSON member.
enum PeriscopeContainerLog: ArtifactFormat {
  static let name = "periscope-container-log"
  static let samples = [
    #"{"name":"web-0","ready":"1/1","status":"Running","restart":0,"age":3600,"containerName":"app","containerLog":"listening\n"}"#
  ]

  static func claim(_ head: ArtifactHead) -> Int {
    guard head.firstLine({ $0.has("{") }) else { return 0 }
    return head.bytes.withUnsafeBytes { bytes in
      bytes.index(of: "\"containerName\":") != nil && bytes.index(of: "\"containerLog\":") != nil ? 88 : 0
    }
  }

  static func makeReader(for head: ArtifactHead, keeping interests: LogInterests) -> any ArtifactReader {
    JSONDocumentReader(path: head.path, format: name, decode: decode)
  }

  private static func decode(_ root: Value, _ facts: inout ArtifactFacts) {
    guard let value = root["containerLog"], let text = value.string else { return }
    let place = ContainerPath(
      namespace: "", pod: root["name"]?.string ?? "", container: root["containerName"]?.string ?? "")
    var log = ContainerLogText(path: facts.path, place: place)
    for line in text.split(separator: "\n") {
      var copy = String(line)
      copy.withUTF8 { utf8 in
        let bytes = LineBytes(utf8)
        let stamp = TimestampHeader.header(of: bytes)?.stamp
        log.take(bytes, time: stamp, line: TextLine(bytes: bytes, number: value.line, isCut: false))
      }
    }
    let (read, forbidden) = log.finish()
    facts.containerLogs.append(read)
    if let forbidden { facts.forbidden.append(forbidden) }
  }
}
