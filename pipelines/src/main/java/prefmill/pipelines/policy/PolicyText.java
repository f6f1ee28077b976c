package prefmill.pipelines.policy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import prefmill.pipelines.policy.dictionary.DictionaryTerms;
import prefmill.pipelines.policy.schema.PolicySchema;
import prefmill.pipelines.policy.yaml.Fault;
import prefmill.pipelines.policy.yaml.YamlDocument;

/**
 * A policy and the document that it was read from: bounded bytes, then YAML, then the schema, then
 * records.
 *
 * @param policy the policy
 * @param document its text as a tree that knows its lines
 */
public record PolicyText(Policy policy, YamlDocument document) {
  /**
   * Reads a policy file.
   *
   * @throws PolicyException naming every fault of the file
   */
  public static PolicyText read(Path file) throws PolicyException {
    Path absolute = file.toAbsolutePath().normalize();
    return read(file.toString(), text(file), absolute.getParent());
  }

  static PolicyText read(String name, String yaml, Path folder) throws PolicyException {
    PolicySchema schema = PolicySchema.current();
    YamlDocument document = YamlDocument.of(yaml);
    List<Fault> faults = schema.faults(document);
    if (!faults.isEmpty()) {
      throw PolicyException.of(name, faults);
    }
    ObjectNode whole = schema.withDefaults(document.root());
    faults = DictionaryTerms.load(document, whole, folder);
    if (!faults.isEmpty()) {
      throw PolicyException.of(name, faults);
    }
    Policy policy = PolicyBinding.of(document.root(), whole, folder).policy();
    return new PolicyText(policy, document);
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
    return PolicyException.of(file.toString(), List.of(new Fault("", 1, message)));
  }
}
