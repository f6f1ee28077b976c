package prefmill.pipelines.policy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import prefmill.pipelines.policy.schema.PolicySchema;
import prefmill.pipelines.policy.yaml.Fault;
import prefmill.pipelines.policy.yaml.YamlDocument;

/** Reads a policy file: bounded bytes, then YAML, then the schema, then records. */
final class PolicyReader {
  private PolicyReader() {}

  static Policy read(Path file) throws PolicyException {
    Path absolute = file.toAbsolutePath().normalize();
    return read(file.toString(), text(file), absolute.getParent());
  }

  static Policy read(String name, String yaml, Path folder) throws PolicyException {
    PolicySchema schema = PolicySchema.current();
    YamlDocument document = YamlDocument.of(yaml);
    List<Fault> faults = schema.faults(document);
    if (!faults.isEmpty()) {
      throw new PolicyException(name, faults);
    }
    return PolicyBinding.of(schema.withDefaults(document.root()), folder).policy();
  }

  private static String text(Path file) throws PolicyException {
    if (!Files.isRegularFile(file)) {
      String mend = "does not exist; write one with `prefmill init --preset native`.";
      throw fault(file, Files.exists(file) ? "is not a file; name the policy file." : mend);
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(YamlDocument.MAX_CHARACTERS + 1);
      if (bytes.length > YamlDocument.MAX_CHARACTERS) {
        throw fault(file, "is larger than 1 MiB; a policy is a page of text, not data.");
      }
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw fault(file, "is not UTF-8 text; save it as UTF-8.");
    } catch (IOException e) {
      throw fault(file, "cannot be read (" + e.getMessage() + "); check its permissions.");
    }
  }

  private static PolicyException fault(Path file, String message) {
    return new PolicyException(file.toString(), List.of(new Fault("", 1, message)));
  }
}
