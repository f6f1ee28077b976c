package prefmill.trainers.adapter;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import prefmill.trainers.safetensors.FloatTensor;

/**
 * Identifies an adapter by what it computes: SHA-256 over rank and scale and, in the order of their
 * PEFT names, every factor's name, shape and numbers as little-endian 32-bit floats.
 *
 * <p>Equal for the PEFT and the MLX layout of one adapter, whatever the order of tensors and keys
 * in their files, and whatever the metadata; another number, name or scale makes another hash.
 */
final class ContentHash {
  private static final int CHUNK = 1 << 14;

  private ContentHash() {}

  static String of(PeftAdapter adapter) {
    MessageDigest digest = sha256();
    text(digest, "lora rank=%s scale=%s".formatted(adapter.lora().rank(), adapter.lora().scale()));
    for (Map.Entry<String, FloatTensor> factor : adapter.tensors().entrySet()) {
      text(digest, factor.getKey() + " " + factor.getValue().shape());
      numbers(digest, factor.getValue().toArray());
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static void text(MessageDigest digest, String line) {
    digest.update((line + "\n").getBytes(StandardCharsets.UTF_8));
  }

  private static void numbers(MessageDigest digest, float[] numbers) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * CHUNK).order(ByteOrder.LITTLE_ENDIAN);
    for (int from = 0; from < numbers.length; from += CHUNK) {
      int count = Math.min(CHUNK, numbers.length - from);
      bytes.clear().asFloatBuffer().put(numbers, from, count);
      digest.update(bytes.limit(4 * count));
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
