package dev.orderflow.eventbus;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.core.KafkaAdmin;

/** Creates topics explicitly, as the broker's auto-creation is off. */
public final class Topics {

    private static final short BROKER_DEFAULT = -1;

    /** After Kafka's own seven days, a subscription that was away for longer would miss events. */
    private static final Map<String, String> KEPT_FOR_EVER = Map.of(
            TopicConfig.RETENTION_MS_CONFIG, "-1",
            TopicConfig.RETENTION_BYTES_CONFIG, "-1",
            TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE);

    private final KafkaAdmin admin;
    private final int partitions;
    private final Set<String> known = ConcurrentHashMap.newKeySet();

    public Topics(KafkaAdmin admin, int partitions) {
        this.admin = admin;
        this.partitions = partitions;
    }

    /**
     * Makes sure that a topic of events exists. One that is created here keeps them for ever.
     *
     * @throws KafkaException when the broker cannot be asked
     */
    public void ensure(String topic) {
        ensure(topic, KEPT_FOR_EVER);
    }

    /**
     * Makes sure that a topic exists for copies of events that failed, whose rows are what counts.
     *
     * @throws KafkaException when the broker cannot be asked
     */
    public void ensureForCopies(String topic) {
        ensure(topic, Map.of());
    }

    /**
     * Forgets a topic of which a failure says that it does not exist, as somebody has deleted it, so that it is made again.
     *
     * @return whether the failure says so
     */
    public boolean forgetIfGone(String topic, Throwable failure) {
        var isGone = failure.getCause() instanceof UnknownTopicOrPartitionException;
        if (isGone) {
            known.remove(topic);
        }
        return isGone;
    }

    private void ensure(String topic, Map<String, String> config) {
        if (!known.contains(topic)) {
            create(topic, config);
            known.add(topic);
        }
    }

    /** A topic that exists stays as it is: with more partitions, later events of a key would overtake earlier ones. */
    private void create(String name, Map<String, String> config) {
        try (var kafka = Admin.create(admin.getConfigurationProperties())) {
            if (!exists(name, kafka)) {
                kafka.createTopics(List.of(new NewTopic(name, partitions, BROKER_DEFAULT).configs(config)))
                        .all()
                        .get();
            }
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) { // somebody was quicker
                throw new KafkaException("Topic %s cannot be created: %s".formatted(name, e.getCause()), e.getCause());
            }
        } catch (org.apache.kafka.common.KafkaException e) { // a container that is away has no address
            throw new KafkaException("No broker to ask for topic " + name, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("Interrupted while topic %s was created".formatted(name), e);
        }
    }

    /** Asked first, as not everybody who may read a topic may create it. */
    private static boolean exists(String name, Admin kafka) throws ExecutionException, InterruptedException {
        try {
            kafka.describeTopics(List.of(name)).allTopicNames().get();
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return false;
            }
            throw e;
        }
    }
}
