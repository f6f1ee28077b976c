package prefmill.pipelines.policy.template;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import prefmill.pipelines.policy.Policy;
import prefmill.pipelines.policy.training.TrainingPolicy;
import prefmill.transforms.influence.Caps;
import prefmill.transforms.splits.Anchor;
import prefmill.transforms.splits.SplitRules;

class PolicyTemplateTest {
  private static final Path FOLDER = Path.of("/policies");

  static List<String> presets() {
    return PolicyTemplate.presets();
  }

  @ParameterizedTest
  @MethodSource("presets")
  void eachTemplateIsAValidPolicyOfItsPreset(String preset) throws Exception {
    Policy policy = Policy.of(PolicyTemplate.of(preset), FOLDER);

    assertThat(policy.sources().get(0).preset(), is(preset));
  }

  @ParameterizedTest
  @MethodSource("presets")
  void whatIsCommentedOutIsValidToo(String preset) throws Exception {
    String all =
        PolicyTemplate.of(preset).replaceAll("(?m)^( *)# ([a-z_ ]+: *.*|- name: .*)$", "$1$2");
    String oneOfEach =
        all.replaceFirst("(?m)^store: .*\n", "").replaceFirst("\\A", "store: ./store\n");

    Policy policy = Policy.of(oneOfEach, FOLDER);

    assertThat(policy.training().isPresent(), is(true));
    assertThat(policy.registry().isPresent(), is(true));
  }

  @ParameterizedTest
  @MethodSource("presets")
  void whatIsShownAsDefaultsIsWhatAppliesWithoutIt(String preset) throws Exception {
    String bare = PolicyTemplate.of(preset);
    int defaults = bare.indexOf("# Everything below is optional");
    int training = bare.indexOf("# What `prefmill nightly` trains");
    String shown =
        bare.substring(0, defaults)
            + bare.substring(defaults, training).replaceAll("(?m)^# ([a-z_]+: )", "$1");
    assertThat(shown, containsString("\nquality: "));
    assertThat(Policy.of(shown, FOLDER).policyHash(), is(Policy.of(bare, FOLDER).policyHash()));
    String all = bare.replaceAll("(?m)^# ((training|  [a-z_]+): *.*)$", "$1");
    String base = all.replaceAll("(?m)^  (method|min_new_rows|hyperparameters): .*\n", "");
    assertThat(base, containsString("base_model"));
    TrainingPolicy told = Policy.of(all, FOLDER).training().orElseThrow();
    TrainingPolicy byDefault = Policy.of(base, FOLDER).training().orElseThrow();
    assertThat(told.method(), is(byDefault.method()));
    assertThat(told.minNewRows(), is(byDefault.minNewRows()));
  }

  @Test
  void feedbackOfFewPersonsHasNoCapsAndSidesByConversation() throws Exception {
    for (String preset : List.of("halaai", "betabase")) {
      Policy policy = Policy.of(PolicyTemplate.of(preset), FOLDER);

      assertThat(policy.caps(), is(new Caps(null, null)));
      assertThat(policy.splits(), is(new SplitRules(0.8, 0.1, 0.1, Anchor.CONVERSATION)));
    }
  }

  @Test
  void anUnknownPresetIsAnsweredByTheList() {
    String message =
        assertThrows(IllegalArgumentException.class, () -> PolicyTemplate.of("../native"))
            .getMessage();

    assertThat(message, startsWith("there is no preset \"../native\""));
    assertThat(message, containsString("native, subjectchat, helpem, betabase, halaai"));
  }
}
