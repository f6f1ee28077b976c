package prefmill.pipelines.policy.yaml;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * A YAML 1.2 text as a JSON tree that remembers its lines. Size, depth and aliases are bounded, so
 * that no text makes reading slow.
 *
 * @param root the tree; empty if the text has no mapping at its top
 * @param lines the line of each key and item, by path
 * @param faults what keeps the text from being a tree: syntax, duplicate keys, aliases
 */
public record YamlDocument(ObjectNode root, Map<String, Integer> lines, List<Fault> faults) {
  /** The longest text that is read, in characters. */
  public static final int MAX_CHARACTERS = 1 << 20;

  private static final int MAX_DEPTH = 32;

  private static final LoadSettings SETTINGS =
      LoadSettings.builder()
          .setSchema(new CoreSchema())
          .setMaxAliasesForCollections(0)
          .setCodePointLimit(MAX_CHARACTERS)
          .setLabel("policy")
          .build();

  /** Reads a text; what is wrong with it is in {@link #faults()}, nothing is thrown. */
  public static YamlDocument of(String text) {
    if (text.length() > MAX_CHARACTERS) {
      return broken(1, "is longer than 1 MiB; a policy is a page of text, not data.");
    }
    try {
      Optional<YamlDocument> tooDeep = refuseDepth(text);
      if (tooDeep.isPresent()) {
        return tooDeep.get();
      }
      Optional<Node> node = new Compose(SETTINGS).composeString(text);
      return node.isPresent() && node.get() instanceof MappingNode mapping
          ? TreeOfYaml.of(mapping)
          : broken(1, "must be a mapping of keys; `prefmill init --preset native` writes one.");
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
      return broken(line, "is not valid YAML: " + e.getProblem() + ".");
    } catch (YamlEngineException e) {
      return broken(1, refusal(e));
    }
  }

  /** The line of a path, or of the nearest parent that is in the text. */
  public int line(String path) {
    String place = path;
    while (!place.isEmpty() && !lines.containsKey(place)) {
      place =
          place.substring(0, Math.max(0, Math.max(place.lastIndexOf('.'), place.lastIndexOf('['))));
    }
    return lines.getOrDefault(place, 1);
  }

  private static Optional<YamlDocument> refuseDepth(String text) {
    int depth = 0;
    for (Event event : new Parse(SETTINGS).parseString(text)) {
      if (event instanceof CollectionStartEvent && ++depth > MAX_DEPTH) {
        int line = event.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
        return Optional.of(broken(line, "nests deeper than " + MAX_DEPTH + " levels."));
      }
      if (event instanceof CollectionEndEvent) {
        depth--;
      }
    }
    return Optional.empty();
  }

  private static String refusal(YamlEngineException e) {
    return e.getMessage() != null && e.getMessage().contains("aliases")
        ? "repeats a part by a YAML alias (*name); write the part out instead."
        : "is not valid YAML: " + e.getMessage() + ".";
  }

  private static YamlDocument broken(int line, String message) {
    return new YamlDocument(
        JsonNodeFactory.instance.objectNode(), Map.of(), List.of(new Fault("", line, message)));
  }
}
