import Model
import Testing

@testable import Diagnosis

/// Which line of a program's last words is shown, runtime by runtime.
struct FailureLineTests {
  struct Words: CustomTestStringConvertible, Sendable {
    var runtime: String
    var log: String
    /// The line to be found.
    var telling: String
    var testDescription: String { runtime }
  }

  static let all: [Words] = [
    Words(
      runtime: "Go, a panic",
      log: """
        2024/05/06 10:00:00 starting
        panic: assignment to entry in nil map

        goroutine 1 [running]:
        main.load(0xc000010000)
        	/src/main.go:21 +0x1d
        main.main()
        	/src/main.go:9 +0x45
        exit status 2
        """, telling: "panic: assignment to entry in nil map"),
    Words(
      runtime: "Go, log.Fatal",
      log: """
        2024/05/06 10:00:00 starting
        2024/05/06 10:00:00 main.go:33: missing environment variable ORDERS_ADDR
        """, telling: "2024/05/06 10:00:00 main.go:33: missing environment variable ORDERS_ADDR"),
    Words(
      runtime: "Java, the innermost cause",
      log: """
        ERROR 1 --- [main] o.s.boot.SpringApplication : Application run failed
        org.springframework.beans.factory.BeanCreationException: Error creating bean with name 'orders'
        	at org.springframework.beans.Factory.create(Factory.java:44)
        Caused by: java.lang.IllegalStateException: Failed to start
        	at com.example.Orders.<init>(Orders.java:12)
        Caused by: java.io.FileNotFoundException: /config/orders.yml (No such file)
        	at com.example.Config.read(Config.java:7)
        	... 12 more
        """, telling: "Caused by: java.io.FileNotFoundException: /config/orders.yml (No such file)"),
    Words(
      runtime: "Java, main",
      log: """
        Exception in thread "main" java.lang.NumberFormatException: For input string: "80a"
        	at java.base/java.lang.Integer.parseInt(Integer.java:652)
        	at com.example.Main.main(Main.java:5)
        """, telling: "Exception in thread \"main\" java.lang.NumberFormatException: For input string: \"80a\""),
    Words(
      runtime: "Python",
      log: """
        Traceback (most recent call last):
          File "/app/main.py", line 3, in <module>
            import orders
        ModuleNotFoundError: No module named 'orders'
        """, telling: "ModuleNotFoundError: No module named 'orders'"),
    Words(
      runtime: "Python, an exception while another was handled",
      log: """
        Traceback (most recent call last):
          File "/app/main.py", line 3, in <module>
            value = settings["port"]
        KeyError: 'port'

        During handling of the above exception, another exception occurred:

        Traceback (most recent call last):
          File "/app/main.py", line 5, in <module>
            raise RuntimeError("port is not configured")
        RuntimeError: port is not configured
        """, telling: "RuntimeError: port is not configured"),
    Words(
      runtime: "Node, an error that is thrown",
      log: """
        /app/server.js:3
            throw new Error('PORT is not set');
            ^

        Error: PORT is not set
            at Object.<anonymous> (/app/server.js:3:11)
            at node:internal/main/run_main_module:28:49

        Node.js v20.11.0
        """, telling: "Error: PORT is not set"),
    Words(
      runtime: "Node, a promise that nobody handles",
      log: """
        node:internal/process/promises:288
                    triggerUncaughtException(err, true /* fromPromise */);
                    ^

        TypeError: Cannot read properties of undefined (reading 'orders')
            at load (/app/server.js:9:20)

        Node.js v20.11.0
        """, telling: "TypeError: Cannot read properties of undefined (reading 'orders')"),
    Words(
      runtime: ".NET",
      log: """
        Unhandled exception. System.InvalidOperationException: The setting Orders:Url is empty.
           at Program.<Main>$(String[] args) in /src/Program.cs:line 9
        """, telling: "Unhandled exception. System.InvalidOperationException: The setting Orders:Url is empty."),
    Words(
      runtime: ".NET, the innermost exception",
      log: """
        Unhandled exception. System.TypeInitializationException: The type initializer for 'Orders' threw an exception.
         ---> System.ArgumentNullException: Value cannot be null. (Parameter 'connectionString')
           at Orders..cctor() in /src/Orders.cs:line 4
           --- End of inner exception stack trace ---
           at Program.<Main>$(String[] args) in /src/Program.cs:line 9
        """, telling: " ---> System.ArgumentNullException: Value cannot be null. (Parameter 'connectionString')"),
    Words(
      runtime: "nginx",
      log: """
        /docker-entrypoint.sh: Configuration complete; ready for start up
        2024/05/06 10:00:00 [emerg] 1#1: host not found in upstream "catalog" in /etc/nginx/conf.d/default.conf:2
        nginx: [emerg] host not found in upstream "catalog" in /etc/nginx/conf.d/default.conf:2
        """, telling: "nginx: [emerg] host not found in upstream \"catalog\" in /etc/nginx/conf.d/default.conf:2"),
  ]

  @Test("The line that tells is found", arguments: all)
  func find(words: Words) throws {
    let lines = words.log.split(separator: "\n", omittingEmptySubsequences: false).enumerated().map { offset, text in
      ContainerLog.Line(number: offset + 1, text: String(text))
    }
    let found = try #require(FailureLine.find(in: lines))
    #expect(found.line.text == words.telling)
  }

  @Test func aLogWithoutComplaintHasNone() {
    let lines = [ContainerLog.Line(number: 1, text: "listening on :8080")]
    #expect(FailureLine.find(in: lines) == nil)
  }
}
