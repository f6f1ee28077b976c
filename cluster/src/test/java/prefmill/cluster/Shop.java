package prefmill.cluster;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import prefmill.datasets.manifest.Manifest;
import prefmill.datasets.objects.Places;
import prefmill.datasets.store.DatasetStore;
import prefmill.pipelines.log.EventLog;
import prefmill.runners.Prefmill;
import prefmill.runners.bench.GenerateEvents;
import prefmill.runners.project.Project;

/** A project's folder, in which commands are run as a person would. */
public final class Shop {
  private static final List<String> OPENED =
      List.of("java.util", "java.lang", "java.nio", "sun.nio.ch");

  private final Path folder;
  private final String source;
  private String store = "./store";
  private String said = "";
  private String told = "";

  private Shop(Path folder, String source) {
    this.folder = folder;
    this.source = source;
  }

  /** A project with so many events in files. */
  public static Shop of(Path folder, int events) throws IOException {
    Shop shop = of(folder, "{name: app, kind: jsonl, preset: native, path: events}");
    Files.createDirectories(folder.resolve("events"));
    GenerateEvents.write(events, folder.resolve("events/all.jsonl"), 1);
    return shop;
  }

  /** A project with a source. */
  public static Shop of(Path folder, String source) throws IOException {
    Shop shop = new Shop(folder, source);
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("key"), "a key for tests, 32 characters..\n");
    shop.policy("masking: {key_file: ./key}");
    return shop;
  }

  /** Takes another place for the store. */
  Shop in(String place) throws IOException {
    store = place;
    policy("masking: {key_file: ./key}");
    return this;
  }

  /** Writes the policy with these settings beside the sources. */
  void policy(String settings) throws IOException {
    Files.writeString(
        folder.resolve("prefmill.yaml"),
        """
        dataset: test
        store: %s
        sources:
          - %s
        """
                .formatted(store, source)
            + settings
            + "\n");
  }

  /** Runs a command that must end well; gives what it wrote on stdout. */
  public String run(String... arguments) {
    int code = runs(arguments);
    assertThat(said, code, is(0));
    return said;
  }

  /** Runs a command; gives its exit code. */
  public int runs(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--config", folder.resolve("prefmill.yaml").toString()));
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code = Prefmill.run(new PrintWriter(out), new PrintWriter(err), all.toArray(String[]::new));
    said = code == 0 ? out.toString() : err.toString();
    told = err.toString();
    return code;
  }

  /** The project's folder. */
  public Path folder() {
    return folder;
  }

  /** What the last command said: on stdout, or on stderr if it failed. */
  public String said() {
    return said;
  }

  /** What the last command told on stderr while it ran. */
  String told() {
    return told;
  }

  /** Starts a command in a process of its own, which writes into a file of the folder. */
  Process start(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx768m");
    OPENED.forEach(each -> command.add("--add-opens=java.base/" + each + "=ALL-UNNAMED"));
    command.add("-Dprefmill.cluster.jar=" + System.getProperty("prefmill.cluster.jar"));
    String own = System.getProperty("java.class.path");
    command.addAll(List.of("-cp", System.getProperty("surefire.test.class.path", own)));
    command.add(Prefmill.class.getName());
    command.addAll(List.of(arguments));
    command.addAll(List.of("--config", folder.resolve("prefmill.yaml").toString()));
    return new ProcessBuilder(command)
        .redirectOutput(folder.resolve("command.out").toFile())
        .redirectError(folder.resolve("command.err").toFile())
        .start();
  }

  /** The newest version. */
  public Manifest newest() throws IOException {
    return store().newest().orElseThrow().manifest();
  }

  Project project() throws Exception {
    return Project.load(folder.resolve("prefmill.yaml"));
  }

  DatasetStore store() {
    return DatasetStore.open(Places.in(folder, store).normalize(), "test");
  }

  public EventLog log() {
    return EventLog.open(Places.in(folder, store).normalize(), "test");
  }
}
