import Model
import Testing

@testable import BundleReading

/// Decoded lines of components.
@Suite struct InnerLineTests {
  private func decode(_ text: String) -> InnerLine {
    Array(text.utf8).withUnsafeBytes { InnerLine.decode($0, klog: KlogHeader.read($0)) }
  }

  private func fields(_ line: InnerLine) -> [String] { line.fields.map { "\($0.key)=\($0.value)" } }

  @Test func structuredKlog() {
    let line = decode(
      #"E0407 18:23:18.813601    5013 remote_runtime.go:597] "ContainerStatus from \"x\" failed" "#
        + #"err="rpc error: code = NotFound desc = \"f3\": not found" containerID="f3" pods=["a/b","c d"] n=5 "#
        + #"obj={"kind":"Pod","x":[1, 2]} nil=<nil>"#)
    #expect(line.message == #"ContainerStatus from "x" failed"#)
    #expect(line.severity == .error && line.callSite == "remote_runtime.go")
    #expect(
      fields(line) == [
        #"err=rpc error: code = NotFound desc = "f3": not found"#, "containerID=f3", #"pods=["a/b","c d"]"#, "n=5",
        #"obj={"kind":"Pod","x":[1, 2]}"#, "nil=<nil>",
      ])
  }

  @Test(arguments: [
    #""tokencleaner" is disabled"#, #"Using node IP: "10.99.0.10""#,
    #"SyncLoop (ADD, "api"): "web-58ff95b6f8-cml9z_batch-reports(00bfcf7a)""#,
  ])
  func plainKlogIsKeptAsWritten(_ message: String) {
    let line = decode("W0427 02:19:54.475838       1 controllermanager.go:478] \(message)")
    #expect(line.message == message && line.fields.isEmpty && line.severity == .warning)
  }

  @Test func logfmtOfContainerd() throws {
    let line = decode(
      #"time="2026-11-21T04:01:20.046726218Z" level=error msg="ContainerStatus for \"3f80\" failed" "#
        + #"error="rpc error: code = NotFound desc = \"3f80\": not found" namespace=k8s.io"#)
    #expect(line.message == #"ContainerStatus for "3f80" failed"#)
    #expect(fields(line) == [#"error=rpc error: code = NotFound desc = "3f80": not found"#, "namespace=k8s.io"])
    #expect(line.severity == .error)
    let moment = try #require(Moment(rfc3339: "2026-11-21T04:01:20.046726218Z"))
    #expect(line.stamp?.reading == .absolute(moment))
  }

  @Test func logfmtOfCrioHasABlankInItsTime() throws {
    let line = decode(#"time="2023-04-07 09:23:18.813255753+09:00" level=warning msg="x y" id=1"#)
    let moment = try #require(Moment(rfc3339: "2023-04-07T00:23:18.813255753Z"))
    #expect(line.stamp?.reading == .absolute(moment))
    #expect(line.message == "x y" && line.severity == .warning && fields(line) == ["id=1"])
  }

  @Test func quotesThatOldContainerdDoesNotEscape() {
    let line = decode(
      #"time="2020-07-23T11:20:11.481459735+08:00" level=info msg="loading plugin "io.containerd.v1"..." type=io.v1"#)
    #expect(line.message == #"loading plugin "io.containerd.v1"..."# && fields(line) == ["type=io.v1"])
  }

  @Test func logfmtWithoutTime() {
    let line = decode(#"level=info msg="Pulling the image without credentials. Image: reg.lan:5000/pause:3.9""#)
    #expect(line.message == "Pulling the image without credentials. Image: reg.lan:5000/pause:3.9")
    #expect(line.stamp == nil && line.severity == .information)
  }

  @Test func aLogfmtLineThatIsCutKeepsItsText() {
    let line = decode(#"time="2020-07-23T11:20:11+08:00" level=info msg="GRPC request: {\"target"#)
    #expect(line.message == #"GRPC request: {"target"#)
  }

  @Test func logrusConsole() {
    let line = decode(
      "INFO[2022-04-15T14:14:01.755841221+08:00] starting containerd                 revision=ea765a version=v1.3.9")
    #expect(line.message == "starting containerd" && fields(line) == ["revision=ea765a", "version=v1.3.9"])
    #expect(line.severity == .information && line.stamp != nil)
    #expect(decode("FATA[0000] no such container").message == "no such container")
  }

  @Test func klogJSON() throws {
    let line = decode(
      #"{"ts":1683187200000.123,"caller":"eviction/eviction_manager.go:342","msg":"reclaim \"x\"","v":0,"n":{"a":1}}"#)
    #expect(line.message == #"reclaim "x""# && line.callSite == "eviction_manager.go")
    #expect(line.severity == .information && fields(line) == [#"n={"a":1}"#])
    let moment = Moment(Instant(nanoseconds: 1_683_187_200_000_123_000), precision: .microsecond)
    #expect(line.stamp?.reading == .absolute(moment))
    #expect(decode(#"{"ts":1683187200000.1,"caller":"a/b.go:1","msg":"m","err":"e"}"#).severity == .error)
  }

  @Test func zapJSON() throws {
    let line = decode(
      #"{"level":"warn","ts":"2021-09-10T17:14:50.559+0800","caller":"embed/config_logging.go:279","msg":"rejected"}"#)
    let moment = try #require(Moment(rfc3339: "2021-09-10T09:14:50.559Z"))
    #expect(line.severity == .warning && line.message == "rejected" && line.stamp?.reading == .absolute(moment))
  }

  @Test func zapForConsoles() throws {
    let line = decode(ZapConsole.samples[0].split(separator: "\n").joined())
    let moment = try #require(Moment(rfc3339: "2026-11-21T04:01:20.559Z"))
    #expect(line.severity == .warning && line.message == "apply request took too long" && line.callSite == "util.go")
    #expect(line.stamp?.reading == .absolute(moment) && fields(line) == ["took=300ms"])
    let named = decode("2026-11-21T04:01:20.559+0800\tERROR\tcontroller.pod\tReconciler error\t{\"name\": \"cart-0\"}")
    #expect(named.severity == .error && named.message == "Reconciler error")
    #expect(fields(named) == ["logger=controller.pod", "name=cart-0"])
    #expect(decode("info\tstarting server").message == "starting server")
    #expect(decode("note\tstarting server").message == "note\tstarting server")
  }

  @Test func logfmtOfPrometheus() throws {
    let line = decode(
      #"ts=2026-11-21T04:01:20.046Z caller=compact.go:519 level=error msg="compaction failed" err="x y""#)
    let moment = try #require(Moment(rfc3339: "2026-11-21T04:01:20.046Z"))
    #expect(line.stamp?.reading == .absolute(moment) && line.severity == .error && line.message == "compaction failed")
    #expect(fields(line) == ["caller=compact.go:519", "err=x y"])
  }

  @Test func capnslog() {
    let line = decode("2022-07-12 09:11:45.659987 W | pkg/flags: unrecognized environment variable")
    #expect(line.message == "pkg/flags: unrecognized environment variable" && line.severity == .warning)
    #expect(line.stamp?.local.year == 2022)
  }

  @Test(arguments: [
    (#"a\nb\tc"#, "a\nb\tc"), (#"\u00e9\x41\101"#, "éA\\101"), (#"\ud83d\ude00"#, "😀"), (#"\ud83d"#, "\u{FFFD}"),
    (#"end\"#, #"end\"#), (#"\q\u12"#, #"\q\u12"#), (#"\U0001F600"#, "😀"), (#"\xZZ"#, #"\xZZ"#),
  ])
  func escapes(_ written: String, _ text: String) {
    #expect(Array(written.utf8).withUnsafeBytes { QuotedText.decoded($0) } == text)
  }

  @Test func ofEndlessFieldsTheFirstAreKept() {
    let many = decode("I1121 04:01:19.994978      59 a.go:1] \"x\"" + String(repeating: " a={", count: 5000))
    #expect(many.message == "x" && many.fields.count == 256)
  }
}
