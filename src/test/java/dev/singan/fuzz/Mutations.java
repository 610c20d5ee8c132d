package dev.singan.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.singan.base.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Small damages to a file's bytes, and to the values of JSON. */
final class Mutations {
    private static final String[] WORDS = {
        "null",
        "-1",
        "1e999",
        "NaN",
        "\"\"",
        "{}",
        "[]",
        "\u0000",
        "99999999999999999999",
        "\"\\u0000\"",
        "\ufeff",
        "=1+1"
    };

    private final Random random;

    Mutations(long seed) {
        random = new Random(seed);
    }

    /** A damaged copy; JSON is damaged as such half of the time. */
    byte[] of(byte[] whole) {
        byte[] at = whole.clone();
        if (random.nextBoolean() && whole.length > 0 && (whole[0] == '{' || whole[0] == '[')) {
            return json(whole);
        }
        for (int n = 1 + random.nextInt(3); n > 0; n--) {
            at = once(at);
        }
        return at;
    }

    private byte[] once(byte[] bytes) {
        if (bytes.length == 0) {
            return new byte[] {(byte) random.nextInt(256)};
        }
        int at = random.nextInt(bytes.length);
        int length = 1 + random.nextInt(Math.min(64, bytes.length - at));
        switch (random.nextInt(8)) {
            case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> bytes[at] = (byte) random.nextInt(256);
            case 2 ->
                Arrays.fill(bytes, at, Math.min(bytes.length, at + 4), (byte) (random.nextBoolean() ? 0x7f : 0xff));
            case 3 -> {
                return Arrays.copyOf(bytes, at);
            }
            case 4 -> {
                return splice(bytes, at, at + length, new byte[0]);
            }
            case 5 -> {
                return splice(bytes, at, at, Arrays.copyOfRange(bytes, at, at + length));
            }
            case 6 -> {
                return splice(
                        bytes, at, at + length, WORDS[random.nextInt(WORDS.length)].getBytes(StandardCharsets.UTF_8));
            }
            default -> Arrays.fill(bytes, at, at + length, (byte) 0);
        }
        return bytes;
    }

    private static byte[] splice(byte[] bytes, int from, int to, byte[] between) {
        byte[] spliced = new byte[bytes.length - (to - from) + between.length];
        System.arraycopy(bytes, 0, spliced, 0, from);
        System.arraycopy(between, 0, spliced, from, between.length);
        System.arraycopy(bytes, to, spliced, from + between.length, bytes.length - to);
        return spliced;
    }

    /** Replaces, takes away or adds one value somewhere; of JSON lines in one of the lines. */
    private byte[] json(byte[] whole) {
        String[] lines =
                isOneValue(whole) ? new String[] {text(whole)} : text(whole).split("\n");
        int line = random.nextInt(lines.length);
        try {
            JsonNode tree = Json.mapper().readTree(lines[line]);
            List<JsonNode> places = new ArrayList<>();
            collect(tree, places);
            if (!places.isEmpty()) {
                damage(places.get(random.nextInt(places.size())));
                lines[line] = tree.toString();
            }
        } catch (IOException e) {
            throw new AssertionError("the corpus is JSON: " + lines[line], e);
        }
        return String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static boolean isOneValue(byte[] json) {
        return !text(json).startsWith("{\"") || text(json).lines().count() == 1;
    }

    private static void collect(JsonNode node, List<JsonNode> places) {
        if (node.isContainerNode() && !node.isEmpty()) {
            places.add(node);
            node.forEach(child -> collect(child, places));
        }
    }

    private void damage(JsonNode place) {
        if (place instanceof ObjectNode object) {
            List<String> names = new ArrayList<>();
            object.fieldNames().forEachRemaining(names::add);
            String name = names.get(random.nextInt(names.size()));
            switch (random.nextInt(4)) {
                case 0 -> object.remove(name);
                case 1 -> object.set(name + "x", value());
                default -> object.set(name, value());
            }
        } else if (place instanceof ArrayNode array) {
            int at = random.nextInt(array.size());
            switch (random.nextInt(3)) {
                case 0 -> array.remove(at);
                case 1 -> array.insert(at, array.get(at).deepCopy());
                default -> array.set(at, value());
            }
        }
    }

    private JsonNode value() {
        JsonNodeFactory make = JsonNodeFactory.instance;
        return switch (random.nextInt(14)) {
            case 0 -> make.nullNode();
            case 1 -> make.numberNode(-1);
            case 2 -> make.numberNode(0);
            case 3 -> make.numberNode(Integer.MAX_VALUE);
            case 4 -> make.numberNode(Long.MIN_VALUE);
            case 5 -> make.numberNode(1e308);
            case 6 -> make.numberNode(1e-9);
            case 7 -> make.textNode("");
            case 8 -> make.textNode("NaN");
            case 9 -> make.textNode("a\u0000\n../../x");
            case 10 -> make.objectNode();
            case 11 -> make.arrayNode().add(make.nullNode());
            case 12 -> make.booleanNode(random.nextBoolean());
            default -> make.numberNode(random.nextInt(100_000));
        };
    }
}
