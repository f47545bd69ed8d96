package org.gsprelabel.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Written out by hand: {@code C} is [CLS], {@code S} [SEP], a letter a word; the mask row by row. */
class SubSentencesTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        // The two phrases keep to themselves.
        "C a b . c . S, 0 0 1 2 0 1 0, 1000000 0111000 0111000 0111000 0000110 0000110 0000001",
        // Without the last period, its tokens are on their own.
        "C a . b c S, 0 0 1 0 0 0, 100000 011000 011000 000100 000010 000001",
        "C a . S, 0 0 1 0, 1000 0110 0110 0001",
        "C a ? b . S, 0 0 1 0 1 0, 100000 011000 011000 000110 000110 000001",
        // Two delimiters in a row: the second is a phrase of its own.
        "C a . . S, 0 0 1 0 0, 10000 01100 01100 00010 00001",
        "C S, 0 0, 10 01",
    })
    void phrases_attend_to_themselves(String tokens, String positions, String mask) {
        assertThat(describe(tokens, false)).isEqualTo(positions + ", " + mask);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "C a b . c . S, 0 0 1 0 0 0 0, 1000000 0111000 0111000 0111000 0000110 0000110 0000001",
        "C a b c . S, 0 0 1 2 0 0, 100000 011110 011110 011110 011110 000001",
    })
    void transformers_starts_anew_at_a_period_with_the_same_mask(String tokens, String positions, String mask) {
        assertThat(describe(tokens, true)).isEqualTo(positions + ", " + mask);
    }

    private static String describe(String tokens, boolean zeroAtDelimiters) {
        long[] ids = Arrays.stream(tokens.split(" "))
                .mapToLong(token -> switch (token) {
                    case "C" -> 101;
                    case "S" -> 102;
                    case "." -> 1012;
                    case "?" -> 1029;
                    default -> 2000 + token.charAt(0);
                })
                .toArray();
        SubSentences sentences = new SubSentences(ids, Set.of(101L, 102L, 1012L, 1029L), zeroAtDelimiters);
        String positions = IntStream.range(0, ids.length)
                .mapToObj(i -> Integer.toString(sentences.position(i)))
                .collect(Collectors.joining(" "));
        String mask = IntStream.range(0, ids.length)
                .mapToObj(row -> IntStream.range(0, ids.length)
                        .mapToObj(column -> sentences.attends(row, column) ? "1" : "0")
                        .collect(Collectors.joining()))
                .collect(Collectors.joining(" "));
        return positions + ", " + mask;
    }
}
