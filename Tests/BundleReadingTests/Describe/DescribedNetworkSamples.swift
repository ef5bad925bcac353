/// Services and what lies behind and before them.
extension DescribedKindTests {
  static let network = [
    Sample(
      reference: "Service/books/web",
      text: """
        Name:                     web
        Namespace:                books
        Selector:                 app=web
        Type:                     LoadBalancer
        IP:                       10.96.0.9
        LoadBalancer Ingress:     203.0.113.7
        Port:                     http  80/TCP
        TargetPort:               web/TCP
        NodePort:                 http  30080/TCP
        Endpoints:                10.244.0.5:8080,10.244.0.6:8080
        Port:                     metrics  9090/TCP
        TargetPort:               9090/TCP
        Endpoints:                10.244.0.5:9090
        Session Affinity:         None

        """,
      fields: [
        "spec.ports.0.targetPort=web@8", "spec.ports.0.nodePort=30080@9", "spec.ports.1.name=metrics@11",
        "spec.ports.1.port=9090@11", "status.loadBalancer.ingress.0.ip=203.0.113.7@6",
      ]),
    Sample(
      reference: "Endpoints/books/web",
      text: """
        Name:         web
        Namespace:    books
        Subsets:
          Addresses:          <none>
          NotReadyAddresses:  10.244.0.5,10.244.0.6
          Ports:
            Name     Port  Protocol
            ----     ----  --------
            <unset>  8080  TCP

        Events:  <none>

        """,
      fields: [
        "subsets.0.addresses=-", "subsets.0.notReadyAddresses.1.ip=10.244.0.6@5", "subsets.0.ports.0.port=8080@9",
        "subsets.0.ports.0.name=-",
      ]),
    Sample(
      reference: "EndpointSlice/books/web-x1",
      text: """
        Name:         web-x1
        Namespace:    books
        AddressType:  IPv4
        Ports:
          Name  Port  Protocol
          ----  ----  --------
          http  8080  TCP
        Endpoints:
          - Addresses:  10.244.0.5
            Conditions:
              Ready:    true
            NodeName:   worker-1
          - Addresses:  10.244.0.6
            Conditions:
              Ready:    false
            TargetRef:  Pod/web-2
        Events:         <none>

        """,
      fields: [
        "endpoints.0.conditions.ready=true@11", "endpoints.1.conditions.ready=false@15",
        "endpoints.1.targetRef.name=web-2@16", "endpoints.0.nodeName=worker-1@12", "ports.0.name=http@7",
      ]),
    Sample(
      reference: "Ingress/books/web",
      text: """
        Name:             web
        Namespace:        books
        Address:          203.0.113.7
        Ingress Class:    nginx
        Default backend:  <default>
        TLS:
          books-tls terminates books.example.com,www.example.com
        Rules:
          Host               Path  Backends
          ----               ----  --------
          books.example.com
                             /api   api:http (10.244.0.5:8080)
                             /      web:80 (<error: services "web" not found>)
        Annotations:         <none>

        """,
      fields: [
        "spec.ingressClassName=nginx@4", "spec.tls.0.hosts.1=www.example.com@7",
        "spec.rules.0.host=books.example.com@11", "spec.rules.0.http.paths.0.backend.service.port.name=http@12",
        "spec.rules.0.http.paths.1.backend.service.name=web@13", "status.loadBalancer.ingress.0.ip=203.0.113.7@3",
      ]),
  ]
}
