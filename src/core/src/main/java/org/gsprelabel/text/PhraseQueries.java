package org.gsprelabel.text;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.gsprelabel.model.TextInput;
import org.gsprelabel.model.TextSpec;
import org.gsprelabel.model.Tokenizer;
import org.gsprelabel.model.Tokenizer.Token;
import org.gsprelabel.tensor.Tensor;

/**
 * Writes each phrase into a row of ids of its own: set into the template, cut to the length of the model with its last token
 * kept, padded with 0. Where the graph fixes the number of rows, rows of zeros fill it up, which stand for no phrase.
 */
final class PhraseQueries {

    private final TextSpec.Queries spec;
    private final TextInputs inputs;
    private final Tokenizer tokenizer;

    PhraseQueries(TextSpec.Queries spec, TextInputs inputs, Tokenizer tokenizer) {
        this.spec = spec;
        this.inputs = inputs;
        this.tokenizer = tokenizer;
    }

    TextQueries of(TextPrompt prompt) {
        List<String> notes = new ArrayList<>();
        List<long[]> rows = new ArrayList<>();
        for (String name : prompt.names()) {
            rows.add(row(name, notes));
        }
        int most = inputs.fixedRows().orElse(rows.size());
        List<TextQuery> calls = new ArrayList<>();
        for (int first = 0; first < rows.size(); first += most) {
            calls.add(query(rows, first, Math.min(rows.size(), first + most), most));
        }
        if (calls.size() > 1) {
            notes.add("the prompt's " + rows.size() + " phrases were asked for in " + calls.size()
                    + " calls a tile, since the model takes " + most + " at once");
        }
        return new TextQueries(calls, notes);
    }

    private long[] row(String name, List<String> notes) {
        List<Token> tokens = tokenizer.encode(spec.template().replace(TextSpec.Queries.PLACE, name));
        int length = spec.maxLength();
        if (tokens.size() > length) {
            notes.add("phrase '" + name + "' has " + tokens.size() + " tokens, of which the model takes " + length
                    + ": its end was left out");
        }
        long[] row = new long[length];
        for (int i = 0; i < Math.min(tokens.size(), length); i++) {
            row[i] = tokens.get(i).id();
        }
        if (tokens.size() > length) {
            row[length - 1] = tokens.get(tokens.size() - 1).id();
        }
        return row;
    }

    private TextQuery query(List<long[]> rows, int from, int to, int count) {
        int length = spec.maxLength();
        Tensor ids = Tensor.allocate(count, length);
        Tensor attention = Tensor.allocate(count, length);
        List<Integer> phrases = new ArrayList<>();
        List<Columns> columns = new ArrayList<>();
        for (int i = from; i < to; i++) {
            int at = (i - from) * length;
            int used = usedTokens(rows.get(i));
            for (int k = 0; k < used; k++) {
                ids.data().put(at + k, (float) rows.get(i)[k]);
                attention.data().put(at + k, 1);
            }
            phrases.add(i);
            columns.add(new Columns(i - from, i - from + 1));
        }
        Map<TextInput, Tensor> tensors = new EnumMap<>(TextInput.class);
        tensors.put(TextInput.IDS, ids);
        tensors.put(TextInput.ATTENTION, attention);
        tensors.keySet().removeIf(kind -> !inputs.takes(kind));
        return new TextQuery(phrases, columns, tensors);
    }

    /** The last token of a text is its end token, never 0; a 0 within is an exclamation mark. */
    private static int usedTokens(long[] row) {
        int used = row.length;
        while (used > 0 && row[used - 1] == 0) {
            used--;
        }
        return used;
    }
}
