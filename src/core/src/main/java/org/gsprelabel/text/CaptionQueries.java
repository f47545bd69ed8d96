package org.gsprelabel.text;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import org.gsprelabel.model.TextInput;
import org.gsprelabel.model.TextSpec;
import org.gsprelabel.model.Tokenizer;
import org.gsprelabel.model.Tokenizer.Token;
import org.gsprelabel.tensor.Tensor;

/**
 * Writes phrases into captions, as many into each as it has tokens for: lower-cased, each followed by a period, a space
 * between them. A phrase owns the columns of its own tokens, without the period.
 */
final class CaptionQueries {

    private final TextSpec.Caption spec;
    private final TextInputs inputs;
    private final Tokenizer tokenizer;
    private final OptionalInt fixedLength;
    private final int most;

    CaptionQueries(TextSpec.Caption spec, TextInputs inputs, Tokenizer tokenizer) {
        this.spec = spec;
        this.inputs = inputs;
        this.tokenizer = tokenizer;
        this.fixedLength = inputs.fixedLength().isPresent() ? inputs.fixedLength() : spec.length();
        this.most = Math.min(spec.maxLength(), fixedLength.orElse(spec.maxLength()));
    }

    /** A caption, and where each phrase begins in it. */
    private record Caption(String text, List<Integer> starts, List<Token> tokens) {}

    TextQueries of(TextPrompt prompt) {
        List<String> phrases = prompt.names().stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .toList();
        List<TextQuery> calls = new ArrayList<>();
        int first = 0;
        while (first < phrases.size()) {
            Caption longest = caption(phrases.subList(first, first + 1));
            if (longest.tokens().size() > most) {
                throw new IllegalArgumentException("prompt must have phrases that fit into the " + most
                        + " tokens of the model, got " + longest.tokens().size() + " for '"
                        + prompt.names().get(first) + "'");
            }
            int end = first + 1;
            while (end < phrases.size()) {
                Caption longer = caption(phrases.subList(first, end + 1));
                if (longer.tokens().size() > most) {
                    break;
                }
                longest = longer;
                end++;
            }
            calls.add(query(longest, first, prompt));
            first = end;
        }
        return new TextQueries(calls, notes(prompt, calls.size()));
    }

    private List<String> notes(TextPrompt prompt, int calls) {
        return calls == 1
                ? List.of()
                : List.of("the prompt's " + prompt.phrases().size() + " phrases were asked for in " + calls
                        + " calls a tile, since a text of the model has at most " + most + " tokens");
    }

    private Caption caption(List<String> phrases) {
        StringBuilder text = new StringBuilder();
        List<Integer> starts = new ArrayList<>();
        for (String phrase : phrases) {
            text.append(text.isEmpty() ? "" : " ");
            starts.add(text.length());
            text.append(phrase).append('.');
        }
        return new Caption(text.toString(), starts, tokenizer.encode(text.toString()));
    }

    private TextQuery query(Caption caption, int first, TextPrompt prompt) {
        List<Integer> phrases = new ArrayList<>();
        List<Columns> columns = new ArrayList<>();
        for (int i = 0; i < caption.starts().size(); i++) {
            int start = caption.starts().get(i);
            String name = prompt.names().get(first + i);
            int end = start + name.toLowerCase(Locale.ROOT).length();
            phrases.add(first + i);
            columns.add(columns(caption.tokens(), start, end, name));
        }
        return new TextQuery(phrases, columns, tensors(caption.tokens()));
    }

    private Columns columns(List<Token> tokens, int start, int end, String name) {
        int first = -1;
        int last = -1;
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            if (token.end() > token.start() && token.start() >= start && token.end() <= end) {
                if (token.id() == spec.unknown()) {
                    throw new IllegalArgumentException(
                            "prompt must be of words that the model's vocabulary holds, got '" + name + "'");
                }
                if (spec.delimiters().contains(token.id())) {
                    throw new IllegalArgumentException(
                            "prompt must have no period, question mark or special token inside a phrase, got '" + name
                                    + "'");
                }
                first = first < 0 ? i : first;
                last = i;
            }
        }
        if (first < 0) {
            throw new IllegalArgumentException(
                    "prompt must be of words that the model's vocabulary holds, got '" + name + "'");
        }
        return new Columns(first, last + 1);
    }

    private Map<TextInput, Tensor> tensors(List<Token> tokens) {
        int count = tokens.size();
        int length = fixedLength.orElse(count);
        long[] ids = tokens.stream().mapToLong(Token::id).toArray();
        SubSentences sentences = new SubSentences(ids, spec.delimiters(), spec.zeroAtDelimiters());
        Tensor idTensor = Tensor.allocate(1, length);
        Tensor attention = Tensor.allocate(1, length);
        Tensor positions = Tensor.allocate(1, length);
        Tensor attends = Tensor.allocate(1, length, length);
        for (int row = 0; row < length; row++) {
            attends.data().put(row * length + row, 1);
            if (row < count) {
                idTensor.data().put(row, (float) ids[row]);
                attention.data().put(row, 1);
                positions.data().put(row, sentences.position(row));
                for (int column = 0; column < count; column++) {
                    attends.data().put(row * length + column, sentences.attends(row, column) ? 1 : 0);
                }
            }
        }
        Map<TextInput, Tensor> tensors = new EnumMap<>(TextInput.class);
        tensors.put(TextInput.IDS, idTensor);
        tensors.put(TextInput.TYPES, Tensor.allocate(1, length));
        tensors.put(TextInput.ATTENTION, attention);
        tensors.put(TextInput.POSITIONS, positions);
        tensors.put(TextInput.SUB_SENTENCES, attends);
        tensors.keySet().removeIf(kind -> !inputs.takes(kind));
        return tensors;
    }
}
