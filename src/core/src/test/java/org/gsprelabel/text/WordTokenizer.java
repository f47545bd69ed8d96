package org.gsprelabel.text;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gsprelabel.model.Tokenizer;

/** Words, periods and question marks; ids of BERT for the special ones, words from 2000 on in the order in which they come. */
public final class WordTokenizer implements Tokenizer {

    private static final Pattern WORD = Pattern.compile("[.?]|[^\\s.?]+");

    private final long first;
    private final long last;
    private final Map<String, Long> words = new LinkedHashMap<>();

    /**
     * @param first id of the token before the text
     * @param last id of the token after it
     */
    public WordTokenizer(long first, long last) {
        this.first = first;
        this.last = last;
    }

    @Override
    public List<Token> encode(String text) {
        List<Token> tokens = new ArrayList<>();
        tokens.add(new Token(first, 0, 0));
        Matcher matcher = WORD.matcher(text);
        while (matcher.find()) {
            tokens.add(new Token(id(matcher.group()), matcher.start(), matcher.end()));
        }
        tokens.add(new Token(last, 0, 0));
        return tokens;
    }

    private long id(String word) {
        return switch (word) {
            case "." -> 1012;
            case "?" -> 1029;
            case "unheardof" -> 100;
            default -> words.computeIfAbsent(word, key -> 2000L + words.size());
        };
    }

    @Override
    public void close() {}
}
