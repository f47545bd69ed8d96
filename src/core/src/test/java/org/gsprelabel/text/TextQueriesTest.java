package org.gsprelabel.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import org.gsprelabel.model.TextInput;
import org.gsprelabel.model.TextSpec;
import org.gsprelabel.tensor.Tensor;
import org.junit.jupiter.api.Test;

class TextQueriesTest {

    private static final Map<String, TextInput> CAPTION_INPUTS = Map.of(
            "ids",
            TextInput.IDS,
            "types",
            TextInput.TYPES,
            "attention",
            TextInput.ATTENTION,
            "mask",
            TextInput.ATTENTION_OR_SUB_SENTENCES,
            "positions",
            TextInput.POSITIONS);

    @Test
    void a_caption_is_lower_case_with_a_period_after_each_phrase() {
        TextQueries queries = caption("Red Roof. crane", 256, OptionalInt.empty(), Map.of());

        assertThat(queries.notes()).isEmpty();
        assertThat(queries.calls()).hasSize(1);
        TextQuery query = queries.calls().get(0);
        // [CLS] red roof . crane . [SEP]
        assertThat(values(query, TextInput.IDS)).containsExactly(101f, 2000f, 2001f, 1012f, 2002f, 1012f, 102f);
        assertThat(values(query, TextInput.POSITIONS)).containsExactly(0f, 0f, 1f, 2f, 0f, 1f, 0f);
        assertThat(values(query, TextInput.ATTENTION)).containsOnly(1f).hasSize(7);
        assertThat(values(query, TextInput.TYPES)).containsOnly(0f).hasSize(7);
        assertThat(values(query, TextInput.SUB_SENTENCES).subList(7, 14)).containsExactly(0f, 1f, 1f, 1f, 0f, 0f, 0f);
        assertThat(query.phrases()).containsExactly(0, 1);
        assertThat(query.columns()).containsExactly(new Columns(1, 3), new Columns(4, 5));
    }

    @Test
    void a_fixed_length_is_filled_with_padding_that_attends_to_itself_alone() {
        TextQuery query = caption("crane", 256, OptionalInt.empty(), Map.of("ids", List.of(-1L, 6L)))
                .calls()
                .get(0);

        assertThat(query.tensors().keySet()).containsExactly(TextInput.IDS);
        assertThat(values(query, TextInput.IDS)).containsExactly(101f, 2000f, 1012f, 102f, 0f, 0f);

        query = caption("crane", 256, OptionalInt.of(6), Map.of()).calls().get(0);

        assertThat(values(query, TextInput.ATTENTION)).containsExactly(1f, 1f, 1f, 1f, 0f, 0f);
        assertThat(values(query, TextInput.POSITIONS)).containsExactly(0f, 0f, 1f, 0f, 0f, 0f);
        assertThat(values(query, TextInput.SUB_SENTENCES))
                .containsExactly(
                        1f, 0f, 0f, 0f, 0f, 0f, //
                        0f, 1f, 1f, 0f, 0f, 0f, //
                        0f, 1f, 1f, 0f, 0f, 0f, //
                        0f, 0f, 0f, 1f, 0f, 0f, //
                        0f, 0f, 0f, 0f, 1f, 0f, //
                        0f, 0f, 0f, 0f, 0f, 1f);
    }

    @Test
    void phrases_beyond_the_length_go_into_further_calls_in_their_order() {
        // With [CLS] and [SEP], 8 tokens hold three words with their periods; "big red barn" needs four.
        TextQueries queries = caption("a. b. c. big red barn. d. e", 8, OptionalInt.empty(), Map.of());

        assertThat(queries.calls())
                .extracting(TextQuery::phrases)
                .containsExactly(List.of(0, 1, 2), List.of(3, 4), List.of(5));
        assertThat(queries.calls().get(1).columns()).containsExactly(new Columns(1, 4), new Columns(5, 6));
        assertThat(queries.notes())
                .containsExactly(
                        "the prompt's 6 phrases were asked for in 3 calls a tile, since a text of the model has at"
                                + " most 8 tokens");
        assertThat(caption("a. b. c. big red barn. d. e", 256, OptionalInt.of(8), Map.of())
                        .calls())
                .hasSize(3);
    }

    @Test
    void what_a_model_cannot_be_asked_for_is_refused() {
        assertThatThrownBy(() -> caption("a. one two three four five six", 8, OptionalInt.empty(), Map.of()))
                .hasMessage("prompt must have phrases that fit into the 8 tokens of the model, got 9 for 'one two three"
                        + " four five six'");
        assertThatThrownBy(() -> caption("big unheardof thing", 256, OptionalInt.empty(), Map.of()))
                .hasMessage("prompt must be of words that the model's vocabulary holds, got 'big unheardof thing'");
        assertThatThrownBy(() -> caption("house no.5", 256, OptionalInt.empty(), Map.of()))
                .hasMessage("prompt must have no period, question mark or special token inside a phrase, got 'house"
                        + " no.5'");
    }

    @Test
    void the_rank_of_an_ambiguous_mask_decides_what_it_is() {
        TextSpec spec = captionSpec(256, OptionalInt.empty());

        assertThat(TextInputs.of(spec, Map.of("ids", List.of(1L, -1L), "mask", List.of(1L, -1L)))
                        .byName())
                .containsOnly(Map.entry("ids", TextInput.IDS), Map.entry("mask", TextInput.ATTENTION));
        assertThat(TextInputs.of(spec, Map.of("ids", List.of(1L, 9L), "mask", List.of(-1L, -1L, -1L))))
                .isEqualTo(new TextInputs(
                        Map.of("ids", TextInput.IDS, "mask", TextInput.SUB_SENTENCES),
                        OptionalInt.of(1),
                        OptionalInt.of(9)));
        assertThat(TextInputs.of(spec, Map.of()).byName()).containsEntry("mask", TextInput.SUB_SENTENCES);
    }

    @Test
    void each_phrase_is_a_row_padded_with_zeros() {
        TextQueries queries = phrases("Red Roof. crane", 6, "a {}", Map.of());

        assertThat(queries.notes()).isEmpty();
        TextQuery query = queries.calls().get(0);
        // Case is the tokenizer's matter.
        assertThat(values(query, TextInput.IDS))
                .containsExactly(
                        49406f, 2000f, 2001f, 2002f, 49407f, 0f, //
                        49406f, 2000f, 2003f, 49407f, 0f, 0f);
        assertThat(values(query, TextInput.ATTENTION)).containsExactly(1f, 1f, 1f, 1f, 1f, 0f, 1f, 1f, 1f, 1f, 0f, 0f);
        assertThat(query.columns()).containsExactly(new Columns(0, 1), new Columns(1, 2));
    }

    @Test
    void a_long_phrase_is_cut_and_keeps_its_last_token() {
        TextQueries queries = phrases("one two three four five six", 5, "{}", Map.of());

        assertThat(values(queries.calls().get(0), TextInput.IDS)).containsExactly(49406f, 2000f, 2001f, 2002f, 49407f);
        assertThat(queries.notes())
                .containsExactly(
                        "phrase 'one two three four five six' has 8 tokens, of which the model takes 5: its end was"
                                + " left out");
    }

    @Test
    void a_fixed_number_of_rows_is_filled_with_absent_phrases() {
        TextQueries queries = phrases("a. b. c", 4, "{}", Map.of("ids", List.of(2L, 4L), "attention", List.of(2L, 4L)));

        assertThat(queries.calls()).extracting(TextQuery::phrases).containsExactly(List.of(0, 1), List.of(2));
        TextQuery last = queries.calls().get(1);
        assertThat(values(last, TextInput.IDS)).containsExactly(49406f, 2002f, 49407f, 0f, 0f, 0f, 0f, 0f);
        assertThat(values(last, TextInput.ATTENTION)).containsExactly(1f, 1f, 1f, 0f, 0f, 0f, 0f, 0f);
        assertThat(last.columns()).containsExactly(new Columns(0, 1));
        assertThat(queries.notes())
                .containsExactly(
                        "the prompt's 3 phrases were asked for in 2 calls a tile, since the model takes 2 at once");
    }

    private static TextSpec.Caption captionSpec(int maxLength, OptionalInt length) {
        return new TextSpec.Caption(CAPTION_INPUTS, maxLength, length, false, Set.of(101L, 102L, 1012L, 1029L), 100);
    }

    private static TextQueries caption(
            String prompt, int maxLength, OptionalInt length, Map<String, List<Long>> declared) {
        TextSpec spec = captionSpec(maxLength, length);
        return TextQueries.of(
                TextPrompt.parse(prompt), spec, TextInputs.of(spec, declared), new WordTokenizer(101, 102));
    }

    private static TextQueries phrases(String prompt, int length, String template, Map<String, List<Long>> declared) {
        TextSpec spec =
                new TextSpec.Queries(Map.of("ids", TextInput.IDS, "attention", TextInput.ATTENTION), length, template);
        return TextQueries.of(
                TextPrompt.parse(prompt), spec, TextInputs.of(spec, declared), new WordTokenizer(49406, 49407));
    }

    private static List<Float> values(TextQuery query, TextInput kind) {
        Tensor tensor = Objects.requireNonNull(query.tensors().get(kind), kind.name());
        List<Float> values = new ArrayList<>();
        for (int i = 0; i < tensor.data().capacity(); i++) {
            values.add(tensor.get(i));
        }
        return values;
    }
}
