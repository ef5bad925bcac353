import Model
import Testing

@testable import BundleReading
@testable import Diagnosis

@Suite struct UnlistedPodTests {
  private static func describe(containers: String = "...") -> String {
    """
    Name:             web-0
    Namespace:        shop
    Node:             n1/10.0.0.11
    Status:           Pending
    \(containers)
    Events:
      Type     Reason     Age                    From               Message
      ----     ------     ----                   ----               -------
      Normal   Scheduled  4m50s                  default-scheduler  Successfully assigned shop/web-0 to n1
      Warning  Failed     3m12s (x4 over 4m49s)  kubelet            Failed to pull image "registry.example.com/web:2": rpc error: code = Unknown desc = Error response from daemon: Get "https://registry.example.com/v2/": dial tcp: lookup registry.example.com on 10.0.0.2:53: no such host

    """
  }

  /// Whoever shortens a description keeps its Events.
  @Test func aDescriptionWithoutContainers() throws {
    #expect(try causes(Self.describe()) == ["registry-dns-failure web-0"])
  }

  @Test func containersSayMore() throws {
    let running =
      "Containers:\n  web:\n    Image:   registry.example.com/web:2\n    State:   Running\n    Ready:   True"
    #expect(try causes(Self.describe(containers: running)) == [])
  }

  @Test func aPodThatHasEnded() throws {
    #expect(try causes(Self.describe().replacing("Pending", with: "Succeeded")) == [])
  }

  private func causes(_ text: String) throws -> [String] {
    let incident = try BundleReader.read(
      .memory([("pod.txt", text)]), keeping: LogInterests.ofAllModes, limits: ReadLimits())
    return DiagnosticEngine.diagnose(incident).rootCauses.map { "\($0.id) \($0.subject.name)" }
  }
}
