package prefmill.runners.evaluation;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.List;
import java.util.stream.Stream;
import prefmill.datasets.canonical.Sha256;
import prefmill.pipelines.policy.Policy;
import prefmill.trainers.evaluate.AdapterEvaluation;
import prefmill.transforms.mask.PiiMasker;

/**
 * What this code is: SHA-256 over the modules that measure and decide, each a jar or a folder of
 * classes. It names the very files that ran, also between two versions of one number.
 */
final class CodeHash {
  private static final List<Class<?>> MODULES =
      List.of(CodeHash.class, AdapterEvaluation.class, Policy.class, PiiMasker.class, Sha256.class);

  private CodeHash() {}

  static String sha256() throws IOException {
    StringBuilder hashes = new StringBuilder();
    for (Class<?> module : MODULES) {
      CodeSource source = module.getProtectionDomain().getCodeSource();
      try {
        add(hashes, Path.of(source.getLocation().toURI()));
      } catch (URISyntaxException e) {
        throw new IllegalStateException("a class of an impossible place", e);
      }
    }
    return Sha256.hex(hashes.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static void add(StringBuilder hashes, Path place) throws IOException {
    try (Stream<Path> files = Files.walk(place)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        hashes.append(place.relativize(file)).append(' ').append(Sha256.of(file)).append('\n');
      }
    }
  }
}
