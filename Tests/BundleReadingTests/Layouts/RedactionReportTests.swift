import Model
import Testing

@testable import BundleReading

@Suite struct RedactionReportTests {
  @Test(arguments: [1, 9, 4096])
  func tellsWhereSecretsWereReplaced(chunk: Int) {
    let text = """
      casefile redaction report
      Pseudonyms: 11 names, 17 addresses.
      file\ttimes\twhat was replaced by REDACTED
      nodes/n1/processes.txt\t1\tcommand line
      cluster/pods.yaml\t12\tenvironment variable
      cut\tx
      """
    let facts = read(text, path: "b/redaction.txt", chunk: chunk)
    #expect(facts?.format == RedactionReport.name)
    #expect(
      facts?.redacted == [
        Coverage.Note(
          path: "b/nodes/n1/processes.txt", text: "the collector replaced secrets once: command line"),
        Coverage.Note(
          path: "b/cluster/pods.yaml", text: "the collector replaced secrets 12 times: environment variable"),
      ])
  }
}
