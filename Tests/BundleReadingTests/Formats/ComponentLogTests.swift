import Model
import Testing

@testable import BundleReading

/// Bare log files of the components of a control plane, and journals in the forms that hide or turn their times.
@Suite struct ComponentLogTests {
  @Test func etcdBeforeItsLogWasJSON() throws {
    let facts = try #require(read(CapnslogLog.samples[0], path: "pasted.txt", everything: true))
    let lines = try #require(facts.log?.lines)
    #expect(facts.format == "capnslog" && lines.map(\.component) == ["etcd", "etcd"])
    #expect(lines.map(\.severity) == [.warning, .warning] && lines[0].message.hasPrefix("pkg/flags: unrecognized"))
    #expect(
      lines[0].time
        == .local(
          LocalTime(
            year: 2022, month: 7, day: 12, hour: 9, minute: 11, second: 45, nanosecond: 659_987_000,
            precision: .microsecond)))
    #expect(facts.log?.extents.map(\.component) == ["etcd"])
  }

  @Test func anotherProgramWithTheLibraryIsNotEtcd() throws {
    let facts = read(
      "2022-07-12 09:11:45.659987 I | rookcmd: starting Rook v1.9.6\n", path: "pasted.txt", everything: true)
    #expect(facts?.format == "capnslog" && facts?.log?.lines.map(\.component) == [""])
  }

  @Test(arguments: [
    ("embed/config_logging.go:279", "etcd"), ("etcdserver/util.go:170", "etcd"), ("traceutil/trace.go:171", "etcd"),
    ("controller/controller.go:114", ""),
  ])
  func etcdIsKnownByItsSourceFiles(_ caller: String, _ component: String) throws {
    let line =
      #"{"level":"warn","ts":"2026-09-10T17:14:50.559+0800","caller":"\#(caller)","msg":"apply request took too long","took":"300ms"}"#
    let facts = try #require(read("\(line)\n", path: "pasted.txt", everything: true))
    let kept = try #require(facts.log?.lines.first)
    #expect(facts.format == "klog-json" && kept.component == component && kept.message == "apply request took too long")
    #expect(kept.time == .absolute(try #require(Moment(rfc3339: "2026-09-10T17:14:50.559+08:00"))))
  }

  /// The words of a Prometheus or an operator may be those that a kubelet would use.
  @Test(arguments: [
    "ts=2026-11-21T04:01:20.046Z level=error component=tsdb msg=failed err=\"no space left on device\"\n",
    "2026-11-21T04:01:20.559Z\tERROR\tsetup\tno space left on device\t{\"path\": \"/tmp\"}\n",
  ])
  func otherProgramsAreNoComponents(_ text: String) throws {
    let signature = LogSignature("full", component: "kubelet", literals: ["no space left on device"])
    #expect(read(text, path: "pasted.txt", signatures: [signature])?.log?.lines.isEmpty == true)
    let all = try #require(read(text, path: "pasted.txt", signatures: [signature], everything: true)?.log?.lines)
    #expect(all.map(\.component) == [""] && all[0].signatures.isEmpty && all[0].severity == .error)
    #expect(read(text, path: "kubelet.log", signatures: [signature])?.log?.lines.map(\.component) == ["kubelet"])
  }

  @Test func etcdOnAConsole() throws {
    let line = try #require(read(ZapConsole.samples[0], path: "pasted.txt", everything: true)?.log?.lines.first)
    #expect(line.component == "etcd" && line.severity == .warning && line.callSite == "util.go")
  }

  @Test(arguments: [
    ("cacher.go", "kube-apiserver"), ("schedule_one.go", "kube-scheduler"),
    ("garbagecollector.go", "kube-controller-manager"),
    ("proxier.go", "kube-proxy"), ("kubelet.go", "kubelet"), ("server.go", ""),
  ])
  func aBareFileIsKnownByItsSourceFiles(_ file: String, _ component: String) throws {
    let text =
      "I1121 04:01:19.994978       1 \(file):7] \"Something\"\nI1121 04:01:20.994978       1 httplog.go:132] \"HTTP\"\n"
    let facts = try #require(read(text, path: "pasted.txt", everything: true))
    #expect(facts.log?.extents.map(\.component) == [component])
  }

  @Test func twoComponentsInOneFileAreNotGuessed() throws {
    let text = "I1121 04:01:19.994978       1 cacher.go:7] x\nI1121 04:01:20.994978       1 proxier.go:13] y\n"
    #expect(read(text, path: "pasted.txt", everything: true)?.log?.extents.map(\.component) == [""])
  }

  @Test func requestsInTheLogOfTheAPIServer() throws {
    let line =
      "I1121 04:01:20.042845       1 httplog.go:132] \"HTTP\" verb=\"GET\" URI=\"/api/v1/nodes/worker-1\" latency=\"1.2ms\" userAgent=\"kubelet/v1.28.2\" audit-ID=\"5c1d\" srcIP=\"10.0.0.5:41234\" resp=503"
    let facts = try #require(read("\(line)\n", path: "control-plane/kube-apiserver.log", everything: true))
    let kept = try #require(facts.log?.lines.first)
    #expect(kept.component == "kube-apiserver" && kept.message == "HTTP" && kept.callSite == "httplog.go")
    #expect(kept.fields.contains(LogRecord.Field(key: "URI", value: "/api/v1/nodes/worker-1")))
    #expect(kept.fields.contains(LogRecord.Field(key: "resp", value: "503")))
  }
}
