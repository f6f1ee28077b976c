package prefmill.runners.evaluation;

import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import prefmill.datasets.canonical.Sha256;
import prefmill.runners.training.PlannedTraining;
import prefmill.trainers.adapter.PeftAdapter;
import prefmill.trainers.jobs.JobRequest;
import prefmill.trainers.jobs.Jobs;
import prefmill.trainers.registry.Registry;
import prefmill.trainers.registry.entry.RegisteredAdapter;
import prefmill.trainers.registry.entry.RegisteredDataset;
import prefmill.trainers.registry.entry.TrainedAdapter;
import prefmill.trainers.safetensors.FloatTensor;

/**
 * An adapter that changes nothing, entered as if a training by the same plan, of another release,
 * had made it; no gate was asked.
 */
public final class PlantedAdapter {
  private PlantedAdapter() {}

  /**
   * Enters it.
   *
   * @param like the folder of an adapter of the same shape
   */
  public static RegisteredAdapter register(
      Registry registry, PlannedTraining planned, RegisteredDataset dataset, String like)
      throws Exception {
    Path folder = zero(like);
    Jobs jobs = Jobs.of(registry);
    UUID job =
        jobs.request(
                new JobRequest(
                    planned.name(),
                    dataset,
                    "0".repeat(64),
                    planned.trainer(),
                    planned.plan().method().label(),
                    planned.baseModel().toString(),
                    planned.hyperparameters(),
                    "tester"))
            .id();
    jobs.validate(job);
    jobs.queue(job);
    return jobs.take(job, "tester", Duration.ofMinutes(5))
        .orElseThrow()
        .succeed(
            new TrainedAdapter(
                planned.baseModelSha256(),
                planned.baseFilesSha256(),
                folder.toString(),
                Sha256.of(folder.resolve(PeftAdapter.WEIGHTS)),
                PeftAdapter.read(folder).contentHash(),
                "peft",
                Map.of(),
                Map.of()));
  }

  private static Path zero(String from) throws Exception {
    PeftAdapter adapter = PeftAdapter.read(Path.of(from));
    SortedMap<String, FloatTensor> zeros = new TreeMap<>();
    adapter
        .tensors()
        .forEach(
            (name, tensor) ->
                zeros.put(
                    name,
                    new FloatTensor(
                        tensor.shape(), FloatBuffer.allocate(tensor.toArray().length))));
    Path folder = Files.createDirectories(Path.of(from).resolveSibling("zero"));
    new PeftAdapter(adapter.baseModel(), adapter.lora(), zeros).write(folder);
    return folder;
  }
}
