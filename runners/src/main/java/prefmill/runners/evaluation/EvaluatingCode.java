package prefmill.runners.evaluation;

import java.io.IOException;
import java.util.List;
import prefmill.datasets.canonical.Sha256;
import prefmill.pipelines.job.CodeHash;
import prefmill.pipelines.policy.Policy;
import prefmill.trainers.evaluate.AdapterEvaluation;
import prefmill.transforms.mask.PiiMasker;

/** What the code is that measures and decides. */
final class EvaluatingCode {
  private static final List<Class<?>> MODULES =
      List.of(
          EvaluatingCode.class,
          AdapterEvaluation.class,
          Policy.class,
          PiiMasker.class,
          Sha256.class);

  private EvaluatingCode() {}

  static String sha256() throws IOException {
    return CodeHash.of(MODULES);
  }
}
