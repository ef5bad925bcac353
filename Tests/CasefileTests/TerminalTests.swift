import Reporting
import Testing

@testable import casefile

struct TerminalTests {
  private let pipe = Terminal(isInteractive: false, refusesColor: false, columns: nil, isUTF8: false)
  private let window = Terminal(isInteractive: true, refusesColor: false, columns: 120, isUTF8: true)

  @Test func `Pipes get the same bytes everywhere`() {
    let style = pipe.style(.auto)
    #expect(style.width == 100 && !style.isColored && style.isUnicode)
  }

  @Test func `Color is for terminals, unless told otherwise`() {
    #expect(window.style(.auto).isColored)
    #expect(!window.style(.never).isColored)
    #expect(pipe.style(.always).isColored)
    var refusing = window
    refusing.refusesColor = true
    #expect(!refusing.style(.auto).isColored)
    #expect(refusing.style(.always).isColored)
  }

  @Test func `A terminal without UTF-8 gets ASCII`() {
    var old = window
    old.isUTF8 = false
    #expect(!old.style(.auto).isUnicode)
    #expect(window.style(.auto).isUnicode)
  }

  @Test(arguments: [(120, 120), (10, 60), (-5, 60), (100_000, 200)])
  func `The width stays readable`(_ columns: Int, _ width: Int) {
    var terminal = window
    terminal.columns = columns
    #expect(terminal.style(.auto).width == width)
  }
}
