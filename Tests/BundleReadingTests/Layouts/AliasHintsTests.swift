import Model
import Testing

@testable import BundleReading

@Suite struct AliasHintsTests {
  private func incident(_ tar: TarBytes) throws -> Incident {
    let folder = try TemporaryFolder()
    return try BundleReader.read(
      .path(try folder.write("b.tar", tar.closed)), keeping: .everything([], components: []))
  }

  @Test func aLinkNamesTheContainer() throws {
    let name = "pods/logs/orders/ledger-0/ledger.log"
    let tar = TarBytes().file("pods.json", LayoutSample.podList).file("files/7.log", LayoutSample.app)
      .symbolicLink(name, to: "../../../../files/7.log")
    let places = try incident(tar).logPlaces
    #expect(places == ["orders/ledger-0/ledger"])
  }

  @Test func theOwnPathComesFirst() throws {
    let own = "namespaces/orders/logs/ledger-0/ledger.previous.log"
    let tar = TarBytes().file("pods.json", LayoutSample.podList).file(own, LayoutSample.app)
      .hardLink("pods/logs/orders/other-0/app.log", to: own)
    let places = try incident(tar).logPlaces
    #expect(places == ["orders/ledger-0/ledger previous"])
  }

  @Test func aLinkedFolderNamesTheNode() throws {
    let tar = TarBytes().file("nodes.json", LayoutSample.nodeList).file("hosts/kubelet.log", LayoutSample.klog)
      .symbolicLink("nodes/depot-2", to: "../hosts")
    let nodes = try incident(tar).logNodes
    #expect(nodes == ["depot-2.example.net"])
  }
}
