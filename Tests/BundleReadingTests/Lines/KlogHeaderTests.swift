import Testing

@testable import BundleReading

@Suite struct KlogHeaderTests {
  @Test(arguments: [
    ("I0114 17:55:49.989510   12551 kubelet.go:1882] SyncLoop", ["I", "kubelet.go", "SyncLoop", "17:55"]),
    ("W0427 02:19:54.475838       1 controllermanager.go:478] \"x\"", ["W", "controllermanager.go", "\"x\"", "2:19"]),
    ("0905 15:42:13.182280   23506 eviction_manager.go:142] Failed", ["", "eviction_manager.go", "Failed", "15:42"]),
    ("kubelet_volumes.go:154] orphaned pod", ["", "kubelet_volumes.go", "orphaned pod", ""]),
    ("INFO:1208 16:41:26.682756   31640 kubelet.go:1894] SyncLoop", ["I", "kubelet.go", "SyncLoop", "16:41"]),
    ("ERROR:1208 16:41:26.682756   31640 kubelet.go:1894] a", ["E", "kubelet.go", "a", "16:41"]),
    ("kubelet I0414 11:22:33.444444    1234 kubelet.go:1] a", ["I", "kubelet.go", "a", "11:22"]),
    (
      "ERROR: logging before flag.Parse: I0108 18:11:54.017909      1 volume.go:73] a",
      ["I", "volume.go", "a", "18:11"]
    ),
    ("F0414 23:53:09.157669   27036 server.go:141] ", ["F", "server.go", "", "23:53"]),
    ("I0414 23:53:09.157669 1234567890 server.go:141]x", ["I", "server.go", "x", "23:53"]),
  ])
  func headersAndTheirVariants(_ line: String, _ expected: [String]) throws {
    try Array(line.utf8).withUnsafeBytes { bytes in
      let header = try #require(KlogHeader.read(bytes))
      let severity = header.severity == 0 ? "" : String(UnicodeScalar(header.severity))
      let local = header.stamp(bytes)?.local
      #expect(
        [
          severity, bytes.part(header.callSite.lowerBound, header.callSite.upperBound).text,
          bytes.part(from: header.message).text, local.map { "\($0.hour):\($0.minute)" } ?? "",
        ] == expected)
      let name = bytes.part(header.callSite.lowerBound, header.callSite.upperBound)
      #expect(header.callSiteHash == CallSiteTable.hash(of: name))
    }
  }

  @Test(arguments: [
    "", "I", "I1121", "time=\"2026-11-21T04:01:20Z\" level=info msg=x", "2022-07-12 09:11:45.659987 W | pkg/flags: x",
    "goroutine 1 [running]:", "etcd: rejected connection", "I1121 04:01:37.824765      59 remote_runtime.go",
    "I1121 04:01:37.824765      59 remote_runtime.go:332", "I1121 04:01:37.824765      59 remote runtime.go:332] x",
    "main.go:x] y", "{\"level\":\"warn\"}", "[ERROR] plugin/kubernetes: pkg/mod/k8s.io/client-go@v0.26.1/x.go:169: x",
  ])
  func otherLinesHaveNone(_ line: String) {
    let isNone = Array(line.utf8).withUnsafeBytes { KlogHeader.read($0) == nil }
    #expect(isNone)
  }
}
