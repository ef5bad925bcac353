import Model
import Testing

#if canImport(FoundationEssentials)
  import FoundationEssentials
#endif

@testable import Diagnosis

struct FailureModeRegistryTests {
  @Test func idsAreUniqueSortedAndKebabCase() {
    let ids = FailureModes.all.map(\.card.id)
    #expect(ids == ids.sorted())
    #expect(Set(ids).count == ids.count)
    for id in ids {
      #expect(id.allSatisfy { $0 == "-" || $0.isASCII && ($0.isLowercase || $0.isNumber) }, "\(id)")
    }
  }

  @Test("Cards are filled in", arguments: FailureModes.all.map(\.card.id))
  func cardIsComplete(id: String) throws {
    let card = try #require(FailureModes.cards.first { $0.id == id })
    for text in [card.title.en, card.what.en, card.why.en, card.layer] { #expect(!text.isEmpty) }
    #expect(!card.remedies.isEmpty)
    #expect(!card.references.isEmpty)
    #expect(card.references.allSatisfy { $0.hasPrefix("https://") })
    #expect(!card.title.en.hasSuffix("."))
  }

  @Test("Commands can be pasted as they stand", arguments: FailureModes.all.map(\.card.id))
  func commandsAreWhole(id: String) throws {
    let card = try #require(FailureModes.cards.first { $0.id == id })
    for command in card.remedies.flatMap(\.commands) {
      #expect(!command.isEmpty && command.first != " " && command.last != " ", "\(command)")
      #expect(command.count { $0 == "'" } % 2 == 0 && command.count { $0 == "\"" } % 2 == 0, "\(command)")
      let known = ["{kind}", "{namespace}", "{name}", "{node}"]
      let filled = known.reduce(command) { $0.replacing($1, with: "x") }
      // Braces that stay are those of jsonpath and awk.
      #expect(!filled.contains("{") || filled.contains("'"), "\(command)")
    }
  }

  @Test func everyFileOfAFailureModeIsRegistered() throws {
    let sources = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../Sources/Diagnosis/FailureModes").standardizedFileURL.path
    var declared: [String] = []
    let names = try FileManager.default.subpathsOfDirectory(atPath: sources)
    for name in names where name.hasSuffix(".swift") {
      let data = try #require(FileManager.default.contents(atPath: "\(sources)/\(name)"))
      for line in String(decoding: data, as: UTF8.self).split(separator: "\n") {
        guard let range = line.firstRange(of: "static let "), line.hasSuffix("= FailureMode(") else { continue }
        declared.append(String(line[range.upperBound...].prefix { $0.isLetter || $0.isNumber }))
      }
    }
    #expect(declared.count == FailureModes.all.count, "\(declared.sorted())")
  }

  @Test func linksPointToKnownModesOrAreLeftOut() {
    for mode in FailureModes.all {
      #expect(!FailureModes.causes(of: mode.card.id).contains(mode.card.id))
      if mode.card.role == .fault { #expect(mode.causes.isEmpty, "\(mode.card.id)") }
    }
  }

  @Test func signaturesAreConsistent() {
    var byID: [String: LogSignature] = [:]
    for signature in FailureModes.signatures {
      #expect(byID[signature.id] == nil, "two signatures are named \(signature.id)")
      byID[signature.id] = signature
      #expect(!signature.literals.isEmpty && signature.literals.allSatisfy { $0.utf8.count >= 6 })
    }
  }
}
