package org.gsprelabel.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.BitSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KeyDigestTest {

    private record Pair(String name, Object value) {}

    private record Other(String name, Object value) {}

    @Test
    void a_key_is_the_hash_of_the_framed_parts() {
        BitSet bits = new BitSet();
        bits.set(0);
        bits.set(2);
        bits.set(8);

        ContentKey key = new KeyDigest()
                .add("roof")
                .add(-3)
                .add(List.of(0.5, true))
                .add(new float[] {1, 255, 2.5f})
                .add(new float[] {7, 255})
                .add(bits)
                .key();

        // By hashlib of Python over the same bytes, put together with struct.
        assertThat(key.sha256()).isEqualTo("1c4a2ddb16eaccf6185173d66759a517d34886e92caadc6042e104d102b9df74");
    }

    @Test
    void different_values_have_different_keys() {
        List<Object> values = List.of(
                "a",
                "b",
                1,
                2,
                1.0,
                -0.0,
                0.0,
                true,
                false,
                List.of(),
                List.of("a", "b"),
                List.of("ab"),
                List.of(List.of("a"), "b"),
                List.of("b", "a"),
                Set.of("a", "b"),
                Map.of("a", "b"),
                Map.of("b", "a"),
                Optional.empty(),
                Optional.of("a"),
                Optional.of(Optional.empty()),
                OptionalInt.of(1),
                OptionalDouble.of(1),
                ContentCache.Event.MISS,
                ContentCache.Event.DISK_HIT,
                new Pair("a", "b"),
                new Other("a", "b"),
                new Pair("a", 1));
        Set<ContentKey> keys = new HashSet<>();
        values.forEach(value -> keys.add(new KeyDigest().add(value).key()));

        assertThat(keys).hasSameSizeAs(values);
    }

    @Test
    void samples_differ_by_every_bit() {
        List<float[]> samples = List.of(
                new float[] {},
                new float[] {0},
                new float[] {-0f},
                new float[] {0, 0},
                new float[] {1},
                new float[] {1.5f},
                new float[] {255},
                new float[] {256},
                new float[] {-1},
                new float[] {Float.NaN});
        Set<ContentKey> keys = new HashSet<>();
        samples.forEach(values -> keys.add(new KeyDigest().add(values).key()));

        assertThat(keys).hasSameSizeAs(samples);
    }

    @Test
    void the_order_of_sets_and_maps_does_not_count() {
        Map<String, Integer> forth = new LinkedHashMap<>();
        forth.put("a", 1);
        forth.put("b", 2);
        Map<String, Integer> back = new LinkedHashMap<>();
        back.put("b", 2);
        back.put("a", 1);

        assertThat(new KeyDigest().add(back).key())
                .isEqualTo(new KeyDigest().add(forth).key());
        assertThat(new KeyDigest().add(new LinkedHashSet<>(List.of(3, 1, 2))).key())
                .isEqualTo(new KeyDigest()
                        .add(new LinkedHashSet<>(List.of(2, 3, 1)))
                        .key());
    }

    @Test
    void a_copy_goes_on_by_itself() {
        KeyDigest digest = new KeyDigest().add("common");
        ContentKey first = digest.copy().add("first").key();

        assertThat(first)
                .isEqualTo(new KeyDigest().add("common").add("first").key())
                .isNotEqualTo(digest.copy().add("second").key());
    }

    @Test
    void what_it_does_not_know_is_refused_rather_than_left_out() {
        assertThatThrownBy(() -> new KeyDigest().add(new Pair("a", new Object())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no key can be made of a value of the type java.lang.Object");
    }
}
