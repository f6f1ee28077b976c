package prefmill.pipelines.policy.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Turns YAML nodes into JSON nodes and writes down the line of each. */
final class TreeOfYaml {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final int MAX_DIGITS = 40;

  private final Map<String, Integer> lines = new HashMap<>();
  private final List<Fault> faults = new ArrayList<>();

  private TreeOfYaml() {}

  static YamlDocument of(MappingNode node) {
    TreeOfYaml tree = new TreeOfYaml();
    ObjectNode root = tree.mapping(node, "");
    return new YamlDocument(root, tree.lines, tree.faults);
  }

  private JsonNode value(Node node, String path) {
    if (node instanceof MappingNode mapping) {
      return mapping(mapping, path);
    }
    if (node instanceof SequenceNode sequence) {
      ArrayNode items = JSON.arrayNode();
      for (Node item : sequence.getValue()) {
        String place = KeyPath.item(path, items.size());
        lines.put(place, line(item));
        items.add(value(item, place));
      }
      return items;
    }
    return scalar((ScalarNode) node, path);
  }

  private ObjectNode mapping(MappingNode node, String path) {
    ObjectNode object = JSON.objectNode();
    for (NodeTuple entry : node.getValue()) {
      if (!(entry.getKeyNode() instanceof ScalarNode keyNode)) {
        faults.add(new Fault(path, line(node), "has a key that is no plain word."));
        continue;
      }
      String key = keyNode.getValue();
      String place = KeyPath.key(path, key);
      if (object.has(key)) {
        String first =
            "is given twice, first in line " + lines.get(place) + "; keep one of the two.";
        faults.add(new Fault(place, line(keyNode), first));
        continue;
      }
      lines.put(place, line(keyNode));
      object.set(key, value(entry.getValueNode(), place));
    }
    return object;
  }

  private JsonNode scalar(ScalarNode node, String path) {
    String text = node.getValue();
    Tag tag = node.getTag();
    if (text.indexOf('\0') >= 0) {
      faults.add(new Fault(path, line(node), "holds a zero byte; remove it."));
    }
    if (tag.equals(Tag.NULL)) {
      return JSON.nullNode();
    }
    if (tag.equals(Tag.BOOL)) {
      return JSON.booleanNode(Boolean.parseBoolean(text));
    }
    return tag.equals(Tag.INT) || tag.equals(Tag.FLOAT) ? number(text) : JSON.textNode(text);
  }

  /** A number of JSON; what JSON cannot say (.inf, endless digits, 0x10) stays text. */
  private static JsonNode number(String text) {
    if (text.matches("[-+]?[0-9]{1," + MAX_DIGITS + "}")) {
      BigInteger whole = new BigInteger(text);
      return whole.bitLength() < Integer.SIZE
          ? JSON.numberNode(whole.intValue())
          : whole.bitLength() < Long.SIZE
              ? JSON.numberNode(whole.longValue())
              : JSON.numberNode(whole);
    }
    if (text.matches("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?")) {
      double value = Double.parseDouble(text);
      if (Double.isFinite(value)) {
        return JSON.numberNode(value);
      }
    }
    return JSON.textNode(text);
  }

  private static int line(Node node) {
    return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
  }
}
