package prefmill.pipelines.job;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import prefmill.datasets.canonical.Sha256;
import prefmill.transforms.mask.PiiMasker;

/**
 * What code is: SHA-256 over modules, each a jar or a folder of classes. It names the very files
 * that run, also between two versions of one number.
 */
public final class CodeHash {
  private static final List<Class<?>> BUILDING =
      List.of(CodeHash.class, PiiMasker.class, Sha256.class);

  private CodeHash() {}

  /** Of the modules that build versions. */
  public static String ofBuilding() throws IOException {
    return of(BUILDING);
  }

  /** Of the modules of these classes. */
  public static String of(List<Class<?>> modules) throws IOException {
    StringBuilder hashes = new StringBuilder();
    for (Path place : modules.stream().map(CodeHash::place).distinct().toList()) {
      add(hashes, place);
    }
    return Sha256.hex(hashes.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static Path place(Class<?> module) {
    try {
      return Path.of(module.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("a class of an impossible place", e);
    }
  }

  private static void add(StringBuilder hashes, Path place) throws IOException {
    try (Stream<Path> files = Files.walk(place)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        hashes.append(place.relativize(file)).append(' ').append(Sha256.of(file)).append('\n');
      }
    }
  }
}
