package prefmill.transforms.quality.pair;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import prefmill.transforms.outcome.Reason;
import prefmill.transforms.outcome.Stage;
import prefmill.transforms.quality.JudgedPair;

class CorrectionIsInstructionTest {
  private static final String ANSWER =
      "To reset your password open the settings, choose security and press reset. A mail with a"
          + " link arrives within five minutes; it is valid for an hour.";

  private final CorrectionIsInstruction rule = new CorrectionIsInstruction(300);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "You forgot step 2.",
        "you forgot to mention the spam folder",
        "You missed the part about two-factor login",
        "You should mention the spam folder.",
        "should mention that the link expires",
        "It should include the phone number",
        "The answer should be shorter.",
        "the response is too long",
        "Your answer doesn't explain where the settings are",
        "You didn’t explain where the settings are",
        "You should have mentioned the spam folder",
        "No, you forgot to ask for the account",
        "Too long!",
        "Please add a link",
        "Add more details about the settings",
        "Make it shorter",
        "Be more polite",
        "Don't mention the mail",
        "please rephrase in simple words"
      })
  void refusesInstructions(String correction) {
    assertThat(
        rule.judge(JudgedPair.correction("", correction, ANSWER)).map(Reason::rule),
        is(Optional.of("correction_is_instruction")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Open Settings, choose Security, then press Reset. Look into the spam folder too.",
        "You forgot your password? Open Settings and press Reset.",
        "You should restart the router and wait for a minute.",
        "You need to open Settings first, then choose Security.",
        "Add two eggs and stir until the dough is smooth.",
        "The answer is 42.",
        "The answer is not 41 but 42.",
        "Make sure that the mail is not in the spam folder.",
        "Please contact us by phone.",
        "No, the link is valid for one day.",
        "Use the link in the mail.",
        "You did not provide an order number, so we cannot look it up.",
        "It should work after a restart.",
        "Never share your password."
      })
  void keepsReplacements(String correction) {
    assertThat(rule.judge(JudgedPair.correction("", correction, ANSWER)), is(Optional.empty()));
  }

  @Test
  void anOrderOfTheAnswersOwnLengthIsAnAnswer() {
    assertThat(
        rule.judge(
            JudgedPair.correction("", "Mention it to your doctor.", "Tell your doctor about it.")),
        is(Optional.empty()));
  }

  @Test
  void longTextsAreAnswers() {
    String text = "You forgot step 2. ";
    String long300 = text + "x".repeat(300 - text.length());
    assertThat(
        rule.judge(JudgedPair.correction("", long300, ANSWER)),
        is(Optional.of(new Reason(Stage.PAIR_QUALITY, "correction_is_instruction", 300.0, 300.0))));
    assertThat(rule.judge(JudgedPair.correction("", long300 + "x", ANSWER)), is(Optional.empty()));
  }

  @Test
  void judgesCorrectionsOnly() {
    assertThat(rule.judge(JudgedPair.of("", "You forgot step 2.", ANSWER)), is(Optional.empty()));
  }
}
