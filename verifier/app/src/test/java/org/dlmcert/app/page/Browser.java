package org.dlmcert.app.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.dlmcert.app.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * A headless Chromium with one page, driven through its DevTools protocol, for which Java's own web
 * socket is enough.
 */
final class Browser implements AutoCloseable {
  private static final long SECONDS = 30;

  private final Process process;
  private final Path profile;
  private final WebSocket socket;
  private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
  private final List<String> complaints = new ArrayList<>();
  private int calls;

  /** Where Chromium is installed, if it is. */
  static Optional<Path> installed() {
    return Stream.of("chromium", "chromium-browser", "google-chrome")
        .flatMap(
            name ->
                Stream.of(System.getenv("PATH").split(":")).map(folder -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  Browser(Path chromium, Path profile) throws IOException, InterruptedException {
    this.profile = profile;
    process =
        new ProcessBuilder(
                chromium.toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-background-networking",
                "--disable-extensions",
                "--no-first-run",
                "--hide-scrollbars",
                "--force-device-scale-factor=1",
                "--window-size=1060,1000",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile,
                "about:blank")
            .redirectErrorStream(true)
            .redirectOutput(profile.resolve("chromium.log").toFile())
            .start();
    Path active = profile.resolve("DevToolsActivePort");
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    while (!Files.exists(active) || Files.readAllLines(active).isEmpty()) {
      assertThat(System.nanoTime()).as("Chromium starts").isLessThan(end);
      Thread.sleep(20);
    }
    String port = Files.readAllLines(active).get(0);
    HttpClient client = HttpClient.newHttpClient();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/json/new?about:blank"))
            .PUT(HttpRequest.BodyPublishers.noBody())
            .build();
    String page = client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    String address = JsonNode.read(page).get("webSocketDebuggerUrl").text();
    socket = client.newWebSocketBuilder().buildAsync(URI.create(address), new Listener()).join();
    for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
      call(domain + ".enable", "{}");
    }
  }

  /** Collects messages, which may come in parts. */
  private final class Listener implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean isLast) {
      text.append(data);
      if (isLast) {
        messages.add(text.toString());
        text.setLength(0);
      }
      from.request(1);
      return null;
    }
  }

  /** Calls a method of the protocol and returns the answer's text. */
  String call(String method, String parameters) throws InterruptedException {
    calls++;
    socket
        .sendText(
            "{\"id\":" + calls + ",\"method\":\"" + method + "\",\"params\":" + parameters + "}",
            true)
        .join();
    while (true) {
      String message = messages.poll(SECONDS, TimeUnit.SECONDS);
      assertThat(message).as("an answer to " + method).isNotNull();
      if (message.startsWith("{\"id\":" + calls + ",")) {
        assertThat(message).doesNotStartWith("{\"id\":" + calls + ",\"error\"");
        return message;
      }
      listen(message);
    }
  }

  private void listen(String event) {
    boolean request =
        event.startsWith("{\"method\":\"Network.requestWillBeSent\"")
            && !event.contains("\"url\":\"file:")
            && !event.contains("\"url\":\"data:")
            && !event.contains("\"url\":\"blob:");
    if (request
        || event.startsWith("{\"method\":\"Runtime.exceptionThrown\"")
        || event.startsWith("{\"method\":\"Runtime.consoleAPICalled\"")
        || event.startsWith("{\"method\":\"Log.entryAdded\"")) {
      complaints.add(event);
    }
  }

  /** Errors, messages of the console, and requests that leave the file. */
  List<String> complaints() {
    return List.copyOf(complaints);
  }

  /** Opens a report page and waits until it is drawn. */
  void open(Path file) throws InterruptedException {
    call("Page.navigate", "{\"url\":\"" + file.toUri() + "\"}");
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    String name = file.getFileName().toString();
    while (!text("location.pathname.endsWith('/" + name + "') && document.readyState")
        .equals("complete")) {
      assertThat(System.nanoTime()).as("the page is loaded").isLessThan(end);
      Thread.sleep(10);
    }
    assertThat(text("document.documentElement.dataset.drawn"))
        .as(name + " is drawn")
        .isEqualTo("yes");
  }

  /** The value of an expression as text; without characters that JSON escapes. */
  String text(String expression) throws InterruptedException {
    String answer =
        call(
            "Runtime.evaluate",
            "{\"awaitPromise\":true,\"returnByValue\":true,\"expression\":\"String("
                + expression.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", " ")
                + ")\"}");
    JsonNode result = JsonNode.read(answer).get("result").get("result");
    return result.get("value").text();
  }

  int count(String selector) throws InterruptedException {
    return Integer.parseInt(text("document.querySelectorAll('" + selector + "').length"));
  }

  void moveMouse(String x, String y) throws InterruptedException {
    call("Input.dispatchMouseEvent", "{\"type\":\"mouseMoved\",\"x\":" + x + ",\"y\":" + y + "}");
  }

  void press(String key, int code, String text) throws InterruptedException {
    String fields =
        ",\"key\":\"" + key + "\",\"code\":\"" + key + "\",\"windowsVirtualKeyCode\":" + code;
    call(
        "Input.dispatchKeyEvent",
        "{\"type\":\"keyDown\""
            + fields
            + (text.isEmpty() ? "" : ",\"text\":\"" + text + "\"")
            + "}");
    call("Input.dispatchKeyEvent", "{\"type\":\"keyUp\"" + fields + "}");
  }

  /** Light or dark. */
  void scheme(String word) throws InterruptedException {
    call(
        "Emulation.setEmulatedMedia",
        "{\"features\":[{\"name\":\"prefers-color-scheme\",\"value\":\"" + word + "\"}]}");
  }

  /** The whole page, at half its size. */
  byte[] screenshot() throws InterruptedException {
    String height = text("Math.min(document.documentElement.scrollHeight, 5000)");
    String answer =
        call(
            "Page.captureScreenshot",
            "{\"format\":\"png\",\"captureBeyondViewport\":true,\"clip\":{\"x\":0,\"y\":0,"
                + "\"width\":1060,\"height\":"
                + height
                + ",\"scale\":0.5}}");
    return Base64.getDecoder().decode(JsonNode.read(answer).get("result").get("data").text());
  }

  @Override
  public void close() {
    socket.abort();
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
    try {
      process.waitFor(SECONDS, TimeUnit.SECONDS);
      for (String link : List.of("SingletonCookie", "SingletonLock", "SingletonSocket")) {
        Files.deleteIfExists(profile.resolve(link));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
