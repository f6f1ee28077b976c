package prefmill.pipelines.publish;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import prefmill.datasets.rows.ChatMessage;
import prefmill.datasets.rows.PreferenceRow;
import prefmill.datasets.rows.Row;
import prefmill.datasets.rows.UnpairedRow;
import prefmill.pipelines.statistics.RowSums;
import prefmill.pipelines.statistics.Statistics;
import prefmill.transforms.keys.Id;
import prefmill.transforms.rows.Config;
import prefmill.transforms.rows.RowRef;
import prefmill.transforms.splits.Side;

class PublishSumsTest {
  private static final long SHARD = 128L << 20;

  private static RowRef ref(long bucket) {
    return new RowRef(new Id(1, 1), new Id(1, 1), Config.SFT, Side.TRAIN, bucket, 10);
  }

  private static int shards(long bytes) {
    return CountShards.shards(Map.of("SFT/TRAIN", bytes), ref(0));
  }

  @Test
  void shardsAreTheNextPowerOfTwoOfTheBytes() {
    assertThat(shards(0), is(1));
    assertThat(shards(1), is(1));
    assertThat(shards(SHARD), is(1));
    assertThat(shards(SHARD + 1), is(2));
    assertThat(shards(3 * SHARD), is(4));
    assertThat(shards(4 * SHARD), is(4));
    assertThat(shards(4 * SHARD + 1), is(8));
    assertThat(CountShards.shards(Map.of(), ref(0)), is(1));
  }

  @Test
  void aShardIsAStretchOfBuckets() {
    assertThat(ShardKey.of(ref(-1), 1).index(), is(0));
    assertThat(ShardKey.of(ref(-1), 4).index(), is(3));
    assertThat(ShardKey.of(ref(Long.MAX_VALUE), 4).index(), is(1));
    assertThat(ShardKey.of(ref(Long.MIN_VALUE), 2).index(), is(1));
  }

  private static PreferenceRow pair(String category, String chosen, String rejected) {
    return new PreferenceRow(
        "00",
        "00",
        category,
        List.of(ChatMessage.user("?")),
        List.of(ChatMessage.assistant(chosen)),
        List.of(ChatMessage.assistant(rejected)),
        "00",
        "00",
        null,
        null,
        null,
        "ratings",
        1,
        1,
        1);
  }

  private static UnpairedRow verdict(boolean liked) {
    List<ChatMessage> prompt = List.of(ChatMessage.user("?"));
    List<ChatMessage> answer = List.of(ChatMessage.assistant("a"));
    return new UnpairedRow("00", "00", null, prompt, answer, liked, null, "00", 1, 1);
  }

  @Test
  void sumsOfShardsAddUpToTheStatistics() {
    List<Row> rows =
        List.of(
            pair("a.category.b", "<EMAIL_1><EMAIL_2>", "<EMAIL_1> <PHONE_1>"),
            pair("a.category.b", "four", "a"),
            pair(null, "to", "longer"),
            verdict(true),
            verdict(false),
            verdict(false));
    Map<String, Long> whole = RowSums.of(rows);
    Map<String, Long> added = new HashMap<>();
    new ArrayList<>(rows)
        .forEach(row -> RowSums.of(List.of(row)).forEach((n, v) -> added.merge(n, v, Long::sum)));
    assertThat(added, equalTo(new HashMap<>(whole)));
    Map<String, Object> statistics =
        Statistics.of(whole, Map.of("preference", Map.of("train", 3L)));
    assertThat(
        statistics.get("categories"),
        equalTo(
            Map.of(
                "preference",
                Map.of("a.category.b", 2L, "none", 1L),
                "unpaired",
                Map.of("none", 3L))));
    assertThat(statistics.get("evidence"), equalTo(Map.of("ratings", 3L)));
    assertThat(
        statistics.get("masked"), equalTo(Map.of("preference", Map.of("email", 2L, "phone", 1L))));
    assertThat(statistics.get("unpaired_labels"), equalTo(Map.of("liked", 1L, "disliked", 2L)));
    assertThat(
        statistics.get("length_gap"),
        equalTo(
            Map.of(
                "mean_chosen_characters",
                8L,
                "mean_rejected_characters",
                8L,
                "chosen_longer_per_mille",
                333L,
                "histogram",
                Map.of("shorter by 1 to 9", 2L, "longer by 1 to 9", 1L))));
    assertThat(
        statistics.get("models_chosen_over"), equalTo(Map.of("unknown", Map.of("unknown", 3L))));
  }
}
