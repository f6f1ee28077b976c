package prefmill.runners.services;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.apache.commons.io.FileUtils;

/**
 * Where an embedded Postgres keeps its data, its password and its log.
 *
 * <p>The data appear whole or not at all: a process killed while it made them leaves nothing that
 * counts.
 *
 * @param root the kept folder
 */
record PostgresFolder(Path root) {
  static final String USER = "prefmill";

  private static final int PID_LINE = 0;
  private static final int PORT_LINE = 3;

  Path data() {
    return root.resolve("data");
  }

  Path log() {
    return root.resolve("server.log");
  }

  Path lock() {
    return root.resolve("lock");
  }

  /** Also read by psql and other clients, through the variable PGPASSFILE. */
  Path passwordFile() {
    return root.resolve("pgpass");
  }

  /** Makes the data where there are none yet. */
  void create(PostgresCommand command) throws IOException {
    if (Files.isDirectory(data())) {
      return;
    }
    Path fresh = root.resolve("data.new");
    FileUtils.deleteDirectory(fresh.toFile());
    byte[] secret = new byte[16];
    new SecureRandom().nextBytes(secret);
    String password = HexFormat.of().formatHex(secret);
    writePrivately(passwordFile(), "127.0.0.1:*:*:%s:%s\n".formatted(USER, password));
    Path given = root.resolve("password.new");
    writePrivately(given, password + "\n");
    try {
      int code =
          command.run(
              "initdb",
              "-D",
              fresh.toString(),
              "-U",
              USER,
              "--pwfile=" + given,
              "-A",
              "scram-sha-256",
              "-E",
              "UTF8",
              "--locale=C",
              "--no-instructions");
      if (code != 0) {
        throw command.failure("could not be set up");
      }
    } finally {
      Files.delete(given);
    }
    Files.move(fresh, data(), StandardCopyOption.ATOMIC_MOVE);
  }

  String password() throws IOException {
    String line = Files.readString(passwordFile()).strip();
    return line.substring(line.lastIndexOf(':') + 1);
  }

  /** The process that the server's own file names; it may be long gone. */
  Optional<Long> pid() throws IOException {
    return pidFileLine(PID_LINE).map(Long::valueOf);
  }

  /** The port that the process listens on which the server's own file names. */
  Optional<Integer> port() throws IOException {
    return pidFileLine(PORT_LINE).map(Integer::valueOf);
  }

  /** The port to ask for again, so that addresses hold from run to run. */
  Optional<Integer> lastPort() throws IOException {
    return Files.exists(portFile())
        ? Optional.of(Integer.valueOf(Files.readString(portFile()).strip()))
        : Optional.empty();
  }

  void keepPort(int port) throws IOException {
    Path fresh = root.resolve("port.new");
    Files.writeString(fresh, port + "\n");
    Files.move(fresh, portFile(), StandardCopyOption.ATOMIC_MOVE);
  }

  Path pidFile() {
    return data().resolve("postmaster.pid");
  }

  private Path portFile() {
    return root.resolve("port");
  }

  private Optional<String> pidFileLine(int number) throws IOException {
    if (!Files.exists(pidFile())) {
      return Optional.empty();
    }
    List<String> lines = Files.readAllLines(pidFile());
    return lines.size() > number ? Optional.of(lines.get(number).strip()) : Optional.empty();
  }

  private static void writePrivately(Path file, String text) throws IOException {
    Files.deleteIfExists(file);
    boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    FileAttribute<?>[] rights =
        posix
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            }
            : new FileAttribute<?>[0];
    Files.createFile(file, rights);
    Files.writeString(file, text);
  }
}
