package org.gsprelabel.testdata.model;

import static org.gsprelabel.testdata.model.GraphBuilder.attributes;

import java.util.List;

/**
 * The text side of models that are asked with words, inside a graph: an embedding table over the ids of a few words, and what
 * the words of a phrase mean together. A phrase with a word for roofs means roofs of its colour; one without a colour means
 * all roofs, one with two colours none.
 *
 * @param ids of the words that mean something
 * @param table a row of {@link #FEATURES} for each id: red, blue, grey, roof, end of a phrase
 */
record WordMeanings(List<Integer> ids, List<List<Integer>> table) {

    static final int COLOURS = 3;
    static final int FEATURES = 5;
    private static final int ROOF = 3;
    private static final int END = 4;

    WordMeanings {
        ids = List.copyOf(ids);
        table = List.copyOf(table);
    }

    static WordMeanings ofWordPieces() {
        return new WordMeanings(
                List.of(
                        TokenizerFiles.wordPieceId("red"),
                        TokenizerFiles.wordPieceId("blue"),
                        TokenizerFiles.wordPieceId("grey"),
                        TokenizerFiles.wordPieceId("gray"),
                        TokenizerFiles.wordPieceId("roof"),
                        TokenizerFiles.PERIOD),
                List.of(
                        List.of(1, 0, 0, 0, 0),
                        List.of(0, 1, 0, 0, 0),
                        List.of(0, 0, 1, 0, 0),
                        List.of(0, 0, 1, 0, 0),
                        List.of(0, 0, 0, 1, 0),
                        List.of(0, 0, 0, 0, 1)));
    }

    static WordMeanings ofClip() {
        return new WordMeanings(
                List.of(
                        TokenizerFiles.clipId("red</w>"),
                        TokenizerFiles.clipId("blue</w>"),
                        TokenizerFiles.clipId("grey</w>"),
                        TokenizerFiles.clipId("gray</w>"),
                        TokenizerFiles.clipId("roof</w>"),
                        TokenizerFiles.clipId("roofs</w>"),
                        TokenizerFiles.CLIP_END),
                List.of(
                        List.of(1, 0, 0, 0, 0),
                        List.of(0, 1, 0, 0, 0),
                        List.of(0, 0, 1, 0, 0),
                        List.of(0, 0, 1, 0, 0),
                        List.of(0, 0, 0, 1, 0),
                        List.of(0, 0, 0, 1, 0),
                        List.of(0, 0, 0, 0, 1)));
    }

    /** Embeddings [N, L, 5] of ids [N, L]; words without a meaning are zeros. */
    String embed(GraphBuilder graph, String tokenIds) {
        String known = graph.longs(ids.stream().mapToLong(Integer::longValue).toArray());
        String same = graph.toFloat(graph.node("Equal", graph.node("Unsqueeze", tokenIds, graph.longs(2)), known));
        float[] values = new float[ids.size() * FEATURES];
        for (int i = 0; i < values.length; i++) {
            values[i] = table.get(i / FEATURES).get(i % FEATURES);
        }
        return graph.node("MatMul", same, graph.floats(values, ids.size(), FEATURES));
    }

    /**
     * How well each colour of roof goes with each text, [N, 3, L] of 0 and 1.
     *
     * @param meant [N, L, 5], sums of the embeddings of the words that belong together
     */
    static String matches(GraphBuilder graph, String meant) {
        String clipped = graph.node("Clip", meant, graph.scalar(0), graph.scalar(1));
        String columns = graph.node("Transpose", List.of(clipped), attributes("perm", 0, 2, 1));
        String isRoof =
                graph.node("Mul", graph.slice(columns, 1, ROOF, ROOF + 1, 1), graph.slice(columns, 1, END, END + 1, 1));
        String[] colours = new String[COLOURS];
        for (int colour = 0; colour < COLOURS; colour++) {
            String other = graph.node(
                    "Max",
                    graph.slice(columns, 1, (colour + 1) % COLOURS, (colour + 1) % COLOURS + 1, 1),
                    graph.slice(columns, 1, (colour + 2) % COLOURS, (colour + 2) % COLOURS + 1, 1));
            colours[colour] = graph.node("Mul", isRoof, graph.node("Sub", graph.scalar(1), other));
        }
        return graph.concat(1, colours);
    }

    /** Logits [N, K, L] from -4 to 4 of boxes with class scores [N, K, 3] and matches [N, 3, L]. */
    static String logits(GraphBuilder graph, String scores, String matches) {
        String similarity = graph.node("MatMul", scores, matches);
        return graph.node("Sub", graph.node("Mul", similarity, graph.scalar(8)), graph.scalar(4));
    }
}
