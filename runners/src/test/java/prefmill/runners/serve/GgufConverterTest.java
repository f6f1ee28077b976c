package prefmill.runners.serve;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prefmill.trainers.adapter.LoraScale;
import prefmill.trainers.adapter.PeftAdapter;
import prefmill.trainers.registry.entry.AdapterStatus;
import prefmill.trainers.registry.entry.RegisteredAdapter;
import prefmill.trainers.safetensors.FloatTensor;

/** Which file is served, and to whom; what llama.cpp's program writes into it is not asked here. */
class GgufConverterTest {
  private static final String PROJECTION = "base_model.model.model.layers.0.self_attn.q_proj.";

  @TempDir private Path folder;

  @Test
  void theFileIsNamedByWhatTheAdapterComputesAndReadableAsTheAdapterIs() throws Exception {
    Path program = folder.resolve("convert_lora_to_gguf.py");
    Files.writeString(
        program, "import sys\nopen(sys.argv[sys.argv.index('--outfile') + 1], 'w').write('x')\n");
    GgufConverter converter = GgufConverter.of(Map.of(GgufConverter.VARIABLE, program.toString()));
    Files.writeString(folder.resolve("adapter.gguf"), "of another adapter");

    Path file = converter.file(adapter(1));
    assertThat(Files.readString(file), is("x"));
    Path weights = folder.resolve(PeftAdapter.WEIGHTS);
    assertThat(
        PosixFilePermissions.toString(Files.getPosixFilePermissions(file)),
        is(PosixFilePermissions.toString(Files.getPosixFilePermissions(weights))));
    assertThat(converter.file(adapter(1)), is(file));
    assertThat(converter.file(adapter(2)), is(not(file)));
  }

  private ServedAdapter adapter(double scale) throws Exception {
    TreeMap<String, FloatTensor> tensors = new TreeMap<>();
    tensors.put(PROJECTION + "lora_A.weight", FloatTensor.of(new float[] {1, 2}, 1, 2));
    tensors.put(PROJECTION + "lora_B.weight", FloatTensor.of(new float[] {3, 4}, 2, 1));
    PeftAdapter numbers = new PeftAdapter("base", new LoraScale(1, scale), tensors);
    numbers.write(folder);
    return new ServedAdapter(
        new RegisteredAdapter(
            UUID.randomUUID(),
            "support",
            "0.1.0",
            "support@0.1.0",
            "base",
            "b".repeat(64),
            "dpo",
            UUID.randomUUID(),
            "a".repeat(64),
            folder.toString(),
            "c".repeat(64),
            "peft",
            AdapterStatus.TESTING,
            Map.of(),
            Map.of(),
            Optional.of(numbers.contentHash()),
            Optional.empty(),
            Instant.EPOCH),
        numbers);
  }
}
