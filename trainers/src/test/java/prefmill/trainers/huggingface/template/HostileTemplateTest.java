package prefmill.trainers.huggingface.template;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import prefmill.trainers.examples.Tools;
import prefmill.trainers.examples.Turn;
import prefmill.trainers.training.TrainingException;

/** Templates of models that nobody should trust. */
class HostileTemplateTest {
  private static final Duration PATIENCE = Duration.ofSeconds(1);
  private static final Duration MOST = Duration.ofSeconds(60);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{% for a in range(1000) %}{% for b in range(1000) %}{% for c in range(1000) %}{% endfor %}{% endfor %}{% endfor %}",
        "{% for a in range(1000) %}{% for b in range(1000) %}{% for c in range(1000) %}x{% endfor %}{% endfor %}{% endfor %}",
        "{% for a in range(1000) %}{% for b in range(1000) %}a line of the output, again and again{% endfor %}{% endfor %}",
        "{{ '%2000000000s' | format('a') }}",
        "{{ 'a' | center(2000000000) }}",
        "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}"
      })
  void aTemplateThatDoesNotEndIsRefusedInTime(String template) {
    TrainingException refused =
        assertTimeoutPreemptively(
            MOST, () -> assertThrows(TrainingException.class, () -> render(template, "Why?")));
    assertThat(refused.getMessage(), containsString("The model's chat template"));
  }

  @Test
  void aTemplateThatDoesNotEndIsTriedOnce() {
    ChatTemplate endless =
        template(
            "{% for a in range(1000) %}{% for b in range(1000) %}{% for c in range(1000) %}{% if c %}{% endif %}{% endfor %}{% endfor %}{% endfor %}");
    List<Turn> turns = List.of(new Turn("user", "Why?"));
    for (int i = 0; i < 2; i++) {
      TrainingException refused =
          assertThrows(TrainingException.class, () -> endless.render(turns, Tools.none(), false));
      assertThat(refused.getMessage(), containsString("does not end"));
    }
    assertTimeoutPreemptively(MOST, HostileTemplateTest::awaitNoRendering);
    long begun = System.nanoTime();
    assertThrows(TrainingException.class, () -> endless.render(turns, Tools.none(), false));
    assertThat(System.nanoTime() - begun < PATIENCE.toNanos() / 2, is(true));
  }

  @Test
  void whatNestsDeeplyIsRefusedWhenItIsOpened() {
    List<String> deep =
        List.of(
            "{{ " + "[".repeat(100_000) + "]".repeat(100_000) + " }}",
            "{{ " + "(".repeat(20_000) + "1" + ")".repeat(20_000) + " }}",
            "{% if true %}".repeat(3_000) + "{% endif %}".repeat(3_000),
            "x".repeat(2_000_000));
    for (String template : deep) {
      TrainingException refused =
          assertTimeoutPreemptively(
              MOST, () -> assertThrows(TrainingException.class, () -> template(template)));
      assertThat(refused.getMessage(), containsString("The model's chat template"));
    }
  }

  @Test
  void longChainsEndOneWayOrTheOther() {
    for (String template :
        List.of(
            "{{ " + "not ".repeat(20_000) + "true }}",
            "{{ 1" + " + 1".repeat(20_000) + " }}",
            "{{ " + "(".repeat(45) + "1" + ")".repeat(45) + " }}",
            "{{ " + "[".repeat(45) + "1" + "]".repeat(45) + " }}")) {
      assertTimeoutPreemptively(
          MOST,
          () -> {
            try {
              render(template, "Why?");
            } catch (TrainingException refused) {
              assertThat(refused.getMessage(), containsString("The model's chat template"));
            }
          });
    }
  }

  @Test
  void theWordsOfPeopleAreNotInWhatIsTold() {
    String secret = "My card is 4111 1111 1111 1111";
    for (String template :
        List.of(
            "{{ raise_exception('SAID: ' ~ messages[0].content) }}",
            "{{ raise_exception('SAID: ' ~ messages[0].content[5:15]) }}",
            "{{ raise_exception('SAID: ' ~ (messages[0].content | upper)) }}",
            "{{ raise_exception(messages[0].content) }}",
            "{{ messages[0].content | tojson(indent=messages[0].content) | int + [] }}",
            "{{ strftime_now(messages[0].content) }}")) {
      TrainingException refused =
          assertThrows(TrainingException.class, () -> render(template, secret));
      assertThat(refused.getMessage().toLowerCase(Locale.ROOT), not(containsString("d is 4111")));
      assertThat(refused.getMessage(), not(containsString("card")));
    }
    TrainingException plain =
        assertThrows(
            TrainingException.class,
            () -> render("{{ raise_exception('Roles must alternate') }}", "Roles must alternate"));
    assertThat(plain.getMessage(), containsString("Roles must alternate"));
    assertThat(
        assertThrows(
                TrainingException.class,
                () -> render("{{ raise_exception('got role ' ~ messages[0].role) }}", secret))
            .getMessage(),
        containsString("got role user"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{{ message['content'] | nosuchname }}",
        "{{ (message['content'] |nosuchname) }}",
        "{% set x = messages | nosuchname(1) %}",
        "{% nosuchname %}x{% endnosuchname %}",
        "{% if messages is nosuchname %}x{% endif %}",
        "{% if messages is not nosuchname %}x{% endif %}",
        "{% for m in nosuchname(messages) %}x{% endfor %}",
        "{{ nosuchname('x') }}"
      })
  void aNameThatTheEngineDoesNotKnowIsRefusedWhenItIsOpened(String template) {
    TrainingException refused = assertThrows(TrainingException.class, () -> template(template));
    assertThat(refused.getMessage(), containsString("'nosuchname'"));
  }

  @Test
  void loopsThatTheEngineReadsOtherwiseAreRefused() {
    for (String template :
        List.of(
            "{% for m in messages if m.role == 'user' %}x{% endfor %}",
            "{% for m in messages[(1):] if (m.role == 'user') %}x{% endfor %}",
            "{% for m in [] %}x{% else %}y{% endfor %}")) {
      TrainingException refused = assertThrows(TrainingException.class, () -> template(template));
      assertThat(refused.getMessage(), containsString("'for ... "));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a | nosuchname {{ \"x | nosuchname\" }}{% raw %}{{ x | nosuchname }}{% endraw %}",
        "{% if nosuchname is defined %}{{ nosuchname(1) }}{% endif %}s",
        "{% macro own(a, b=2) %}{{ a }}{% endmacro %}{{ own('x') }}",
        "{% set ns = namespace(found=false) %}{% set ns.found = true %}{{ ns.found }}",
        "{{ messages[0].content.strip() }}{{ messages[0]['content'].split('W')[0] }}",
        "{% if not (messages is none) and (true) %}{{ range(2) | list | length }}{% endif %}",
        "{% for m in (messages if true else []) %}{% if m.role == 'x' %}{% else %}a{% endif %}{% endfor %}",
        "{% for m in messages %}{{ m.role if loop.first else '' }}{% break %}{% endfor %}",
        "{{ messages | map(attribute='role') | join(', ') | trim }}",
        "{{ messages | selectattr('role', 'equalto', 'user') | list | length }}",
        "{{ '}}' ~ messages[0].role }}"
      })
  void ordinaryTemplatesAreTaken(String template) {
    assertThat(render(template, "Why?").isEmpty(), is(false));
  }

  private static void awaitNoRendering() throws InterruptedException {
    while (Thread.getAllStackTraces().entrySet().stream()
        .filter(thread -> thread.getKey().getName().equals("prefmill-chat-template"))
        .anyMatch(
            thread ->
                Stream.of(thread.getValue())
                    .anyMatch(frame -> frame.getClassName().startsWith("com.hubspot")))) {
      Thread.sleep(50);
    }
  }

  private static ChatTemplate template(String text) {
    return ChatTemplate.of(new TokenizerSettings(text, "", ""), Optional.empty(), PATIENCE);
  }

  private static String render(String template, String content) {
    return template(template).render(List.of(new Turn("user", content)), Tools.none(), true);
  }
}
