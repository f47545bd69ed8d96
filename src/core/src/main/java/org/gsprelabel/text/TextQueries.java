package org.gsprelabel.text;

import java.util.List;
import org.gsprelabel.model.TextSpec;
import org.gsprelabel.model.Tokenizer;

/**
 * A prompt as a model takes it.
 *
 * @param calls the text of each call; together they hold every phrase once, in the order of the prompt
 * @param notes sentences on what a user may not expect
 */
public record TextQueries(List<TextQuery> calls, List<String> notes) {

    public TextQueries {
        calls = List.copyOf(calls);
        notes = List.copyOf(notes);
    }

    /**
     * Makes the queries of a prompt. The same prompt gives the same queries.
     *
     * @throws IllegalArgumentException with one sentence when the model cannot be asked for a phrase
     */
    public static TextQueries of(TextPrompt prompt, TextSpec spec, TextInputs inputs, Tokenizer tokenizer) {
        if (spec instanceof TextSpec.Caption caption) {
            return new CaptionQueries(caption, inputs, tokenizer).of(prompt);
        }
        return new PhraseQueries((TextSpec.Queries) spec, inputs, tokenizer).of(prompt);
    }
}
