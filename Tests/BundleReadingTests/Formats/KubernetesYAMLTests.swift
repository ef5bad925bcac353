import Model
import Testing

@testable import BundleReading

/// Which texts are objects of the API.
@Suite struct KubernetesYAMLTests {
  @Test(arguments: [
    // As tools write that sort members by their names.
    "action: Binding\napiVersion: v1\neventTime: '2026-11-21T03:56:10.790704Z'\nkind: Event\nmetadata:\n  name: a.1\n  namespace: b\n",
    "allowVolumeExpansion: true\napiVersion: storage.k8s.io/v1\nkind: StorageClass\nmetadata:\n  name: fast\n",
    "data:\n  a: b\nkind: ConfigMap\napiVersion: v1\nmetadata:\n  name: settings\n  namespace: shop\n",
  ])
  func otherMembersMayComeFirst(_ text: String) throws {
    let facts = try #require(read(text, path: "pasted.txt"))
    #expect(facts.format == "kubernetes-yaml" && facts.objects.count == 1)
  }

  @Test(arguments: [
    "title: notes\ntext: the pod died\n", "Name: web-0\napiVersion: v1\nkind: Pod\n",
    "a: 1\nb: 2\nc: 3\nd: 4\ne: 5\nf: 6\ng: 7\napiVersion: v1\nkind: Pod\n",
  ])
  func otherYAMLIsNone(_ text: String) { #expect(read(text, path: "pasted.txt")?.format != "kubernetes-yaml") }
}
