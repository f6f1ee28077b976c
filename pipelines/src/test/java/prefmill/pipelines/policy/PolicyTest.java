package prefmill.pipelines.policy;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasEntry;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prefmill.pipelines.policy.training.BudgetPolicy;
import prefmill.pipelines.policy.training.Cadence;
import prefmill.pipelines.policy.training.EvaluationPolicy;
import prefmill.pipelines.policy.training.TrainingPolicy;
import prefmill.transforms.influence.Caps;
import prefmill.transforms.mask.MaskingRules;
import prefmill.transforms.pairs.PairRules;
import prefmill.transforms.quality.QualityRules;
import prefmill.transforms.splits.SplitRules;
import prefmill.transforms.votes.VoteRules;

class PolicyTest {
  private static final String SMALLEST =
      """
      dataset: support
      store: ./store
      masking: {key_env: PREFMILL_MASKING_KEY}
      sources:
        - {name: app, kind: jsonl, preset: native, path: "events/*.jsonl"}
        - {name: db, kind: postgres, preset: helpem, url: "jdbc:postgresql://localhost/app", user: reader, password_env: DB_PASSWORD}
      """;

  @TempDir Path folder;

  @Test
  void theSmallestPolicyHasEveryDefault() throws Exception {
    Path file = Files.writeString(folder.resolve("prefmill.yaml"), SMALLEST);

    Policy policy = Policy.load(file);

    assertThat(policy.format(), is(1));
    assertThat(policy.store(), is(folder.resolve("store")));
    assertThat(policy.masking().keyEnv(), is("PREFMILL_MASKING_KEY"));
    assertThat(policy.sources().get(0).path(), is(folder.resolve("events/*.jsonl").toString()));
    assertThat(policy.sources().get(1).kind(), is(SourcePolicy.Kind.POSTGRES));
    assertThat(policy.sources().get(1).schema(), is("public"));
    assertThat(policy.pairs(), is(PairRules.DEFAULT));
    assertThat(policy.votes(), is(VoteRules.DEFAULT));
    assertThat(policy.splits(), is(SplitRules.DEFAULT));
    assertThat(policy.caps(), is(Caps.DEFAULT));
    assertThat(policy.quality().rules(), is(QualityRules.defaults()));
    assertThat(policy.masking().rules(), is(MaskingRules.defaults()));
    assertThat(policy.nearDuplicates(), is(true));
    assertThat(policy.training(), is(Optional.empty()));
    assertThat(policy.registry(), is(Optional.empty()));
  }

  @Test
  void everyKeyIsRead() throws Exception {
    Policy policy =
        of(
            """
            quality: {too_short: {min_chars: 12}, repetition: off}
            pairs: {per_context: 2, rating_gap: 0.25, volatile: ["Today is \\\\S+"]}
            caps: {per_person: off, per_prompt_cluster: 7}
            near_duplicates: off
            training: {base_model: model, hyperparameters: {rank: 4, learning_rate: 1e-4, shuffle: false}}
            registry: {url: "jdbc:postgresql://localhost/registry", user: u, password_env: P}
            """);

    assertThat(policy.quality().settings(), hasEntry("too_short", Map.of("min_chars", 12.0)));
    assertThat(policy.quality().settings(), hasKey("empty"));
    assertThat(policy.quality().settings(), not(hasKey("repetition")));
    assertThat(policy.quality().off(), hasItem("repetition"));
    assertThat(policy.quality().rules(), is(not(QualityRules.defaults())));
    assertThat(policy.pairs(), is(new PairRules(2, 0.25, false)));
    assertThat(policy.volatileSpans(), is(List.of("Today is \\S+")));
    assertThat(policy.caps(), is(new Caps(null, 7)));
    assertThat(policy.nearDuplicates(), is(false));
    TrainingPolicy training = policy.training().orElseThrow();
    assertThat(training.name(), is("support"));
    assertThat(training.baseModel(), is(folder.resolve("model").toString()));
    assertThat(
        training.hyperparameters(), is(Map.of("rank", 4, "learning_rate", 1e-4, "shuffle", false)));
    assertThat(policy.registry().orElseThrow().user(), is("u"));
  }

  @Test
  void trainingSaysWhenWhereAndWhatItMayCost() throws Exception {
    TrainingPolicy plain = of("training: {base_model: m}\n").training().orElseThrow();
    TrainingPolicy full =
        of("""
            training:
              base_model: m
              trainer: trl
              cadence: fortnightly
              min_category_rows: {billing: 20}
              budget: {cost_per_hour: 2.5, per_run: 20}
              ssh: {host: gpu-1, identity_file: keys/trainer}
              evaluation: {canaries: [a planted text], judge: {url: "http://127.0.0.1:1/v1", model: j}}
            """)
            .training()
            .orElseThrow();

    assertThat(plain.minNewRows(), is(100));
    assertThat(plain.budget().perRun(), is(OptionalDouble.empty()));
    assertThat(plain.ssh(), is(Optional.empty()));
    assertThat(plain.evaluation(), is(new EvaluationPolicy(0.05, 30, List.of(), Optional.empty())));
    assertThat(full.cadence(), is(Cadence.FORTNIGHTLY));
    assertThat(full.minNewRows(), is(200));
    assertThat(full.minCategoryRows(), is(Map.of("billing", 20)));
    assertThat(
        full.budget(), is(new BudgetPolicy(2.5, OptionalDouble.of(20), OptionalDouble.empty())));
    assertThat(
        full.ssh().orElseThrow().identityFile(),
        is(Optional.of(folder.resolve("keys/trainer").toString())));
    assertThat(full.ssh().orElseThrow().port(), is(OptionalInt.empty()));
    assertThat(full.evaluation().judge().orElseThrow().prompts(), is(50));
    assertThat(full.evaluation().judge().orElseThrow().apiKeyEnv(), is(Optional.empty()));
  }

  @Test
  void windowsTextIsRead() throws Exception {
    assertThat(policy("\uFEFF" + SMALLEST.replace("\n", "\r\n")).dataset(), is("support"));
  }

  @Test
  void capsCanBeOffAtOnce() throws Exception {
    assertThat(of("caps: off\n").caps(), is(new Caps(null, null)));
  }

  @Test
  void theHashIsOfWhatDecidesRows() throws Exception {
    String hash = of("").policyHash();

    assertThat(
        of("votes: {min_votes: 1}\nsplits: {anchor: person}\nquality: {empty: {}}\n").policyHash(),
        is(hash));
    assertThat(of("training: {base_model: m}\n").policyHash(), is(hash));
    assertThat(policy(SMALLEST.replace("./store", "./other")).policyHash(), is(hash));
    assertThat(policy(SMALLEST.replace("name: app", "name: chat")).policyHash(), is(hash));
    assertThat(policy(SMALLEST.replace("localhost", "db.example")).policyHash(), is(hash));
    for (String change :
        List.of(
            "votes: {min_votes: 2}",
            "splits: {anchor: conversation}",
            "caps: off",
            "near_duplicates: off",
            "pairs: {volatile: [x]}",
            "masking: {key_env: K, types: {email: keep}}",
            "quality: {repetition: off}",
            "quality: {length_difference: {}}")) {
      String yaml =
          change.startsWith("masking") ? SMALLEST.replaceFirst("masking.*", "") : SMALLEST;
      assertThat(change, policy(yaml + change).policyHash(), is(not(equalTo(hash))));
    }
  }

  @Test
  void theOrderOfRulesCountsWhereItDiffersFromTheUsual() throws Exception {
    String swapped = "quality: {refusal: {}, too_short: {}}\n";

    assertThat(of("quality: {too_short: {}, refusal: {}}\n").policyHash(), is(of("").policyHash()));
    assertThat(
        of("quality: {refusal: off, too_short: {}}\n").policyHash(),
        is(of("quality: {too_short: {}, refusal: off}\n").policyHash()));
    assertThat(of(swapped).policyHash(), is(not(of("").policyHash())));
    assertThat(of(swapped).quality().rules(), is(not(QualityRules.defaults())));
    assertThat(of("quality: {refusal: {}}\n").quality().rules(), is(QualityRules.defaults()));
  }

  @Test
  void wordsOfARuleAreReadInNoOrder() throws Exception {
    Policy policy = of("quality: {wrong_language: {languages: [en, de]}}\n");
    Map<String, Object> settings = policy.quality().settings().get("wrong_language");

    assertThat(settings.get("languages"), is(List.of("de", "en")));
    assertThat(
        of("quality: {wrong_language: {languages: [de, en]}}\n").policyHash(),
        is(policy.policyHash()));
    assertThat(
        of("quality: {too_long: {max_tokens: 9, tokenizer: o200k_base}}\n").quality().settings(),
        hasEntry(
            "too_long",
            Map.of("max_chars", 32768.0, "max_tokens", 9.0, "tokenizer", List.of("o200k_base"))));
  }

  private Policy of(String more) throws PolicyException {
    return policy(SMALLEST + more);
  }

  private Policy policy(String yaml) throws PolicyException {
    return Policy.of(yaml, folder);
  }
}
