package prefmill.pipelines.source.topic;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import prefmill.pipelines.source.SourceException;

/**
 * What a topic has at one moment.
 *
 * @param topicId its id in its cluster
 * @param partitions each partition from the first record that it still has to the last one that is
 *     committed; what belongs to an open transaction comes later
 */
public record TopicState(String topicId, List<TopicRange> partitions) {
  private static final int ANSWER_MILLIS = 15_000;
  private static final int MISSING_TRIES = 5;

  public TopicState {
    partitions = List.copyOf(partitions);
  }

  /**
   * Asks the brokers.
   *
   * @throws SourceException if they cannot be reached, or refuse
   */
  public static TopicState of(TopicAccess access) {
    String topic = access.source().topic();
    try (Admin admin = Admin.create(settings(access))) {
      TopicDescription description =
          admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic);
      List<TopicPartition> partitions = new ArrayList<>();
      for (TopicPartitionInfo partition : description.partitions()) {
        partitions.add(new TopicPartition(topic, partition.partition()));
      }
      Map<TopicPartition, Long> ends = offsets(admin, partitions, OffsetSpec.latest());
      Map<TopicPartition, Long> starts = offsets(admin, partitions, OffsetSpec.earliest());
      return new TopicState(
          description.topicId().toString(),
          partitions.stream()
              .map(p -> new TopicRange(topic, p.partition(), starts.get(p), ends.get(p)))
              .toList());
    } catch (ExecutionException e) {
      throw TopicFault.of(access.source(), e.getCause());
    } catch (KafkaException e) {
      throw TopicFault.of(access.source(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw SourceException.of(access.source(), "the run was interrupted");
    }
  }

  /**
   * The id that the topic has now; empty while the brokers do not answer.
   *
   * @throws SourceException if the topic is not there for some seconds, or the brokers refuse
   */
  public static Optional<String> id(TopicAccess access) {
    // a topic that was just made is not known to every broker at once
    for (int asked = 1; ; asked++) {
      try {
        return idNow(access);
      } catch (SourceException e) {
        boolean missing = e.getCause() instanceof UnknownTopicOrPartitionException;
        if (!missing || asked == MISSING_TRIES) {
          throw e;
        }
      }
      LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
    }
  }

  private static Optional<String> idNow(TopicAccess access) {
    String topic = access.source().topic();
    try (Admin admin = Admin.create(settings(access))) {
      return Optional.of(
          admin
              .describeTopics(List.of(topic))
              .allTopicNames()
              .get()
              .get(topic)
              .topicId()
              .toString());
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RetriableException
          && !(e.getCause() instanceof UnknownTopicOrPartitionException)) {
        return Optional.empty();
      }
      throw TopicFault.of(access.source(), e.getCause());
    } catch (KafkaException e) {
      throw TopicFault.of(access.source(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw SourceException.of(access.source(), "the run was interrupted");
    }
  }

  private static Map<String, Object> settings(TopicAccess access) {
    Map<String, Object> settings = new HashMap<>(access.clientSettings());
    settings.putIfAbsent(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, ANSWER_MILLIS);
    settings.putIfAbsent(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, ANSWER_MILLIS / 3);
    return settings;
  }

  private static Map<TopicPartition, Long> offsets(
      Admin admin, List<TopicPartition> partitions, OffsetSpec which)
      throws ExecutionException, InterruptedException {
    Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
    partitions.forEach(partition -> asked.put(partition, which));
    ListOffsetsResult answer =
        admin.listOffsets(asked, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED));
    Map<TopicPartition, Long> offsets = new HashMap<>();
    for (TopicPartition partition : partitions) {
      offsets.put(partition, answer.partitionResult(partition).get().offset());
    }
    return offsets;
  }
}
