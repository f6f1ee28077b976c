package prefmill.datasets.manifest;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import prefmill.datasets.rows.Config;
import prefmill.datasets.rows.Split;

/**
 * The path of a data file below its version: preference/train-00000-of-00004.parquet.
 *
 * <p>Of a config and split, the files 0 to count - 1 are all there, none of them empty.
 *
 * @param config the folder
 * @param split the side
 * @param index the shard, from 0
 * @param count the shards of that config and split
 * @param format the ending: parquet or jsonl
 */
public record ShardName(Config config, Split split, int index, int count, String format) {
  /** The ending of Parquet files. */
  public static final String PARQUET = "parquet";

  /** The ending of files with a JSON row on each line. */
  public static final String JSONL = "jsonl";

  private static final Pattern PATH =
      Pattern.compile(
          "(preference|unpaired|sft)/(train|validation|test)-([0-9]{5})-of-([0-9]{5})\\.(parquet|jsonl)");

  /** The name in a path; empty if the path is of no data file. */
  public static Optional<ShardName> parse(String path) {
    Matcher name = PATH.matcher(path);
    return name.matches()
        ? Optional.of(
            new ShardName(
                Config.parse(name.group(1)),
                Split.parse(name.group(2)),
                Integer.parseInt(name.group(3)),
                Integer.parseInt(name.group(4)),
                name.group(5)))
        : Optional.empty();
  }

  /** The path below the version's folder, with forward slashes. */
  public String path() {
    return String.format(
        Locale.ROOT, "%s/%s-%05d-of-%05d.%s", config.label(), split.label(), index, count, format);
  }
}
