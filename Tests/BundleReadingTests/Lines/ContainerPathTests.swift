import Testing

@testable import BundleReading

@Suite struct ContainerPathTests {
  @Test(arguments: [
    ("b/namespaces/shop/logs/api-1/api.log", "shop/api-1/api"),
    ("b/namespaces/shop/logs/api-1/api.previous.log", "shop/api-1/api previous"),
    ("cluster-resources/pods/logs/shop/api-1/api.log", "shop/api-1/api"),
    ("cluster-resources/pods/logs/shop/api-1/api-previous.log", "shop/api-1/api previous"),
    ("logs/shop/api-1/api.log.1", "shop/api-1/api previous"),
    ("var/log/pods/shop_api-1_00bfcf7a-221b-4645-9ece-462e7ab77d79/api/3.log", "shop/api-1/api"),
    ("nodes/w/var-log-pods/shop_api-1_00bfcf7a-221b-4645-9ece-462e7ab77d79/api/0.log", "shop/api-1/api"),
    ("namespaces/shop/pods/api-1/api/api/logs/current.log", "shop/api-1/api"),
    ("namespaces/shop/pods/api-1/api/api/logs/previous.insecure.log", "shop/api-1/api previous"),
    ("r/namespaces/shop/v1/pod/api-1/api/previous.log", "shop/api-1/api previous"),
    (
      "var/log/containers/api-1_shop_api-7004465a9b340bc4a300a8b098c007ec41867071f4db542a077690e0c70e7e0a.log",
      "shop/api-1/api"
    ),
  ])
  func layouts(_ path: String, _ expected: String) throws {
    let place = try #require(ContainerPath(path))
    #expect(place.isCertain)
    #expect("\(place.namespace)/\(place.pod)/\(place.container)\(place.isPrevious ? " previous" : "")" == expected)
  }

  @Test(arguments: [
    "nodes/w/journal/kubelet.log", "control-plane/etcd.log", "kubelet.log", "namespaces/shop/pods.yaml",
    "nodes/w/logs/kubelet/kubelet.log", "logs/kubelet.log", "",
  ])
  func otherPathsAreNone(_ path: String) {
    #expect(ContainerPath(path) == nil)
  }

  @Test func aLogsFolderWithoutNamespaceIsAGuess() {
    #expect(ContainerPath("x/logs/api-1/api.log")?.isCertain == false)
  }
}
