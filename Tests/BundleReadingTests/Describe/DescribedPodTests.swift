import Model
import Testing

@testable import BundleReading

@Suite struct DescribedPodTests {
  static let text = """
    Name:                 ledger-6d5f9c7b8-x2x4z
    Namespace:            books
    Priority:             1000
    Priority Class Name:  batch
    Service Account:      ledger
    Node:                 worker-2/10.99.0.12
    Start Time:           Sat, 21 Nov 2026 12:01:19 +0800
    Labels:               app.kubernetes.io/name=ledger
                          pod-template-hash=6d5f9c7b8
    Annotations:          checksum/config: 9c1b
                          note:
                            two words: here
    Status:               Running
    Reason:               Slow
    IP:                   10.244.2.9
    IPs:
      IP:           10.244.2.9
      IP:           fd00::9
    Controlled By:  ReplicaSet/ledger-6d5f9c7b8
    Init Containers:
      migrate:
        Container ID:  containerd://aa
        Image:         registry.example.com/migrate:1
        Port:          <none>
        Command:
          sh
          -c
          if true; then
            echo ok
          fi
        State:          Terminated
          Reason:       Completed
          Exit Code:    0
          Started:      Sat, 21 Nov 2026 12:01:20 +0800
          Finished:     Sat, 21 Nov 2026 12:01:22 +0800
        Ready:          True
        Restart Count:  0
    Containers:
      api:
        Container ID:   containerd://bb
        Image:          registry.example.com/ledger:2.1
        Image ID:       registry.example.com/ledger@sha256:00
        Ports:          8080/TCP (http), 9090/UDP
        Host Ports:     0/TCP, 9090/UDP
        Args:
          --listen
          :8080
        State:          Waiting
          Reason:       CrashLoopBackOff
        Last State:     Terminated
          Reason:       Error
          Message:      panic: no ledger
    goroutine 1 [running]:
    main.main()

          Exit Code:    137
          Signal:       9
          Started:      Sat, 21 Nov 2026 12:05:20 +0800
          Finished:     Sat, 21 Nov 2026 12:05:22 +0800
        Ready:          False
        Restart Count:  7
        Limits:
          cpu:     200m
          memory:  128Mi
        Requests:
          cpu:        50m
        Liveness:     http-get https://:http/healthz%3Fa=b delay=5s timeout=1s period=10s #success=1 #failure=3
        Readiness:    tcp-socket 10.0.0.1:3306 delay=0s timeout=2s period=1m30s #success=1 #failure=30
        Startup:      exec [cat /tmp/ready] delay=1s timeout=1s period=10s #success=1 #failure=3
        Environment Variables from:
          ledger-env  ConfigMap with prefix 'LEDGER_'  Optional: true
          ledger-key  Secret  Optional: false
        Environment:
          PORT:      8080
          EMPTY:
          PASSWORD:  <set to the key 'password' in secret 'db'>            Optional: false
          LEVEL:     <set to the key 'level' of config map 'ledger-log'>  Optional: true
          POD:        (v1:metadata.name)
          CORES:     2 (limits.cpu)
        Mounts:
          /data from data (rw,path="books")
          /etc/ledger from config (ro)
    Conditions:
      Type              Status
      Initialized       True\u{20}
      Ready             False\u{20}
    Volumes:
      data:
        Type:       PersistentVolumeClaim (a reference to a PersistentVolumeClaim in the same namespace)
        ClaimName:  ledger-data
        ReadOnly:   false
      config:
        Type:      ConfigMap (a volume populated by a ConfigMap)
        Name:      ledger-config
        Optional:  false
      scratch:
        Type:       EmptyDir (a temporary directory that shares a pod's lifetime)
        Medium:     Memory
        SizeLimit:  64Mi
      token:
        Type:                    Projected (a volume that contains injected data from multiple sources)
        TokenExpirationSeconds:  3607
        ConfigMapName:           kube-root-ca.crt
        ConfigMapOptional:       <nil>
    QoS Class:                   Burstable
    Node-Selectors:              disk=ssd
    Tolerations:                 dedicated=batch:NoSchedule
                                 node.kubernetes.io/not-ready:NoExecute op=Exists for 300s
                                 op=Exists
    Topology Spread Constraints: kubernetes.io/hostname:DoNotSchedule when max skew 1 is exceeded for selector app=ledger
    Events:                      <none>

    """

  static let reading = DescribeReading(text)

  @Test func identityAndPlace() throws {
    let pod = try #require(Self.reading.objects.first)
    #expect(pod.reference == EntityReference(kind: "Pod", namespace: "books", name: "ledger-6d5f9c7b8-x2x4z"))
    #expect(pod.rendering == .description && pod.apiVersion == "v1")
    #expect(pod.label("app.kubernetes.io/name") == "ledger" && pod.label("pod-template-hash") == "6d5f9c7b8")
    #expect(pod.annotation("checksum/config") == "9c1b" && pod.annotation("note") == "two words: here")
    #expect(pod.controller == EntityReference(kind: "ReplicaSet", namespace: "books", name: "ledger-6d5f9c7b8"))
    #expect(
      Self.reading.fields(
        "spec.nodeName", "status.hostIP", "status.startTime", "status.phase", "status.reason", "status.podIPs.1.ip",
        "spec.priority", "spec.priorityClassName", "spec.serviceAccountName", "status.qosClass")
        == [
          "spec.nodeName=worker-2@6", "status.hostIP=10.99.0.12@6", "status.startTime=2026-11-21T04:01:19Z@7",
          "status.phase=Running@13", "status.reason=Slow@14", "status.podIPs.1.ip=fd00::9@18",
          "spec.priority=1000@3", "spec.priorityClassName=batch@4", "spec.serviceAccountName=ledger@5",
          "status.qosClass=Burstable@105",
        ])
  }

  @Test func statesOfContainers() {
    #expect(
      Self.reading.fields(
        "status.containerStatuses.0.name", "status.containerStatuses.0.state.waiting.reason",
        "status.containerStatuses.0.lastState.terminated.exitCode",
        "status.containerStatuses.0.lastState.terminated.signal",
        "status.containerStatuses.0.lastState.terminated.message",
        "status.containerStatuses.0.lastState.terminated.finishedAt", "status.containerStatuses.0.restartCount",
        "status.containerStatuses.0.ready", "status.initContainerStatuses.0.state.terminated.containerID")
        == [
          "status.containerStatuses.0.name=api@39",
          "status.containerStatuses.0.state.waiting.reason=CrashLoopBackOff@49",
          "status.containerStatuses.0.lastState.terminated.exitCode=137@56",
          "status.containerStatuses.0.lastState.terminated.signal=9@57",
          "status.containerStatuses.0.lastState.terminated.message=panic: no ledger\ngoroutine 1 [running]:\nmain.main()@52",
          "status.containerStatuses.0.lastState.terminated.finishedAt=2026-11-21T04:05:22Z@59",
          "status.containerStatuses.0.restartCount=7@61", "status.containerStatuses.0.ready=false@60",
          "status.initContainerStatuses.0.state.terminated.containerID=containerd://aa@22",
        ])
  }

  @Test func commandsPortsAndResources() {
    #expect(
      Self.reading.fields(
        "spec.initContainers.0.command.2", "spec.containers.0.args.1", "spec.containers.0.ports.0.name",
        "spec.containers.0.ports.1.hostPort", "spec.containers.0.ports.0.hostPort",
        "spec.containers.0.resources.limits.memory", "spec.containers.0.resources.requests.memory")
        == [
          "spec.initContainers.0.command.2=if true; then\n  echo ok\nfi@28", "spec.containers.0.args.1=:8080@47",
          "spec.containers.0.ports.0.name=http@43", "spec.containers.0.ports.1.hostPort=9090@43",
          "spec.containers.0.ports.0.hostPort=-", "spec.containers.0.resources.limits.memory=128Mi@64",
          "spec.containers.0.resources.requests.memory=-",
        ])
  }

  @Test func probes() {
    #expect(
      Self.reading.fields(
        "spec.containers.0.livenessProbe.httpGet.port", "spec.containers.0.livenessProbe.httpGet.scheme",
        "spec.containers.0.livenessProbe.httpGet.path", "spec.containers.0.livenessProbe.initialDelaySeconds",
        "spec.containers.0.readinessProbe.tcpSocket.port", "spec.containers.0.readinessProbe.tcpSocket.host",
        "spec.containers.0.readinessProbe.periodSeconds", "spec.containers.0.readinessProbe.failureThreshold",
        "spec.containers.0.readinessProbe.initialDelaySeconds", "spec.containers.0.startupProbe.exec.command.1")
        == [
          "spec.containers.0.livenessProbe.httpGet.port=http@67",
          "spec.containers.0.livenessProbe.httpGet.scheme=HTTPS@67",
          "spec.containers.0.livenessProbe.httpGet.path=/healthz%3Fa=b@67",
          "spec.containers.0.livenessProbe.initialDelaySeconds=5@67",
          "spec.containers.0.readinessProbe.tcpSocket.port=3306@68",
          "spec.containers.0.readinessProbe.tcpSocket.host=10.0.0.1@68",
          "spec.containers.0.readinessProbe.periodSeconds=90@68",
          "spec.containers.0.readinessProbe.failureThreshold=30@68",
          "spec.containers.0.readinessProbe.initialDelaySeconds=-",
          "spec.containers.0.startupProbe.exec.command.1=/tmp/ready@69",
        ])
  }

  @Test(arguments: [
    ("grpc <pod>:9555 ready delay=0s timeout=1s period=10s #success=1 #failure=3", "grpc.port", "9555"),
    ("grpc <pod>:9555 ready delay=0s timeout=1s period=10s #success=1 #failure=3", "grpc.service", "ready"),
    ("grpc <pod>:9555  delay=0s timeout=1s period=10s #success=1 #failure=3", "grpc.service", "-"),
    ("http-get http://[fd00::1]:80/ delay=0s", "httpGet.host", "[fd00::1]"),
    ("exec [sh -c nc -z db 5432] delay=0s timeout=1s", "exec.command.2", "nc -z db 5432"),
    ("http-get http://:8080/ok delay=99999999999999999999s", "initialDelaySeconds", "-"),
  ])
  func otherProbes(_ text: String, _ path: String, _ expected: String) throws {
    let line = DescribeLine(text: "Liveness:  \(text)", number: 1)
    let probe = try #require(DescribedProbe.value(DescribeSection(line, body: [])))
    #expect((probe.value(at: path)?.string ?? "-") == expected)
  }

  @Test func environment() {
    #expect(
      Self.reading.fields(
        "spec.containers.0.env.0.value", "spec.containers.0.env.2.valueFrom.secretKeyRef.name",
        "spec.containers.0.env.2.valueFrom.secretKeyRef.key", "spec.containers.0.env.2.valueFrom.secretKeyRef.optional",
        "spec.containers.0.env.3.valueFrom.configMapKeyRef.name",
        "spec.containers.0.env.3.valueFrom.configMapKeyRef.optional",
        "spec.containers.0.env.4.valueFrom.fieldRef.fieldPath",
        "spec.containers.0.env.5.valueFrom.resourceFieldRef.resource", "spec.containers.0.envFrom.0.configMapRef.name",
        "spec.containers.0.envFrom.0.prefix", "spec.containers.0.envFrom.1.secretRef.name")
        == [
          "spec.containers.0.env.0.value=8080@74", "spec.containers.0.env.2.valueFrom.secretKeyRef.name=db@76",
          "spec.containers.0.env.2.valueFrom.secretKeyRef.key=password@76",
          "spec.containers.0.env.2.valueFrom.secretKeyRef.optional=-",
          "spec.containers.0.env.3.valueFrom.configMapKeyRef.name=ledger-log@77",
          "spec.containers.0.env.3.valueFrom.configMapKeyRef.optional=true@77",
          "spec.containers.0.env.4.valueFrom.fieldRef.fieldPath=metadata.name@78",
          "spec.containers.0.env.5.valueFrom.resourceFieldRef.resource=limits.cpu@79",
          "spec.containers.0.envFrom.0.configMapRef.name=ledger-env@71",
          "spec.containers.0.envFrom.0.prefix=LEDGER_@71",
          "spec.containers.0.envFrom.1.secretRef.name=ledger-key@72",
        ])
  }

  @Test func volumesAndScheduling() {
    #expect(
      Self.reading.fields(
        "spec.containers.0.volumeMounts.0.subPath", "spec.containers.0.volumeMounts.1.readOnly",
        "spec.volumes.0.persistentVolumeClaim.claimName", "spec.volumes.1.configMap.name",
        "spec.volumes.2.emptyDir.sizeLimit", "spec.volumes.3.projected.sources.1.configMap.name",
        "spec.nodeSelector.disk", "spec.tolerations.0.value", "spec.tolerations.1.tolerationSeconds",
        "spec.tolerations.2.key", "spec.topologySpreadConstraints.0.maxSkew", "status.conditions.1.status")
        == [
          "spec.containers.0.volumeMounts.0.subPath=books@81", "spec.containers.0.volumeMounts.1.readOnly=true@82",
          "spec.volumes.0.persistentVolumeClaim.claimName=ledger-data@90",
          "spec.volumes.1.configMap.name=ledger-config@94", "spec.volumes.2.emptyDir.sizeLimit=64Mi@99",
          "spec.volumes.3.projected.sources.1.configMap.name=kube-root-ca.crt@103", "spec.nodeSelector.disk=ssd@106",
          "spec.tolerations.0.value=batch@107", "spec.tolerations.1.tolerationSeconds=300@108",
          "spec.tolerations.2.key=-", "spec.topologySpreadConstraints.0.maxSkew=1@110",
          "status.conditions.1.status=False@86",
        ])
  }

  @Test func aPodThatEndsHasATimeOfDeletionAndNoPhase() {
    let reading = DescribeReading(
      "Name: a\nNamespace: b\nNode: <none>\nStatus: Terminating (lasts 5m)\nTermination Grace Period: 30s\nContainers:\n  c:\n    Image: d\n"
    )
    #expect(
      reading.fields(
        "metadata.deletionTimestamp", "metadata.deletionGracePeriodSeconds", "status.phase", "spec.nodeName",
        "status.containerStatuses")
        == [
          "metadata.deletionTimestamp=age:5m@4", "metadata.deletionGracePeriodSeconds=30@5", "status.phase=-",
          "spec.nodeName=-", "status.containerStatuses=-",
        ])
  }
}
