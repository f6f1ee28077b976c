package prefmill.runners.cli;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;

import org.junit.jupiter.api.Test;

class CommandLineTest {
  @Test
  void versionIsTheBuilds() {
    Invocation run = Invocation.of("--version");
    assertThat(run.out(), matchesPattern("prefmill \\d+\\.\\d+\\.\\d+\\R"));
    assertThat(run.exitCode(), is(0));
  }

  @Test
  void withoutCommandShowsUsage() {
    Invocation run = Invocation.of();
    assertThat(run.exitCode(), is(2));
    assertThat(run.err(), containsString("Usage: prefmill"));
    assertThat(run.out(), is(emptyString()));
  }

  @Test
  void unknownCommandIsWrongUsage() {
    Invocation run = Invocation.of("doctr");
    assertThat(run.exitCode(), is(2));
    assertThat(run.err(), containsString("prefmill doctor"));
    assertThat(run.err(), not(containsString("\tat ")));
  }

  @Test
  void unknownOptionIsWrongUsage() {
    Invocation run = Invocation.of("doctor", "--nonsense");
    assertThat(run.exitCode(), is(2));
    assertThat(run.err(), containsString("--nonsense"));
  }

  @Test
  void doctorPrintsOneJsonObject() {
    Invocation run = Invocation.of("doctor", "--json");
    assertThat(run.json().path("findings").isArray(), is(true));
    assertThat(run.out().lines().count(), is(1L));
  }
}
