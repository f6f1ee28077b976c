package prefmill.trainers.safetensors;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Parses and judges a header: known types, shapes that fit their bytes, and tensors that cover the
 * data exactly, without overlap, hole or trailing byte, as the format demands.
 */
final class SafetensorsHeader {
  private static final String METADATA = "__metadata__";
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final Path file;

  private SafetensorsHeader(Path file) {
    this.file = file;
  }

  /** The tensors in the order of the data, by name. */
  static Map<String, TensorInfo> parse(Path file, byte[] json, long dataLength)
      throws SafetensorsException {
    return new SafetensorsHeader(file).tensors(json, dataLength);
  }

  private Map<String, TensorInfo> tensors(byte[] json, long dataLength)
      throws SafetensorsException {
    JsonNode root = root(json);
    List<TensorInfo> tensors = new ArrayList<>();
    for (Map.Entry<String, JsonNode> e : root.properties()) {
      if (e.getKey().equals(METADATA)) {
        requireTexts(e.getValue());
      } else {
        tensors.add(tensor(e.getKey(), e.getValue()));
      }
    }
    tensors.sort(Comparator.comparingLong(TensorInfo::begin).thenComparingLong(TensorInfo::end));
    Map<String, TensorInfo> byName = new LinkedHashMap<>();
    long covered = 0;
    for (TensorInfo t : tensors) {
      if (t.begin() != covered) {
        throw fault(
            "%s begins at byte %d, where %d is due".formatted(t.name(), t.begin(), covered));
      }
      covered = t.end();
      byName.put(t.name(), t);
    }
    if (covered != dataLength) {
      throw fault("its tensors take %d bytes, %d are there".formatted(covered, dataLength));
    }
    return byName;
  }

  private JsonNode root(byte[] json) throws SafetensorsException {
    JsonNode root;
    try {
      // decoded here, since the parser would take UTF-16 as well
      root = JSON.readTree(UTF_8.newDecoder().decode(ByteBuffer.wrap(json)).toString());
    } catch (CharacterCodingException e) {
      throw fault("its header is not UTF-8 text");
    } catch (JsonProcessingException e) {
      throw fault("its header is not JSON with unique names");
    }
    if (!root.isObject()) {
      throw fault("its header is not a JSON object");
    }
    return root;
  }

  private void requireTexts(JsonNode metadata) throws SafetensorsException {
    boolean texts = metadata.isObject() || metadata.isNull(); // MLX writes null
    for (JsonNode value : metadata) {
      texts &= value.isTextual();
    }
    if (!texts) {
      throw fault("its " + METADATA + " is no map of texts");
    }
  }

  private TensorInfo tensor(String name, JsonNode node) throws SafetensorsException {
    TensorType type = type(name, node.path("dtype").asText());
    List<Long> shape = numbers(name, node.path("shape"));
    List<Long> offsets = numbers(name, node.path("data_offsets"));
    if (offsets.size() != 2 || offsets.get(1) < offsets.get(0)) {
      throw fault(name + " has no proper data_offsets");
    }
    TensorInfo tensor = new TensorInfo(name, type, shape, offsets.get(0), offsets.get(1));
    if (tensor.end() - tensor.begin() != bytes(name, type, shape)) {
      throw fault("the bytes of " + name + " do not fit its shape " + shape + " of " + type);
    }
    return tensor;
  }

  private long bytes(String name, TensorType type, List<Long> shape) throws SafetensorsException {
    try {
      return shape.stream().reduce((long) type.bytes(), Math::multiplyExact);
    } catch (ArithmeticException e) {
      throw fault("the shape of " + name + " is too large");
    }
  }

  private TensorType type(String name, String type) throws SafetensorsException {
    for (TensorType known : TensorType.values()) {
      if (known.name().equals(type)) {
        return known;
      }
    }
    throw fault(name + " has the unknown type '" + type + "'");
  }

  private List<Long> numbers(String name, JsonNode node) throws SafetensorsException {
    List<Long> numbers = new ArrayList<>();
    for (JsonNode n : node) {
      if (!n.isIntegralNumber() || !n.canConvertToLong() || n.longValue() < 0) {
        throw fault(name + " has a length or offset that is no natural number");
      }
      numbers.add(n.longValue());
    }
    if (!node.isArray()) {
      throw fault(name + " lacks its shape or data_offsets");
    }
    return numbers;
  }

  private SafetensorsException fault(String fault) {
    return new SafetensorsException(file, fault);
  }
}
