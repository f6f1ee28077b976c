package prefmill.trainers.huggingface.template;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import prefmill.trainers.training.TrainingException;

/** Expectations by Jinja 3.1.6 with trim_blocks and lstrip_blocks on; ~ stands for a new line. */
class TemplateWhitespaceTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "a {{- b }} c|a{{ b }} c",
        "a {{ b -}} ~ c|a {{ b }}c",
        "{{ a }}~{{ b }}|{{ a }}~{{ b }}",
        "{{ a }}~{{- b }}|{{ a }}{{ b }}",
        "{% if a %}~  b~{% endif %}~c|{% if a %}  b~{% endif %}c",
        "x~  {% if a %}~b|x~{% if a %}b",
        "x  {% if a %}~b|x  {% if a %}b",
        "x~  {%+ if a %}~b|x~  {% if a %}b",
        "x~  {% if a +%}~b|x~{% if a %}~b",
        "x~~{#- gone #}~{%- if a %}|x{% if a %}",
        "x~  {# gone #}~y|x~y",
        "x {# gone -#} ~ y|x y",
        "{{ '}}' -}} ~b|{{ '}}' }}b",
        "{{ \"%}\\\"}}\" -}} b|{{ \"%}\\\"}}\" }}b",
        "{{-a-}} b|{{a}}b",
        "{%- raw -%} {{x}} {%- endraw -%} b|{% raw %}{{x}}{% endraw %}b",
        "{ % } # a|{ % } # a"
      })
  void isTakenAsJinjaTakesIt(String template, String want) {
    assertThat(
        TemplateWhitespace.resolve(template.replace('~', '\n')), is(want.replace('~', '\n')));
  }

  @Test
  void refusesAMarkThatIsNeverClosed() {
    TrainingException refused =
        assertThrows(TrainingException.class, () -> TemplateWhitespace.resolve("a {% if b"));
    assertThat(refused.getMessage(), containsString("{% that is never closed"));
  }
}
