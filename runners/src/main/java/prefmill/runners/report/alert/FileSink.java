package prefmill.runners.report.alert;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import prefmill.trainers.registry.figures.AlertRow;

/** A line at the end of a file, forced to the disk. */
record FileSink(Path file) implements AlertSink {
  @Override
  public void take(AlertRow alert) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      ByteBuffer line = ByteBuffer.wrap((AlertJson.of(alert) + "\n").getBytes(UTF_8));
      while (line.hasRemaining()) {
        channel.write(line);
      }
      channel.force(true);
    } catch (IOException e) {
      throw new IOException("the file cannot be written", e);
    }
  }
}
