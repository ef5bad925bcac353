import Testing

@testable import Diagnosis

struct RemovedAPITests {
  @Test(
    "Kinds that Kubernetes served once are told from kinds of one's own",
    arguments: [
      ("no matches for kind \"CronJob\" in version \"batch/v1beta1\"", "removed-api-version"),
      ("no matches for kind \"Ingress\" in version \"networking.k8s.io/v1beta1\"", "removed-api-version"),
      ("no matches for kind \"PodSecurityPolicy\" in version \"policy/v1beta1\"", "psp-to-psa"),
      ("no matches for kind \"ServiceCIDR\" in version \"networking.k8s.io/v1beta1\"", nil),
      ("no matches for kind \"Ingress\" in version \"networking.k8s.io/v1\"", nil),
      ("no matches for kind \"Certificate\" in version \"cert-manager.io/v1alpha2\"", nil),
    ] as [(String, String?)])
  func reads(line: String, mode: String?) {
    #expect(RemovedAPI(in: line)?.mode == mode)
  }
}
