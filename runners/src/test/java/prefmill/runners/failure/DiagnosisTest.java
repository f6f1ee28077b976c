package prefmill.runners.failure;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.AccessDeniedException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import prefmill.pipelines.moves.SplitMoves;
import prefmill.pipelines.moves.SplitMovesRefused;

class DiagnosisTest {
  @Test
  void everyEndHasItsExitCode() {
    assertThat(Diagnosis.of(CommandFailure.failed("f")).exitCode().code(), is(1));
    assertThat(Diagnosis.of(CommandFailure.usage("u")).exitCode().code(), is(2));
    assertThat(Diagnosis.of(CommandFailure.refused("r")).exitCode().code(), is(3));
    SplitMovesRefused moves = new SplitMovesRefused(new SplitMoves(1, 0, 2));
    assertThat(Diagnosis.of(moves).exitCode().code(), is(3));
    assertThat(Diagnosis.of(CommandFailure.locked("l")).exitCode().code(), is(4));
  }

  @Test
  void causeIsFoundBehindWrappers() {
    Throwable wrapped =
        new IllegalStateException(new RuntimeException(CommandFailure.refused("too few rows")));
    assertThat(Diagnosis.of(wrapped), is(new Diagnosis(ExitCode.REFUSED, "too few rows")));
  }

  @Test
  void wordsOfLibrariesAreNotQuoted() {
    NumberFormatException thrown =
        assertThrows(NumberFormatException.class, () -> Integer.parseInt("anna@example.org"));
    Diagnosis diagnosis = Diagnosis.of(thrown);
    assertThat(diagnosis.sentence(), not(containsString("anna")));
    assertThat(diagnosis.sentence(), containsString("NumberFormatException"));
    assertThat(diagnosis.exitCode(), is(ExitCode.FAILED));
  }

  @Test
  void ownSentencesAreRepeated() {
    assertThat(
        Diagnosis.of(new RuntimeException(new IllegalStateException("the key is too short"))),
        is(new Diagnosis(ExitCode.FAILED, "The key is too short.")));
  }

  @Test
  void rowsOfTheDatabaseAreNotQuoted() {
    SQLException duplicate = new SQLException("Key (email)=(anna@example.org) exists", "23505");
    assertThat(Diagnosis.of(duplicate).sentence(), not(containsString("anna")));
    SQLException missing = new SQLException("column \"rating\" does not exist", "42703");
    assertThat(Diagnosis.of(missing).sentence(), containsString("column \"rating\""));
  }

  @Test
  void aDatabaseThatWentAwayIsToldAsSuch() {
    SQLException broken = new SQLException("An I/O error occurred while sending", "08006");
    Diagnosis diagnosis = Diagnosis.of(new RuntimeException(broken));
    assertThat(diagnosis.exitCode(), is(ExitCode.FAILED));
    assertThat(
        diagnosis.sentence(), containsString("connection to the database broke (SQLSTATE 08006)"));
  }

  @Test
  void aLockedTableIsNoRiddle() {
    SQLException locked = new SQLException("canceling statement due to lock timeout", "55P03");
    assertThat(
        Diagnosis.of(new RuntimeException(locked)),
        is(
            new Diagnosis(
                ExitCode.FAILED,
                "A table is being altered or rewritten by another session: run the same command"
                    + " again when that has ended.")));
  }

  @Test
  void whatNestsTooDeeplyIsToldAsSuch() {
    Diagnosis diagnosis = Diagnosis.of(new RuntimeException(new StackOverflowError()));
    assertThat(diagnosis.exitCode(), is(ExitCode.FAILED));
    assertThat(diagnosis.sentence(), containsString("nests too deeply"));
  }

  @Test
  void unwritableFoldersAreNamed() {
    assertThat(
        Diagnosis.of(new AccessDeniedException("/srv/store")).sentence(),
        containsString("/srv/store"));
  }
}
