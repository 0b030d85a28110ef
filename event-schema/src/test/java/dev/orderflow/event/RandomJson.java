package dev.orderflow.event;

import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Trees of every kind of JSON value, the same for the same seed. */
final class RandomJson {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int[][] ALPHABETS = {
        {0, 0x7f}, {0x20, 0x7e}, {0x80, 0x7ff}, {0xe000, 0xffff}, {0x10000, 0x10ffff}
    };

    private RandomJson() {}

    static ObjectNode object(Random random, int depth) {
        var object = JSON.objectNode();
        for (var i = random.nextInt(6); i > 0; i--) {
            object.set(text(random), value(random, depth - 1));
        }
        return object;
    }

    private static JsonNode value(Random random, int depth) {
        return switch (random.nextInt(depth > 0 ? 8 : 6)) {
            case 0 -> JSON.nullNode();
            case 1 -> JSON.booleanNode(random.nextBoolean());
            case 2 -> JSON.numberNode(random.nextInt());
            case 3 -> JSON.numberNode(random.nextLong(-1L << 53, 1L << 53));
            case 4 -> JSON.numberNode(random.nextGaussian() * Math.pow(10, random.nextInt(60) - 30));
            case 5 -> JSON.stringNode(text(random));
            case 6 -> object(random, depth);
            default -> {
                var array = JSON.arrayNode();
                for (var i = random.nextInt(5); i > 0; i--) {
                    array.add(value(random, depth - 1));
                }
                yield array;
            }
        };
    }

    private static String text(Random random) {
        return IntStream.range(0, random.nextInt(8))
                .map(_ -> {
                    var alphabet = ALPHABETS[random.nextInt(ALPHABETS.length)];
                    return random.nextInt(alphabet[0], alphabet[1] + 1);
                })
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
    }
}
