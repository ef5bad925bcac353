import Model
import Testing

@testable import BundleReading

/// Which lines are kept.
@Suite struct LogInterestsTests {
  static let reclaim = LogSignature(
    "reclaim", component: "kubelet", callSites: ["eviction_manager.go"],
    literals: ["attempting to reclaim", "low disk"])
  static let remove = LogSignature("remove", component: "containerd", literals: ["RemoveContainer for \""])
  static let anyKubelet = LogSignature("any-kubelet", component: "kubelet", literals: ["PLEG is not healthy"])
  static let wholeFile = LogSignature("whole-file", component: "kubelet", callSites: ["setters.go"], literals: [])

  private func kept(_ message: String, tag: String = "kubelet") -> [String] {
    let facts = read(
      "Nov 21 04:01:19.995038 worker-1 \(tag)[59]: \(message)\n",
      signatures: [Self.reclaim, Self.remove, Self.anyKubelet, Self.wholeFile])
    return facts?.log?.lines.first?.signatures ?? []
  }

  @Test func aKlogLineNeedsCallSiteAndLiteral() {
    #expect(kept("I1121 04:01:19.994978      59 eviction_manager.go:344] attempting to reclaim x") == ["reclaim"])
    #expect(kept("I1121 04:01:19.994978      59 eviction_manager.go:344] other") == [])
    #expect(kept("I1121 04:01:19.994978      59 kubelet.go:344] attempting to reclaim x") == [])
    #expect(kept("eviction_manager.go:344] attempting to reclaim x") == ["reclaim"])
  }

  @Test func withoutCallSiteALongLiteralIsEnough() {
    #expect(kept("...ion manager: attempting to reclaim ephemeral-storage") == ["reclaim"])
    #expect(kept("low disk") == [])
  }

  @Test func signaturesWithoutCallSitesTakeKlogLinesToo() {
    #expect(kept("I1121 04:01:19.994978      59 kubelet.go:1] PLEG is not healthy") == ["any-kubelet"])
    #expect(kept("PLEG is not healthy") == ["any-kubelet"])
  }

  @Test func aCallSiteAloneTakesAllItsLines() {
    #expect(kept("I1121 04:01:19.994978      59 setters.go:86] Using node IP") == ["whole-file"])
  }

  @Test(arguments: [
    #"time="2026-11-21T04:01:20Z" level=info msg="RemoveContainer for \"3f80\" returns successfully""#,
    #"time="2026-11-21T04:01:20Z" level=info msg="x time=\"a\" msg=\"RemoveContainer for \\\"3f80\\\"\"""#,
    #"RemoveContainer for "3f80""#,
  ])
  func literalsAreFoundWithinQuotes(_ message: String) {
    #expect(kept(message, tag: "containerd") == ["remove"])
  }

  @Test func aTagThatNamesItsComponentOutweighsTheText() {
    #expect(kept(#"RemoveContainer for "3f80""#, tag: "kubelet") == [])
    #expect(kept(#"RemoveContainer for "3f80""#, tag: "docker") == ["remove"])
    #expect(kept("PLEG is not healthy", tag: "systemd") == [])
  }

  @Test func everythingIsKeptOnDemand() {
    let facts = read(
      "Nov 21 04:01:19 w kubelet[59]: a\n-- Reboot --\nNov 21 04:01:20 w kernel: b\n", everything: true)
    #expect(facts?.log?.lines.map(\.message) == ["a", "b"])
    #expect(facts?.log?.lines.map(\.component) == ["kubelet", "kernel"])
  }
}
