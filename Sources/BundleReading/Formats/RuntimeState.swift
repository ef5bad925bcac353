/// What a runtime tells of itself and of single containers: `crictl info`, `crictl version`, `docker inspect`.
enum RuntimeState: RecognizedText {
  static let name = "runtime-state"
  static let what = "A container runtime's state, version and details of containers. Recognized, not read further."
  static let sources = [
    "crictl info", "crictl version", "crictl stats", "docker inspect", "crictl inspect", "crictl imagefsinfo",
    "kind: inspect.json",
  ]
  static let samples = [
    #"{"status":{"conditions":[{"type":"RuntimeReady","status":true,"reason":"","message":""}]},"config":{}}"# + "\n",
    "Version:  0.1.0\nRuntimeName:  containerd\nRuntimeVersion:  v1.7.11\nRuntimeApiVersion:  v1\n",
    #"[{"Id":"1cc6b5b27a3aa2a2975eb1ce7d65952a4b956b48c388dea13d7c3a18999efaa5","Path":"/entrypoint","State":{"Status":"running"},"HostConfig":{}}]"#
      + "\n",
    #"{"status":{"timestamp":"1795233367424105000","fsId":{"mountpoint":"/var/lib/containerd"},"usedBytes":{"value":"4096"},"inodesUsed":{"value":"9"}}}"#
      + "\n",
    "CONTAINER           CPU %               MEM                 DISK                INODES\n1cc6b5b27a3aa       0.10                12.3MB              4.1kB               15\n",
  ]

  static func confidence(_ head: ArtifactHead) -> Int {
    let isDocument = head.bytes.withUnsafeBytes { bytes -> Bool in
      func has(_ text: StaticString) -> Bool { bytes.index(of: text) != nil }
      return head.isJSON && !has("\"apiVersion\"")
        && (has("\"RuntimeReady\"") || has("\"Id\"") && has("\"Path\"") && has("\"State\"")
          || has("\"runtimeSpec\"") && has("\"sandboxID\"") || has("\"inodesUsed\"") && has("\"fsId\""))
    }
    if isDocument { return 87 }
    var result = 0
    head.withLines(atMost: 3) { line in
      let text = line.part(0, 256).trimmed
      let isStats = text.has("CONTAINER ") && text.index(of: " CPU %") != nil && text.index(of: " MEM") != nil
      if text.has("RuntimeName:  ") || isStats { result = 81 }
    }
    return result
  }
}
