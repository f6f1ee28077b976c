package prefmill.runners.training;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import prefmill.runners.nightly.CorrectionsFolder;
import prefmill.runners.project.Project;

class TrainingPlaceTest {
  @TempDir private Path temporary;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "trainer: djl                            | X                    | x      | local | false",
        "trainer: djl                            | PREFMILL_DEVICE      | cpu    | local | false",
        "trainer: djl                            | PREFMILL_DEVICE      | cuda:1 | local, cuda:1 | true",
        "trainer: trl                            | PREFMILL_DEVICE      | cuda   | local | false",
        "trainer: trl                            | CUDA_VISIBLE_DEVICES | 2      | local, CUDA_VISIBLE_DEVICES=2 | false",
        "'trainer: trl, ssh: {host: gpu-1}'      | CUDA_VISIBLE_DEVICES | 2      | ssh gpu-1 | false",
        "'trainer: trl, kubernetes: {image: i, claim: c, gpus: 1}' | X | x | kubernetes default, 4 CPUs, 1 GPUs | true"
      })
  void namesMachineAndDevice(
      String training, String variable, String value, String name, boolean accelerated)
      throws Exception {
    CorrectionsFolder folder = CorrectionsFolder.of(temporary, 4);
    folder.policy(training);
    var policy = Project.load(folder.policy()).policy().training().orElseThrow();

    assertThat(
        TrainingPlace.of(policy, Map.of(variable, value)),
        is(new TrainingPlace(name, accelerated)));
  }
}
