package prefmill.pipelines.stream;

import java.util.HashMap;
import java.util.Map;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.coders.NullableCoder;
import org.apache.beam.sdk.io.kafka.KafkaIO;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import prefmill.pipelines.stream.land.LandRecords;
import prefmill.pipelines.stream.land.StreamPlan;
import prefmill.pipelines.stream.land.StreamSource;

/**
 * From topics to files of the event log, without end: read, then parse, mask and land.
 *
 * <p>Stateless, at least once. Offsets are committed when a checkpoint is complete, for others to
 * see; the stream itself starts where the event log says.
 */
final class StreamFeedback {
  private StreamFeedback() {}

  /** Adds the stream to a pipeline. */
  static void compose(Pipeline pipeline, StreamPlan plan) {
    for (StreamSource source : plan.sources()) {
      pipeline
          .apply("Read " + source.name(), read(source))
          .apply("LandRecords " + source.name(), ParDo.of(new LandRecords(source, plan)));
    }
  }

  private static KafkaIO.Read<byte[], byte[]> read(StreamSource source) {
    NullableCoder<byte[]> bytes = NullableCoder.of(ByteArrayCoder.of());
    return KafkaIO.<byte[], byte[]>read()
        .withBootstrapServers(source.access().source().bootstrap())
        .withTopicPartitions(source.partitions())
        .withKeyDeserializerAndCoder(ByteArrayDeserializer.class, bytes)
        .withValueDeserializerAndCoder(ByteArrayDeserializer.class, bytes)
        .withConsumerConfigUpdates(
            Map.of(
                ConsumerConfig.GROUP_ID_CONFIG,
                source.group(),
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "none"))
        .withConsumerFactoryFn(new OpenConsumer(source))
        .withReadCommitted()
        .withProcessingTime()
        .commitOffsetsInFinalize();
  }

  /** Adds the secrets where the consumer is opened: they do not travel with the graph. */
  private record OpenConsumer(StreamSource source)
      implements SerializableFunction<Map<String, Object>, Consumer<byte[], byte[]>> {
    @Override
    public Consumer<byte[], byte[]> apply(Map<String, Object> settings) {
      Map<String, Object> all = new HashMap<>(source.access().clientSettings());
      all.putAll(settings);
      return new ConsumerFromLog(all, source.starts());
    }
  }
}
