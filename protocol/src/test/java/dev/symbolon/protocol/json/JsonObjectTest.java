package dev.symbolon.protocol.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonObjectTest {

    @Test
    void readsMembersByNameAndType() {
        JsonObject json = JsonObject.parse(
                "{\"s\":\"ü\\u20ac\",\"n\":42,\"b\":true,\"l\":[\"a\",\"b\"],\"o\":{\"x\":1},\"os\":[{\"y\":2}],\"z\":null}");

        assertThat(json.string("s")).hasValue("ü€");
        assertThat(json.number("n")).hasValue(42L);
        assertThat(json.bool("b")).hasValue(true);
        assertThat(json.strings("l")).containsExactly("a", "b");
        assertThat(json.strings("s")).containsExactly("ü€");
        assertThat(json.object("o")).hasValue(JsonObject.empty().with("x", 1));
        assertThat(json.objects("os")).containsExactly(JsonObject.empty().with("y", 2));
        assertThat(json.string("z")).isEmpty();
        assertThat(json.has("z")).isFalse();
        assertThat(json.string("absent")).isEmpty();
        assertThat(json.strings("absent")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "[]",
                "\"text\"",
                "1",
                "{",
                "{}}",
                "{} {}",
                "{} x",
                "{a:1}",
                "{'a':1}",
                "{\"a\":1,}",
                "{\"a\":01}",
                "{\"a\":NaN}",
                "{\"a\":Infinity}",
                "{\"a\":\"\n\"}",
                "{\"a\":\"\\x\"}",
                "{\"a\":tru}",
                "{\"a\":1,\"a\":2}",
                "{\"o\":{\"a\":1,\"\\u0061\":2}}",
                "// c\n{}",
                "{\"a\":1 /* c */}",
                "\ufeff\ufeff{}"
            })
    void refusesWhatIsNotAWellFormedObject(String text) {
        assertRefused(text);
    }

    @Test
    void refusesWhatIsNestedTooDeep() {
        assertThat(JsonObject.parse(nested(31)).names()).containsExactly("a");
        assertRefused(nested(33));
        assertRefused(nested(100_000));
        assertRefused("{\"a\":".repeat(50_000));
    }

    private static String nested(int depth) {
        return "{\"a\":" + "[".repeat(depth - 1) + "]".repeat(depth - 1) + "}";
    }

    @Test
    void refusesWhatIsTooLong() {
        assertRefused("{\"a\":\"" + "x".repeat(1 << 20) + "\"}");
        assertRefused("{\"a\":" + "1".repeat(101) + "}");
        assertRefused("{\"" + "x".repeat(1001) + "\":1}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e400", "-1e400", "9007199254740993000", "1e99"})
    void refusesANumberThatIsOutOfRange(String number) {
        JsonObject json = JsonObject.parse("{\"exp\":" + number + "}");

        assertThatExceptionOfType(JsonException.class).isThrownBy(() -> json.number("exp"));
    }

    @Test
    void cutsAFractionOff() {
        assertThat(JsonObject.parse("{\"exp\":1700000000.9}").number("exp")).hasValue(1_700_000_000L);
    }

    private static void assertRefused(String text) {
        assertThatExceptionOfType(JsonException.class)
                .isThrownBy(() -> JsonObject.parse(text))
                .withNoCause();
    }

    @Test
    void namesTheMemberThatIsOfAnotherType() {
        JsonObject json = JsonObject.parse("{\"iss\":1,\"aud\":[\"a\",1],\"exp\":\"1\",\"o\":[1]}");

        assertThatThrownBy(() -> json.string("iss"))
                .isInstanceOf(JsonException.class)
                .hasMessageContaining("iss");
        assertThatThrownBy(() -> json.strings("aud"))
                .isInstanceOf(JsonException.class)
                .hasMessageContaining("aud");
        assertThatThrownBy(() -> json.number("exp"))
                .isInstanceOf(JsonException.class)
                .hasMessageContaining("exp");
        assertThatThrownBy(() -> json.objects("o"))
                .isInstanceOf(JsonException.class)
                .hasMessageContaining("o");
        assertThatThrownBy(() -> json.requiredString("sub"))
                .isInstanceOf(JsonException.class)
                .hasMessageContaining("sub");
    }

    @Test
    void writesWhatItReads() {
        JsonObject json = JsonObject.empty()
                .with("text", "\"</script>\u2028\u0000🔑")
                .with("list", List.of(1, true, "x"))
                .with("object", JsonObject.empty().with("a", "b"))
                .with("absent", Optional.empty());

        assertThat(JsonObject.parse(json.toString())).isEqualTo(json);
        assertThat(json.names()).containsExactly("text", "list", "object");
    }

    @Test
    void isNotChangedByWhatItWasMadeOf() {
        List<String> list = new ArrayList<>(List.of("a"));
        JsonObject json = JsonObject.of(Map.of("list", list));
        list.add("b");

        assertThat(json.strings("list")).containsExactly("a");
        assertThatThrownBy(() -> json.members().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void makesChangedCopies() {
        JsonObject json = JsonObject.empty().with("a", 1).with("b", 2);

        assertThat(json.without("a").names()).containsExactly("b");
        assertThat(json.with(JsonObject.empty().with("a", 3)).number("a")).hasValue(3L);
        assertThat(json.number("a")).hasValue(1L);
    }

    @Test
    void leavesWhatItWasSetUponAsItWas() {
        JsonObject trunk = JsonObject.empty().with("a", 1);
        JsonObject one = trunk.with("b", 2).with("c", 3);
        JsonObject other = trunk.with("b", 4);

        assertThat(one).hasToString("{\"a\":1,\"b\":2,\"c\":3}");
        assertThat(other).hasToString("{\"a\":1,\"b\":4}");
        assertThat(trunk).hasToString("{\"a\":1}");
        assertThat(one.with("d", 5).without("b")).hasToString("{\"a\":1,\"c\":3,\"d\":5}");
    }

    @Test
    void setsAMemberAgainInItsPlace() {
        JsonObject json = JsonObject.empty().with("a", 1).with("b", 2).with("a", 3);

        assertThat(json).hasToString("{\"a\":3,\"b\":2}").isEqualTo(JsonObject.of(Map.of("a", 3, "b", 2)));
    }

    @Test
    void isWhatAMapWouldBeWhateverIsSetAndAsked() {
        Random random = new Random(42);
        List<JsonObject> objects = new ArrayList<>(List.of(JsonObject.empty()));
        List<Map<String, Object>> models = new ArrayList<>(List.of(Map.of()));
        for (int step = 0; step < 20_000; step++) {
            int from = random.nextInt(objects.size());
            int other = random.nextInt(objects.size());
            String name = "abcdefgh".substring(random.nextInt(8)).substring(0, 1);
            Map<String, Object> model = new LinkedHashMap<>(models.get(from));
            JsonObject object = objects.get(from);
            switch (random.nextInt(8)) {
                case 0 -> {
                    object = object.without(name);
                    model.remove(name);
                }
                case 1 -> {
                    object = object.with(objects.get(other));
                    model.putAll(models.get(other));
                }
                case 2 -> {
                    object = object.only(List.of("a", "b", "c", "d", name));
                    model.keySet().retainAll(List.of("a", "b", "c", "d", name));
                }
                case 3 -> assertThat(object.has(name)).isEqualTo(model.containsKey(name));
                default -> {
                    object = object.with(name, step);
                    model.put(name, step);
                }
            }
            objects.add(object);
            models.add(model);
        }
        for (int i = 0; i < objects.size(); i++) {
            assertThat(new ArrayList<>(objects.get(i).members().entrySet()))
                    .isEqualTo(new ArrayList<>(models.get(i).entrySet()));
        }
    }
}
