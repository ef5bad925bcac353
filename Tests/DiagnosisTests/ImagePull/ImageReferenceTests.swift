import Testing

@testable import Diagnosis

struct ImageReferenceTests {
  @Test(
    "Registry and repository",
    arguments: [
      ("nginx", "docker.io", "library/nginx"), ("nginx:1.27", "docker.io", "library/nginx"),
      ("acme/web", "docker.io", "acme/web"), ("docker.io/nginx", "docker.io", "library/nginx"),
      ("index.docker.io/acme/web:2", "docker.io", "acme/web"),
      ("registry.example.com/shop/web:2.0.1", "registry.example.com", "shop/web"),
      ("registry.example.com:5000/web", "registry.example.com:5000", "web"),
      ("localhost/web:dev", "localhost", "web"), ("localhost:5000/a/b/c:dev", "localhost:5000", "a/b/c"),
      ("registry.example.com/web@sha256:0123", "registry.example.com", "web"),
      ("registry.example.com/web:2@sha256:0123", "registry.example.com", "web"),
      ("192.0.2.7:5000/web", "192.0.2.7:5000", "web"),
      ("shop/team/web", "docker.io", "shop/team/web"),
    ])
  func parts(_ text: String, _ registry: String, _ repository: String) {
    let reference = ImageReference(text)
    #expect(reference.registry == registry)
    #expect(reference.repository == repository)
  }

  @Test func parentHoldsPermissions() {
    #expect(ImageReference("registry.example.com/shop/web:2").parent == "registry.example.com/shop")
    #expect(ImageReference("registry.example.com/web").parent == "registry.example.com")
    #expect(ImageReference("nginx").parent == "docker.io/library")
  }

  @Test("Odd texts do no harm", arguments: ["", "/", ":", "@", "a//b", "registry.example.com/", ":5000/web"])
  func survives(_ text: String) { #expect(!ImageReference(text).registry.isEmpty) }
}
