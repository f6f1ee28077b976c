package prefmill.pipelines.scenario;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prefmill.datasets.manifest.Manifest;
import prefmill.pipelines.policy.Policy;
import prefmill.pipelines.run.BuildResult;

class FirstVersionTest {
  static List<String> events() {
    List<String> events = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      events.add(
          """
          {"event_id":"e%d","user_id":"u%d","conversation_id":"c%d","message_id":"m%d","created_at":"2026-11-20T10:00:%02dZ","prompt":"How do I reset the password of account number %d in the portal?","response":"I cannot help with that, sorry, please ask somebody else about item %d.","signal":{"kind":"correction","text":"Open the settings page, choose security, and press the reset button for account %d."}}"""
              .formatted(i, i, i, i, i, i, i, i));
    }
    events.add("{broken");
    return events;
  }

  @Test
  void isTheSameOnEveryRunner(@TempDir Path temp) throws Exception {
    List<Manifest> manifests = new ArrayList<>();
    for (String runner : Workshop.runners()) {
      Workshop shop = Workshop.in(temp.resolve(runner)).events("a.jsonl", events());
      Policy policy = shop.policy("splits: {train: 1.0, validation: 0.0, test: 0.0}\ncaps: off\n");
      BuildResult result = shop.build(policy, runner);
      assertThat(result.changed(), is(true));
      manifests.add(result.version().manifest());
      BuildResult again = shop.build(policy, runner);
      assertThat(again.changed(), is(false));
    }
    assertThat(manifests.get(1).contentHash(), equalTo(manifests.get(0).contentHash()));
    assertThat(manifests.get(1).ledgerHash(), equalTo(manifests.get(0).ledgerHash()));
    assertThat(manifests.get(0).counts().in(), is(21L));
    assertThat(manifests.get(0).counts().deadByClass(), equalTo(Map.of("bad_json", 1L)));
  }
}
