package prefmill.pipelines.stream;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.UnknownMemberIdException;
import prefmill.pipelines.source.SourceException;
import prefmill.pipelines.source.topic.TopicFault;
import prefmill.pipelines.stream.land.StreamSource;

/** Tells the brokers where a stream starts, for who watches how far its group is behind. */
final class GroupOffsets {
  private GroupOffsets() {}

  /**
   * Sets the offsets of the stream's own group.
   *
   * @throws SourceException if the brokers refuse
   */
  static void set(StreamSource source) {
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    source
        .starts()
        .forEach((name, next) -> offsets.put(source.partition(name), new OffsetAndMetadata(next)));
    try (Admin admin = Admin.create(source.access().clientSettings())) {
      admin.alterConsumerGroupOffsets(source.group(), offsets).all().get();
    } catch (ExecutionException e) {
      throw fault(source, e.getCause());
    } catch (KafkaException e) {
      throw fault(source, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw SourceException.of(source.access().source(), "the run was interrupted");
    }
  }

  private static SourceException fault(StreamSource source, Throwable fault) {
    boolean inUse = fault instanceof UnknownMemberIdException;
    return inUse || fault instanceof AuthorizationException
        ? SourceException.of(
            source.name(),
            "the offsets of the consumer group %s cannot be set; grant Read on this group, and stop what else uses it"
                .formatted(source.group()),
            fault)
        : TopicFault.of(source.access().source(), fault);
  }
}
