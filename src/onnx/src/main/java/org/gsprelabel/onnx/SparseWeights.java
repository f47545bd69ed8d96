package org.gsprelabel.onnx;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.gsprelabel.model.ModelException;

/**
 * Refuses ONNX files whose sparse weights would fill memory. The runtime makes dense tensors of them when it loads a graph, and
 * looks at their size only after that: a file of a hundred bytes can ask for all the memory there is, which ends the process.
 * Dense weights need no such care: the runtime holds what they declare against what is there before it takes memory.
 *
 * <p>Follows onnx.proto: sparse tensors are among the weights of a graph and in the attributes of nodes, of graphs within graphs
 * and of functions. A file that is no protobuf is left to the runtime to refuse.
 */
final class SparseWeights {

    /** Elements of all sparse tensors of a file, when dense: 2 GiB in doubles, which is the most that a file can hold otherwise. */
    static final long MOST_ELEMENTS = 1L << 28;

    /** As deep as the runtime's own reader of protobuf goes. */
    private static final int DEEPEST = 100;

    private static final int MODEL_GRAPH = 7;
    private static final int MODEL_FUNCTION = 25;
    private static final int GRAPH_NODE = 1;
    private static final int GRAPH_SPARSE = 15;
    private static final int FUNCTION_NODE = 7;
    private static final int NODE_ATTRIBUTE = 5;
    private static final int ATTRIBUTE_GRAPH = 6;
    private static final int ATTRIBUTE_GRAPHS = 11;
    private static final int ATTRIBUTE_SPARSE = 22;
    private static final int ATTRIBUTE_SPARSES = 23;
    private static final int SPARSE_DIMS = 3;

    private final ProtobufFile file;
    private long elements;

    private SparseWeights(ProtobufFile file) {
        this.file = file;
    }

    /**
     * Looks through a file; weights are passed over unread.
     *
     * @throws ModelException when its sparse weights are too large, or it cannot be read
     */
    static void check(String modelId, Path path) {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            SparseWeights weights = new SparseWeights(new ProtobufFile(channel));
            weights.model(weights.file.all());
            if (weights.elements > MOST_ELEMENTS) {
                throw Problems.of(
                        modelId,
                        "the sparse weights of file " + Problems.name(path) + " must have at most " + MOST_ELEMENTS
                                + " elements when dense, found "
                                + (weights.elements == Long.MAX_VALUE ? "more than 2^63" : weights.elements));
            }
        } catch (IOException e) {
            throw Problems.of(
                    modelId,
                    "file " + Problems.name(path) + " cannot be read ("
                            + e.getClass().getSimpleName() + ")",
                    e);
        }
    }

    private void model(ProtobufFile.Part part) throws IOException {
        for (ProtobufFile.Field field = file.first(part); field.isThere(); field = file.next(part, field)) {
            switch (field.number()) {
                case MODEL_GRAPH -> graph(field.part(), 1);
                case MODEL_FUNCTION -> nodes(field.part(), FUNCTION_NODE, 1);
                default -> {}
            }
        }
    }

    private void graph(ProtobufFile.Part part, int depth) throws IOException {
        for (ProtobufFile.Field field = file.first(part); field.isThere(); field = file.next(part, field)) {
            if (field.number() == GRAPH_SPARSE) {
                add(times(1, field.part()));
            }
        }
        nodes(part, GRAPH_NODE, depth);
    }

    private void nodes(ProtobufFile.Part part, int number, int depth) throws IOException {
        for (ProtobufFile.Field field = file.first(part); field.isThere(); field = file.next(part, field)) {
            if (field.number() == number) {
                node(field.part(), depth);
            }
        }
    }

    private void node(ProtobufFile.Part part, int depth) throws IOException {
        for (ProtobufFile.Field field = file.first(part); field.isThere(); field = file.next(part, field)) {
            if (field.number() == NODE_ATTRIBUTE) {
                attribute(field.part(), depth);
            }
        }
    }

    /** A tensor that comes in pieces is one: protobuf puts them together. */
    private void attribute(ProtobufFile.Part part, int depth) throws IOException {
        long pieces = 1;
        boolean isSparse = false;
        for (ProtobufFile.Field field = file.first(part); field.isThere(); field = file.next(part, field)) {
            switch (field.number()) {
                case ATTRIBUTE_SPARSE -> {
                    pieces = times(pieces, field.part());
                    isSparse = true;
                }
                case ATTRIBUTE_SPARSES -> add(times(1, field.part()));
                case ATTRIBUTE_GRAPH, ATTRIBUTE_GRAPHS -> {
                    if (depth < DEEPEST) {
                        graph(field.part(), depth + 1);
                    }
                }
                default -> {}
            }
        }
        if (isSparse) {
            add(pieces);
        }
    }

    private void add(long more) {
        elements = elements + more < 0 ? Long.MAX_VALUE : elements + more;
    }

    /** A number of elements, times the lengths of the axes of a sparse tensor. */
    private long times(long product, ProtobufFile.Part tensor) throws IOException {
        long[] elementsOf = {product};
        for (ProtobufFile.Field field = file.first(tensor); field.isThere(); field = file.next(tensor, field)) {
            if (field.number() == SPARSE_DIMS) {
                file.integers(field, length -> elementsOf[0] = times(elementsOf[0], length));
            }
        }
        return elementsOf[0];
    }

    /** Never wraps around; there are no lengths below 0. */
    private static long times(long product, long length) {
        return length < 0 || Math.multiplyHigh(product, length) != 0 || product * length < 0
                ? Long.MAX_VALUE
                : product * length;
    }
}
