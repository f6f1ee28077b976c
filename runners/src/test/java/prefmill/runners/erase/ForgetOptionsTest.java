package prefmill.runners.erase;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prefmill.datasets.objects.Durable;
import prefmill.pipelines.job.Refusal;
import prefmill.pipelines.pending.PendingRun;
import prefmill.pipelines.run.IngestRun;
import prefmill.runners.cli.Invocation;
import prefmill.runners.profile.RunnerProfile;
import prefmill.runners.project.Project;
import prefmill.trainers.jobs.DatasetLock;

/** Whom to forget is said, and never guessed. */
class ForgetOptionsTest {
  @TempDir Path path;

  @Test
  void personIsKeptOutOfAStoreThatIsNotThereYet() throws Exception {
    Shop shop = Shop.in(path);
    shop.arrives("1.jsonl", Shop.forgotten(1));
    assertThat(shop.forget().json().at("/new").asInt(), is(1));
    assertThat(shop.build().json().at("/counts/in").asInt(), is(0));
    ForgetTest.nothingIsLeft(shop);
  }

  @Test
  void ingestThatSawThePersonIsRunAgain() throws Exception {
    Shop shop = Shop.in(path);
    Project project = Project.load(shop.folder().config());
    shop.arrives("1.jsonl", Shop.others(1));
    IngestRun ingest =
        IngestRun.of(
            project.policy(), path, RunnerProfile.of(RunnerProfile.Runner.DIRECT).execution());
    String run = ingest.submit().orElseThrow();
    PendingRun pending = PendingRun.read(project.store(), run);
    while (!pending.hasEnded(project.store(), project.log())) {
      Thread.sleep(100);
    }
    Durable.deleteTree(shop.dataset().resolve("events/segments").resolve(run));
    Refusal refusal = assertThrows(Refusal.class, () -> ingest.finish(pending));
    assertThat(refusal.getMessage(), containsString("somebody was forgotten while the ingest ran"));
    assertThat(shop.build().json().at("/counts/in").asInt(), is(20));
  }

  @Test
  void saysWhomAndWhereItNeedsToKnow() throws Exception {
    Shop shop = Shop.in(path);
    shop.arrives("1.jsonl", Shop.others(1));
    assertThat(shop.tried("forget").err(), containsString("name a user by --user"));
    assertThat(shop.tried("forget").exitCode(), is(2));
    Invocation noFile = shop.tried("forget", "--users", path.resolve("none").toString());
    assertThat(noFile.err(), containsString("there is no such file"));
    Files.writeString(path.resolve("latin1"), "\u00e9", StandardCharsets.ISO_8859_1);
    Invocation encoded = shop.tried("forget", "--users", path.resolve("latin1").toString());
    assertThat(encoded.err(), containsString("is not UTF-8"));
    assertThat(encoded.exitCode(), is(2));
    Files.createDirectories(shop.dataset());
    try (DatasetLock held = DatasetLock.tryAcquire(shop.dataset()).orElseThrow()) {
      assertThat(shop.tried("forget", "--user", "u").exitCode(), is(4));
    }

    shop.folder()
        .change(
            "sources:",
            "sources:\n  - {name: other, kind: jsonl, preset: native, namespace: eu, path: none/*.jsonl}");
    Invocation many = shop.tried("forget", "--user", "user1", "--runner", "direct");
    assertThat(many.exitCode(), is(2));
    assertThat(many.err(), allOf(containsString("\"\", \"eu\""), containsString("--namespace")));
  }

  @Test
  void aFileOfUsersIsReadAsItIsMeant() throws Exception {
    Shop shop = Shop.in(path);
    shop.arrives("1.jsonl", Shop.others(1));
    shop.arrives("2.jsonl", Shop.forgotten(1));
    shop.build();
    Path list = path.resolve("leavers.txt");
    Files.writeString(list, "someone\n" + Shop.WHO + " \n");
    Invocation blank = shop.tried("forget", "--users", list.toString(), "--runner", "direct");
    assertThat(blank.exitCode(), is(2));
    assertThat(blank.err(), containsString("line 2: the id begins or ends with a blank"));
    Files.writeString(list, "\uFEFF" + Shop.WHO + "\n");
    Invocation done =
        shop.run("forget", "--users", list.toString(), "--runner", "direct", "--json");
    assertThat(done.json().at("/events").asInt(), is(4));
    assertThat(shop.words(), not(containsString(Shop.WHO)));
  }

  @Test
  void aNamespaceThatThePolicyNoLongerNamesIsForgottenIn() throws Exception {
    Shop shop = Shop.in(path);
    Files.createDirectories(path.resolve("eu"));
    Files.write(path.resolve("eu/1.jsonl"), Shop.forgotten(1));
    shop.arrives("1.jsonl", Shop.others(1));
    String other =
        "\n  - {name: other, kind: jsonl, preset: native, namespace: eu, path: eu/*.jsonl}";
    shop.folder().change("sources:", "sources:" + other);
    shop.build();
    shop.folder().change(other, "");
    Invocation done =
        shop.run("forget", "--user", Shop.WHO, "--namespace", "eu", "--runner", "direct", "--json");
    assertThat(done.err(), containsString("no source of the policy has the namespace \"eu\""));
    assertThat(done.json().at("/events").asInt(), is(4));
    assertThat(shop.words(), not(containsString(Shop.WHO)));
  }

  @Test
  void namespaceTellsPersonsOfOneIdApart() throws Exception {
    Shop shop = Shop.in(path);
    shop.arrives("1.jsonl", Shop.others(1));
    Files.createDirectories(path.resolve("eu"));
    Files.write(path.resolve("eu/1.jsonl"), Shop.forgotten(1));
    shop.folder()
        .change(
            "sources:",
            "sources:\n  - {name: other, kind: jsonl, preset: native, namespace: eu, path: eu/*.jsonl}");
    shop.build();
    String[] forget = {"forget", "--user", Shop.WHO, "--runner", "direct", "--json", "--namespace"};
    assertThat(shop.run(with(forget, "")).json().at("/events").asInt(), is(0));
    assertThat(shop.words(), containsString(Shop.WHO));
    assertThat(shop.run(with(forget, "eu")).json().at("/events").asInt(), is(4));
    assertThat(shop.words(), not(containsString(Shop.WHO)));
  }

  private static String[] with(String[] words, String last) {
    String[] all = Arrays.copyOf(words, words.length + 1);
    all[words.length] = last;
    return all;
  }
}
