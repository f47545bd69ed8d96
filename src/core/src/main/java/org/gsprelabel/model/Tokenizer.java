package org.gsprelabel.model;

import java.util.List;

/** Splits text into the numbers that a text encoder was trained with. Safe for use by several threads. */
public interface Tokenizer extends AutoCloseable {

    /**
     * The tokens of a text, with the special tokens of the tokenizer's own post-processor, neither padded nor cut.
     */
    List<Token> encode(String text);

    @Override
    void close();

    /**
     * A token of a text.
     *
     * @param id in the vocabulary
     * @param start index of the text's first char that it stands for
     * @param end index after the last; equal to {@code start} for special tokens, which stand for nothing in the text
     */
    record Token(long id, int start, int end) {}
}
