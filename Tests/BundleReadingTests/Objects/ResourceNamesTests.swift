import Testing

@testable import BundleReading

@Suite struct ResourceNamesTests {
  @Test(
    arguments: [
      ("namespaces/shop/pods.yaml", "Pod", "shop"), ("cluster/nodes.yaml", "Node", nil),
      ("sb/cluster-resources/pods/shop.json", "Pod", "shop"), ("sb/cluster-resources/nodes.json", "Node", nil),
      ("sb/cluster-resources/pods-errors.json", "Pod", nil),
      ("sb/cluster-resources/network-policy/a.json", "NetworkPolicy", "a"),
      ("s/shop/k8s_kubectl_get_-o_json_--namespace_shop_pods", "Pod", "shop"),
      ("s/k8s_kubectl_get_-o_json_nodes", "Node", nil), ("namespaces/shop/notes.txt", nil, "shop"),
      ("cluster-resources/pods/logs/shop/api.log", nil, nil),
    ] as [(String, String?, String?)])
  func readsPaths(path: String, kind: String?, namespace: String?) {
    #expect(ResourceNames.kind(ofPath: path) == kind)
    #expect(ResourceNames.namespace(ofPath: path) == namespace)
  }
}
