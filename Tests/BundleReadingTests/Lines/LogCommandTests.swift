import Model
import Testing

@testable import BundleReading

@Suite struct LogCommandTests {
  private static func words(_ place: ContainerPath?) -> String {
    guard let place else { return "none" }
    return "\(place.namespace)/\(place.pod)/\(place.container)\(place.hint.isEmpty ? "" : " ~\(place.hint)")"
      + (place.isPrevious ? " previous" : "")
  }

  @Test(arguments: [
    ("$ kubectl -n shop logs api-0 -c proxy --previous", "shop/api-0/proxy previous"),
    ("kubectl logs -p pod/api-0 --namespace=shop --tail 100", "shop/api-0/ previous"),
    ("[root@m1 ~]# kubectl logs api-0 proxy -n shop > api.log", "shop/api-0/proxy"),
    ("ops@m1:~$ kubectl logs deploy/api -n shop", "shop// ~api"), ("$ oc logs -l app=api", "// ~api"),
    ("$ kubectl get pods", "none"), ("see kubectl logs api-0", "none"), ("kubectl logs", "none"),
  ])
  func ofALine(_ line: String, _ expected: String) {
    let bytes = Array(line.utf8)
    #expect(bytes.withUnsafeBytes { Self.words(LogCommand(line: $0)?.place) } == expected)
  }

  @Test(arguments: [
    ("k8s_kubectl_--namespace_shop_logs_api-0_-c_proxy", "shop/api-0/proxy"),
    ("kubectl_--kubeconfig_.etc.kubernetes.admin.conf_logs_-n_shop_api-0_--previous", "shop/api-0/ previous"),
    ("kubectl_get_-o_json_pods", "none"), ("kubectl-logs-api-0.txt", "none"),
  ])
  func ofAFileName(_ file: String, _ expected: String) {
    #expect(Self.words(LogCommand(file: file)?.place) == expected)
  }
}
