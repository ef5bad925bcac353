import Model
import Testing

@testable import BundleReading
@testable import Diagnosis

/// Pods of which a bundle shows nothing but Events.
struct PodStartFailureTests {
  private static let failure =
    "Failed to create pod sandbox: rpc error: code = Unknown desc = failed to setup network for sandbox \"3f80\": "
    + "plugin type=\"bridge\" failed (add): failed to allocate for range 0: no IP addresses available in range set: 10.1.0.1-10.1.0.254"

  private func causes(_ rows: String...) throws -> [String] {
    let text =
      "Events:\n  Type     Reason                  Age    From               Message\n"
      + "  ----     ------                  ----   ----               -------\n" + rows.joined()
    return DiagnosticEngine.diagnose(
      try BundleReader.read(
        .memory([("events.txt", text)]), keeping: LogInterests.ofAllModes, limits: ReadLimits())
    ).rootCauses.map(\.id)
  }

  private func bound(_ age: String) -> String {
    "  Normal   Scheduled               \(age)  default-scheduler  Successfully assigned shop/web-0 to n1\n"
  }

  private func failed(_ age: String) -> String {
    "  Warning  FailedCreatePodSandBox  \(age)  kubelet  \(Self.failure)\n"
  }

  @Test("The first try failed, and for minutes no other")
  func passed() throws {
    #expect(try causes(bound("7m1s"), failed("7m")) == [])
  }

  @Test("It fails again and again, or failed just now")
  func goesOn() throws {
    #expect(try causes(bound("7m1s"), failed("8s (x30 over 7m)")) == ["pod-ip-exhaustion"])
    #expect(try causes(bound("31s"), failed("30s")) == ["pod-ip-exhaustion"])
    #expect(try causes(bound("5d"), failed("7m")) == ["pod-ip-exhaustion"])
  }

  @Test("What the kubelet quotes of a pull is the image's")
  func quotedPull() throws {
    let row =
      "  Warning  FailedSync  1m  kubelet  Error syncing pod, skipping: failed to \"StartContainer\" for \"web\" with "
      + "ErrImagePull: \"write /var/lib/docker/tmp/GetImageBlob1: no space left on device\"\n"
    #expect(!(try causes(row).contains("host-disk-full")))
  }

  @Test("A row that somebody picked out says nothing of others")
  func picked() throws {
    #expect(try causes(failed("7m")) == ["pod-ip-exhaustion"])
  }
}
