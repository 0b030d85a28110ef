package dev.orderflow.event;

import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/** The AsyncAPI 3 document of all topics, made from the families, their JSON Schemas and the golden events. */
final class AsyncApi {

    /** Who publishes on a topic, and the subscriptions to it; a system test compares them with the broker's groups. */
    private record Parties(String topic, String publisher, String... subscriptions) {}

    private static final List<Parties> PARTIES = List.of(
            new Parties("orders", "order-service", "payment-service", "notification-service"),
            new Parties("payments", "payment-service", "order-service", "notification-service"),
            new Parties("notifications", "notification-service", "notification-email", "notification-webhook"));

    private final ObjectNode document = EventMapper.JSON.createObjectNode();

    private AsyncApi() {}

    static ObjectNode document() {
        var api = new AsyncApi();
        api.begin();
        PARTIES.forEach(api::mainTopic);
        api.failureTopic(
                "retry",
                "{topic}.{subscription}.retry-{number}",
                "Heads of failing keys, each to be tried again",
                "retryCopy");
        api.failureTopic(
                "deadLetters",
                "{topic}.{subscription}.dlt",
                "Events whose attempts are used up, and records that hold no event",
                "deadEvent",
                "unreadable");
        PARTIES.forEach(api::messages);
        api.copies();
        AsyncApiSchemas.putInto(api.at("/components/schemas"));
        AsyncApiHeaders.putInto(api.at("/components/schemas"));
        return api.document;
    }

    private void begin() {
        document.put("asyncapi", "3.0.0");
        at("/info").put("title", "Orderflow").put("version", "1.0.0").put("description", """
            What the services say to each other. Records have the order id as key, an event as value, and headers after \
            the CloudEvents 1.0 Kafka binding in binary mode. An event may arrive twice, with the same id. Readers \
            ignore fields and types that they do not know.\
            """);
        document.put("defaultContentType", "application/json");
        at("/servers/local").put("host", "127.0.0.1:9092").put("protocol", "kafka");
    }

    private void mainTopic(Parties parties) {
        var topic = parties.topic();
        var channel = at("/channels/" + topic).put("address", topic);
        types(topic)
                .forEach(type -> reference(channel.withObject("/messages/" + type), "/components/messages/" + type));
        channel.withObject("/bindings/kafka")
                .put("topic", topic)
                .put("partitions", 6)
                .put("bindingVersion", "0.5.0");
        operation("publish-" + topic, "send", topic, parties.publisher() + " publishes");
        Stream.of(parties.subscriptions())
                .forEach(subscription -> operation(
                                subscription + "-handles-" + topic,
                                "receive",
                                topic,
                                "The subscription " + subscription)
                        .withObject("/bindings/kafka")
                        .put("bindingVersion", "0.5.0")
                        .withObject("/groupId")
                        .put("type", "string")
                        .put("const", subscription));
    }

    private void failureTopic(String name, String address, String summary, String... messages) {
        var channel = at("/channels/" + name).put("address", address).put("summary", summary);
        Stream.of(messages)
                .forEach(message ->
                        reference(channel.withObject("/messages/" + message), "/components/messages/" + message));
        var topics = channel.withObject("/parameters/topic")
                .put("description", "Where the record was first")
                .withArray("/enum");
        PARTIES.forEach(parties -> topics.add(parties.topic()));
        var subscriptions = channel.withObject("/parameters/subscription")
                .put("description", "Whose handler failed")
                .withArray("/enum");
        PARTIES.stream()
                .flatMap(parties -> Stream.of(parties.subscriptions()))
                .distinct()
                .sorted()
                .forEach(subscriptions::add);
        if (address.contains("{number}")) {
            channel.withObject("/parameters/number")
                    .put(
                            "description",
                            "Counts the subscription's retry topics, from 1: the later, the longer the wait");
        }
    }

    private ObjectNode operation(String name, String action, String channel, String summary) {
        var operation = at("/operations/" + name).put("action", action).put("summary", summary);
        reference(operation.withObject("/channel"), "/channels/" + channel);
        return operation;
    }

    private void messages(Parties parties) {
        types(parties.topic()).forEach(type -> {
            var schema = AsyncApiSchemas.read(type);
            var message = message(type, schema.get("description").stringValue());
            var headers = message.putObject("headers").put("type", "object");
            reference(headers.withArray("/allOf").addObject(), "/components/schemas/headers");
            var own = headers.withArray("/allOf").addObject().withObject("/properties");
            own.putObject(EventHeaders.TYPE).put("const", type);
            own.putObject(EventHeaders.SOURCE).put("const", "/" + parties.publisher());
            own.putObject(EventHeaders.DATA_SCHEMA).put("const", DataSchema.of(type));
            reference(message.putObject("payload"), "/components/schemas/" + type);
            example(message, type, AsyncApiHeaders.example(Golden.tree(type), parties.publisher()));
        });
    }

    private void copies() {
        var failed = AsyncApiHeaders.example(Golden.tree("OrderPlaced"), "order-service")
                .put(EventHeaders.ATTEMPT, "2")
                .put(EventHeaders.NOT_BEFORE, "2026-11-23T15:04:06.234567Z")
                .put(EventHeaders.FAILED_TOPIC, "orders")
                .put(EventHeaders.FAILURE, "HttpServerErrorException$InternalServerError: card-broken failed");
        copy(
                "retryCopy",
                "The record of a failed event, byte for byte, with headers more",
                EventHeaders.ATTEMPT,
                EventHeaders.NOT_BEFORE,
                EventHeaders.FAILED_TOPIC);
        copy(
                "deadEvent",
                "The record of an event whose attempts are used up, byte for byte, with headers more",
                EventHeaders.ATTEMPT,
                EventHeaders.FAILED_TOPIC,
                EventHeaders.FAILURE);
        example(at("/components/messages/retryCopy"), "OrderPlaced", failed);
        example(
                at("/components/messages/deadEvent"),
                "OrderPlaced",
                failed.deepCopy().put(EventHeaders.ATTEMPT, "4"));
        var unreadable = message("unreadable", "A record that holds no event, as it came, with headers more")
                .put("contentType", "application/octet-stream");
        var headers = unreadable.putObject("headers").put("type", "object");
        reference(headers.withArray("/allOf").addObject(), "/components/schemas/failureHeaders");
        headers.withArray("/required").add(EventHeaders.FAILED_TOPIC).add(EventHeaders.FAILURE);
    }

    private void copy(String name, String summary, String... required) {
        var message = message(name, summary);
        var headers = message.putObject("headers").put("type", "object");
        reference(headers.withArray("/allOf").addObject(), "/components/schemas/headers");
        reference(headers.withArray("/allOf").addObject(), "/components/schemas/failureHeaders");
        Stream.of(required).forEach(headers.withArray("/required")::add);
        reference(message.putObject("payload"), "/components/schemas/envelope");
    }

    private ObjectNode message(String name, String summary) {
        var message = at("/components/messages/" + name).put("name", name).put("summary", summary);
        message.withObject("/bindings/kafka")
                .put("bindingVersion", "0.5.0")
                .withObject("/key")
                .put("type", "string")
                .put("description", "The order id");
        return message;
    }

    private static void example(ObjectNode message, String type, ObjectNode headers) {
        var example = message.withArray("/examples").addObject();
        example.put("name", type).set("headers", headers);
        example.set("payload", Golden.tree(type));
    }

    private static Stream<String> types(String topic) {
        return Golden.types().filter(type -> Golden.familyOf(type).topic().equals(topic));
    }

    private ObjectNode at(String path) {
        return document.withObject(path);
    }

    private static void reference(ObjectNode node, String path) {
        node.put("$ref", "#" + path);
    }
}
