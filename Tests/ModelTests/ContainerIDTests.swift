import Model
import Testing

struct ContainerIDTests {
  private static let first = String(repeating: "3f80b8f2", count: 8)
  private static let second = String(repeating: "a1b2c3d4", count: 8)

  @Test(arguments: [
    "unable to retrieve container logs for containerd://\(first)",
    "scope.go:95] [topologymanager] RemoveContainer - Container ID: \(first)",
    "\"RemoveContainer\" containerID=\"\(first)\"",
    #"RemoveContainer for \"\#(first)\" returns successfully"#,
    "/kubepods.slice/cri-containerd-\(first).scope: Deactivated",
    "\(first), again \(first)",
    first,
  ])
  func found(_ text: String) {
    #expect(ContainerID.all(in: text) == [Self.first])
  }

  @Test func severalInWrittenOrder() {
    #expect(ContainerID.all(in: "sandbox \(Self.second) of docker://\(Self.first).") == [Self.second, Self.first])
  }

  @Test(arguments: [
    "", "image sha256:\(first)", "nginx@sha256:\(first)", "\(first)0", "3f80b8f2428d", first.uppercased(),
    String(first.dropLast()), "x\(first)", "g" + first.dropFirst(),
  ])
  func notFound(_ text: String) {
    #expect(ContainerID.all(in: text) == [])
  }
}
