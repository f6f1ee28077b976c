package prefmill.pipelines.source.file;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;
import prefmill.transforms.parse.RawRecord;

/**
 * How far a file was read.
 *
 * @param size its bytes then
 * @param modified its time of change then, milliseconds since 1970
 * @param fingerprint hash of its first and last bytes then
 * @param wholeLines whether its last byte then was a newline
 */
record FilePosition(long size, long modified, String fingerprint, boolean wholeLines) {
  private static final ObjectMapper MAPPER = JsonMapper.builder().build();
  private static final int HEAD = 4 << 10;
  private static final int TAIL = 64 << 10;

  /** The position at the end of the file as it is now. */
  static FilePosition of(Path file) throws IOException {
    long modified = Files.getLastModifiedTime(file).toMillis();
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return of(channel, channel.size(), modified);
    }
  }

  /** The position that a run would have recorded, had the file ended here. */
  static FilePosition at(Path file, long size, long modified) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return of(channel, size, modified);
    }
  }

  static FilePosition parse(String json) throws IOException {
    return MAPPER.readValue(json, FilePosition.class);
  }

  String json() {
    try {
      return MAPPER.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a file position cannot be written", e);
    }
  }

  private static FilePosition of(FileChannel channel, long size, long modified) throws IOException {
    byte[] head = bytes(channel, 0, Math.min(HEAD, size));
    byte[] tail = bytes(channel, Math.max(0, size - TAIL), size);
    MessageDigest digest = RawRecord.newDigest();
    digest.update(head);
    digest.update(tail);
    return new FilePosition(
        size,
        modified,
        HexFormat.of().formatHex(digest.digest(), 0, 16),
        tail.length > 0 && tail[tail.length - 1] == '\n');
  }

  private static byte[] bytes(FileChannel channel, long from, long to) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate((int) (to - from));
    while (buffer.hasRemaining() && channel.read(buffer, from + buffer.position()) >= 0) {}
    return buffer.array();
  }
}
