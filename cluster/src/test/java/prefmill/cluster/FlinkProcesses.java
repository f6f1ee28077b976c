package prefmill.cluster;

import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import prefmill.runners.cluster.FlinkMaster;
import prefmill.runners.cluster.FlinkRest;
import prefmill.runners.failure.CommandFailure;

/**
 * A real standalone session cluster: a job manager and task managers of one slot, each a process of
 * its own, which tests kill. Its class path holds Flink alone, as a user's cluster does.
 */
public final class FlinkProcesses implements AutoCloseable {
  private static final Pattern FLINK =
      Pattern.compile(
          "(flink-(?!connector).*|commons-(cli|lang3|text|io|compress|collections|math3)-.*|snappy-.*|lz4-.*"
              + "|kryo-.*|chill-.*|objenesis-.*|minlog-.*|jsr305-.*|slf4j-.*|javassist-.*)\\.jar");
  private static final long READY_SECONDS = 120;

  private final Path folder;
  private final Map<String, String> environment;
  private final int rest = freePort();
  private final int rpc = freePort();
  private final Map<String, Process> processes = new LinkedHashMap<>();

  private FlinkProcesses(Path folder, Map<String, String> environment) {
    this.folder = folder;
    this.environment = environment;
  }

  /**
   * Starts a cluster and waits until all its task managers have registered.
   *
   * @param environment that its workers see, beside the test's own
   */
  public static FlinkProcesses start(Path folder, int taskManagers, Map<String, String> environment)
      throws IOException, InterruptedException {
    FlinkProcesses cluster = new FlinkProcesses(folder, environment);
    cluster.configure();
    cluster.startJobManager();
    for (int i = 0; i < taskManagers; i++) {
      cluster.startTaskManager("tm" + i);
    }
    cluster.awaitTaskManagers(taskManagers);
    return cluster;
  }

  public FlinkMaster master() {
    return new FlinkMaster("127.0.0.1", rest);
  }

  /** Those that run: the job manager first, then the task managers. */
  public Collection<Process> processes() {
    return processes.values();
  }

  /** kill -9. */
  public void kill(String process) throws InterruptedException {
    processes.remove(process).destroyForcibly().waitFor();
  }

  void startJobManager() throws IOException {
    run(
        "jm",
        List.of("-Xmx768m", "-XX:MaxMetaspaceSize=512m"),
        "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint",
        Map.of());
  }

  public void startTaskManager(String name) throws IOException {
    Map<String, String> memory = new TreeMap<>();
    memory.put("taskmanager.resource-id", name);
    memory.put("taskmanager.cpu.cores", "1");
    memory.put("taskmanager.memory.task.heap.size", "600m");
    memory.put("taskmanager.memory.task.off-heap.size", "0");
    memory.put("taskmanager.memory.managed.size", "200m");
    memory.put("taskmanager.memory.network.min", "128m");
    memory.put("taskmanager.memory.network.max", "128m");
    memory.put("taskmanager.memory.jvm-metaspace.size", "400m");
    memory.put("taskmanager.memory.jvm-overhead.min", "128m");
    memory.put("taskmanager.memory.jvm-overhead.max", "128m");
    memory.put("taskmanager.memory.framework.heap.size", "128m");
    memory.put("taskmanager.memory.framework.off-heap.size", "128m");
    run(
        name,
        List.of("-Xmx728m", "-XX:MaxDirectMemorySize=400m", "-XX:MaxMetaspaceSize=400m"),
        "org.apache.flink.runtime.taskexecutor.TaskManagerRunner",
        memory);
  }

  void awaitTaskManagers(int count) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(READY_SECONDS);
    while (System.nanoTime() < end) {
      try {
        if (FlinkRest.of(master()).overview().taskManagers() >= count) {
          return;
        }
      } catch (CommandFailure notYet) {
        // it says so until its REST interface is there
      }
      Thread.sleep(200);
    }
    throw new IllegalStateException("the cluster has not started; see the logs in " + folder);
  }

  @Override
  public void close() throws InterruptedException {
    for (Process process : processes.values()) {
      process.destroyForcibly();
    }
    for (Process process : processes.values()) {
      process.waitFor();
    }
  }

  private void configure() throws IOException {
    Files.createDirectories(folder.resolve("conf"));
    Files.createDirectories(folder.resolve("tmp"));
    Files.writeString(
        folder.resolve("conf/flink-conf.yaml"),
        """
        jobmanager.rpc.address: 127.0.0.1
        jobmanager.rpc.port: %d
        jobmanager.bind-host: 127.0.0.1
        jobmanager.memory.process.size: 1024m
        taskmanager.host: 127.0.0.1
        taskmanager.bind-host: 127.0.0.1
        rest.address: 127.0.0.1
        rest.port: %d
        rest.bind-address: 127.0.0.1
        taskmanager.numberOfTaskSlots: 1
        io.tmp.dirs: %s
        heartbeat.interval: 2000
        heartbeat.timeout: 10000
        state.checkpoints.dir: %s
        restart-strategy.type: exponential-delay
        restart-strategy.exponential-delay.initial-backoff: 1 s
        restart-strategy.exponential-delay.max-backoff: 5 s
        """
            .formatted(rpc, rest, folder.resolve("tmp"), folder.resolve("checkpoints").toUri()));
  }

  private void run(String name, List<String> jvm, String main, Map<String, String> settings)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvm);
    command.add("--add-opens=java.base/java.util=ALL-UNNAMED");
    command.add("--add-opens=java.base/java.lang=ALL-UNNAMED");
    command.add("--add-opens=java.base/java.nio=ALL-UNNAMED");
    command.add("--add-opens=java.base/sun.nio.ch=ALL-UNNAMED");
    command.addAll(List.of("-cp", classPath(), main));
    command.addAll(List.of("--configDir", folder.resolve("conf").toString()));
    settings.forEach((key, value) -> command.addAll(List.of("-D", key + "=" + value)));
    ProcessBuilder process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(
                ProcessBuilder.Redirect.appendTo(folder.resolve(name + ".log").toFile()));
    process.environment().putAll(environment);
    processes.put(name, process.start());
  }

  private static String classPath() {
    String own =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return Arrays.stream(own.split(File.pathSeparator, -1))
        .filter(jar -> FLINK.matcher(Path.of(jar).getFileName().toString()).matches())
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new IllegalStateException("no port is free", e);
    }
  }
}
