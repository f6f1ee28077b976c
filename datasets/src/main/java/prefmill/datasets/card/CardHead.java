package prefmill.datasets.card;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import prefmill.datasets.manifest.FileEntry;
import prefmill.datasets.manifest.Manifest;
import prefmill.datasets.manifest.ShardName;
import prefmill.datasets.rows.ChatMessage;
import prefmill.datasets.rows.Config;
import prefmill.datasets.rows.PreferenceRow;
import prefmill.datasets.rows.SftRow;
import prefmill.datasets.rows.Split;
import prefmill.datasets.rows.UnpairedRow;

/**
 * The YAML head of a dataset card: which files make which split, the columns' types, and how many
 * rows there must be, so that load_dataset itself finds a missing shard.
 */
final class CardHead {
  private static final YAMLMapper YAML =
      YAMLMapper.builder().disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER).build();

  private final Manifest manifest;

  private CardHead(Manifest manifest) {
    this.manifest = manifest;
  }

  static String of(Manifest manifest) {
    try {
      return "---\n" + YAML.writeValueAsString(new CardHead(manifest).head()) + "---\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the card's head has no form in YAML", e);
    }
  }

  private Map<String, Object> head() {
    List<Config> configs =
        Arrays.stream(Config.values()).filter(config -> splits(config).count() > 0).toList();
    Map<String, Object> head = new LinkedHashMap<>();
    head.put("pretty_name", manifest.dataset());
    head.put("tags", List.of("human-feedback", "preference", "dpo", "kto", "sft"));
    head.put("size_categories", List.of(sizeCategory()));
    if (!configs.isEmpty()) {
      head.put("configs", configs.stream().map(config -> files(config, configs.get(0))).toList());
      head.put("dataset_info", configs.stream().map(this::info).toList());
    }
    return head;
  }

  private Map<String, Object> files(Config config, Config first) {
    Map<String, Object> files = new LinkedHashMap<>();
    files.put("config_name", config.label());
    if (config == first) {
      files.put("default", true);
    }
    files.put(
        "data_files",
        splits(config)
            .map(split -> ordered("split", split.label(), "path", pattern(config, split)))
            .toList());
    return files;
  }

  private Map<String, Object> info(Config config) {
    Map<String, Object> info = new LinkedHashMap<>();
    info.put("config_name", config.label());
    info.put("features", features(rowType(config)));
    info.put(
        "splits",
        splits(config)
            .map(
                split -> {
                  Map<String, Object> size = ordered("name", split.label());
                  size.put("num_bytes", bytes(config, split));
                  size.put("num_examples", manifest.rows(config, split));
                  return size;
                })
            .toList());
    return info;
  }

  private static List<Map<String, Object>> features(Class<? extends Record> type) {
    return Stream.of(type.getRecordComponents()).map(CardHead::feature).toList();
  }

  private static Map<String, Object> feature(RecordComponent column) {
    Class<?> type = column.getType();
    Map<String, Object> feature = ordered("name", snakeCase(column.getName()));
    if (type == List.class) {
      feature.put("list", features(ChatMessage.class));
    } else if (type == int.class) {
      feature.put("dtype", "int32");
    } else if (type == double.class) {
      feature.put("dtype", "float64");
    } else {
      feature.put("dtype", type == boolean.class ? "bool" : "string");
    }
    return feature;
  }

  private Stream<Split> splits(Config config) {
    return Arrays.stream(Split.values()).filter(split -> manifest.rows(config, split) > 0);
  }

  private long bytes(Config config, Split split) {
    String prefix = config.label() + "/" + split.label() + "-";
    return manifest.files().stream()
        .filter(file -> file.path().startsWith(prefix))
        .filter(file -> file.path().endsWith(ShardName.PARQUET))
        .mapToLong(FileEntry::bytes)
        .sum();
  }

  private String sizeCategory() {
    long rows = manifest.rowsInAll();
    if (rows < 1_000) {
      return "n<1K";
    }
    if (rows < 10_000) {
      return "1K<n<10K";
    }
    if (rows < 100_000) {
      return "10K<n<100K";
    }
    return rows < 1_000_000 ? "100K<n<1M" : "n>1M";
  }

  private static String pattern(Config config, Split split) {
    return config.label() + "/" + split.label() + "-*." + ShardName.PARQUET;
  }

  private static Map<String, Object> ordered(String... namesAndValues) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      map.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return map;
  }

  private static Class<? extends Record> rowType(Config config) {
    return switch (config) {
      case PREFERENCE -> PreferenceRow.class;
      case UNPAIRED -> UnpairedRow.class;
      case SFT -> SftRow.class;
    };
  }

  private static String snakeCase(String name) {
    return name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }
}
