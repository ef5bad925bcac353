import Testing

@testable import Diagnosis

/// The same cause in the words of several runtimes and registries.
struct ImagePullTextTests {
  @Test(arguments: [
    (
      "Error response from daemon: Head \"https://registry.example.com/v2/x/manifests/1\": denied", ImagePullText.denied
    ),
    ("Error response from daemon: Head \"https://registry.example.com/v2/x/manifests/1\": unauthorized", .unauthorized),
    ("unexpected status from HEAD request to https://quay.example/v2/x/manifests/1: 401 UNAUTHORIZED", .unauthorized),
    (
      "pinging container registry x.example: Get \"https://x.example/v2/\": dial tcp: lookup x.example: no such host",
      .nameResolution
    ),
    ("reading manifest 1 in registry.example.com/x: manifest unknown", .unknownTag),
    ("Error response from daemon: manifest for x:1 not found: manifest unknown: manifest unknown", .unknownTag),
    ("Back-off pulling image \"x:1\"", nil),
  ])
  func namesTheCause(_ text: String, _ cause: ImagePullText?) { #expect(ImagePullText(text) == cause) }

  @Test(arguments: [
    ("redis:7", true), ("docker.io/library/redis", true), ("acme/redis", false), ("quay.io/library/x", false),
  ])
  func whatDockerPublishesIsPublic(_ image: String, _ isOfficial: Bool) {
    #expect(ImageReference(image).isOfficial == isOfficial)
  }
}
