package org.gsprelabel.text;

import java.util.Set;

/**
 * Keeps the phrases of a caption apart: which tokens attend to each other, and where each token stands in its phrase.
 *
 * <p>Follows {@code generate_masks_with_special_tokens_and_transfer_map} of Grounding DINO (Liu et al., 2023). The mask starts
 * as identity. For each delimiter at column {@code c} that is neither the first token nor the last, with {@code p} the
 * delimiter before it, the tokens {@code p+1} to {@code c} attend to each other and get the positions 0 to {@code c-p-1}.
 * All other positions are 0. Of {@code [CLS] a b . c . [SEP]} the positions are 0, 0, 1, 2, 0, 1, 0.
 */
public final class SubSentences {

    private final int length;
    private final boolean[] attends;
    private final int[] positions;

    /**
     * @param ids of all tokens, without padding
     * @param delimiters ids that end a phrase
     * @param zeroAtDelimiters whether a delimiter has position 0, as in the library transformers, instead of the next number, as
     *     in the original
     */
    public SubSentences(long[] ids, Set<Long> delimiters, boolean zeroAtDelimiters) {
        this.length = ids.length;
        this.attends = new boolean[length * length];
        this.positions = new int[length];
        for (int i = 0; i < length; i++) {
            attends[i * length + i] = true;
        }
        int previous = 0;
        for (int column = 0; column < length; column++) {
            if (!delimiters.contains(ids[column])) {
                continue;
            }
            if (column != 0 && column != length - 1) {
                join(previous + 1, column);
                if (zeroAtDelimiters) {
                    positions[column] = 0;
                }
            }
            previous = column;
        }
    }

    private void join(int first, int last) {
        for (int row = first; row <= last; row++) {
            for (int column = first; column <= last; column++) {
                attends[row * length + column] = true;
            }
            positions[row] = row - first;
        }
    }

    /** Number of tokens. */
    public int length() {
        return length;
    }

    /** Whether a token attends to another. */
    public boolean attends(int row, int column) {
        return attends[row * length + column];
    }

    /** Where a token stands in its phrase, from 0. */
    public int position(int token) {
        return positions[token];
    }
}
