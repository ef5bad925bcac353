import Testing

@testable import Diagnosis

struct ConfigurationTextTests {
  @Test(
    "What the kubelet says",
    arguments: [
      ("configmap \"web-config\" not found", ConfigurationText.missingConfigMap("web-config")),
      (
        "MountVolume.SetUp failed for volume \"conf\" : configmap \"web-config\" not found",
        .missingConfigMap("web-config")
      ),
      (
        "MountVolume.SetUp failed for volume \"conf\" : configmaps \"web-config\" not found",
        .missingConfigMap("web-config")
      ),
      ("Error: secret \"web-credentials\" not found", .missingSecret("web-credentials")),
      ("MountVolume.SetUp failed for volume \"tls\" : secrets \"web-tls\" not found", .missingSecret("web-tls")),
      ("couldn't find key ISSUER in ConfigMap shop/web-config", .missingKey("key ISSUER in ConfigMap shop/web-config")),
      (
        "MountVolume.SetUp failed for volume \"c\" : references non-existent config key: app.toml",
        .missingKey("config key app.toml")
      ),
      ("references non-existent secret key: tls.crt", .missingKey("secret key tls.crt")),
      ("container has runAsNonRoot and image will run as root (pod: \"w\", container: c)", .runsAsRoot),
      ("container has runAsNonRoot and image has non-numeric user (app)", .runsAsRoot),
      ("container's runAsUser breaks non-root policy (pod: \"w\", container: c)", .runsAsRoot),
    ])
  func readsTexts(_ text: String, _ expected: ConfigurationText) { #expect(ConfigurationText(text) == expected) }

  @Test(
    "What proves nothing",
    arguments: [
      "", "configmap \"\" not found", "configmap \"a\" is not found", "secret \"a",
      "object \"shop\"/\"web-tls\" not registered",
      "MountVolume.SetUp failed for volume \"kube-api-access\" : configmap \"kube-root-ca.crt\" not found",
      "failed to sync configmap cache: timed out waiting for the condition",
      "persistentvolumeclaim \"data\" not found",
    ])
  func refusesOthers(_ text: String) { #expect(ConfigurationText(text) == nil) }

  @Test func anyCutNamesTheWholeObjectOrNone() {
    let text = "MountVolume.SetUp failed for volume \"conf\" : configmap \"web-config\" not found"
    for length in 0..<text.count { #expect(ConfigurationText(String(text.prefix(length))) == nil) }
  }
}
