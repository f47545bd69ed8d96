package org.gsprelabel.remote;

import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.gsprelabel.tensor.Tensor;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A question for inference: a JSON header, then the elements of all inputs in the order of the header. The elements are
 * converted while they are sent, piece by piece, so that a large tensor is never in memory twice.
 */
final class InferenceRequest {

    /** Elements converted at once. */
    private static final int PIECE = 1 << 14;

    private final List<Input> inputs;
    private final byte[] header;

    /**
     * An input of the model.
     *
     * @param tensor not changed before the call has ended
     */
    record Input(String name, Datatype datatype, Tensor tensor) {

        int elements() {
            return tensor.data().capacity();
        }

        long bytes() {
            return (long) elements() * datatype.size();
        }
    }

    /**
     * @param outputs names of the outputs that are wanted
     */
    InferenceRequest(List<Input> inputs, Collection<String> outputs) {
        this.inputs = inputs;
        this.header = header(inputs, outputs);
    }

    /** Bytes of the header, which the server must know to find the elements. */
    int headerLength() {
        return header.length;
    }

    /** What is sent. It has a length: not every server takes a request in chunks. */
    BodyPublisher body() {
        long length = header.length + inputs.stream().mapToLong(Input::bytes).sum();
        return BodyPublishers.fromPublisher(BodyPublishers.ofByteArrays(Pieces::new), length);
    }

    private static byte[] header(List<Input> inputs, Collection<String> outputs) {
        ObjectNode json = Json.MAPPER.createObjectNode();
        ArrayNode tensors = json.putArray("inputs");
        for (Input input : inputs) {
            ObjectNode tensor = tensors.addObject();
            tensor.put("name", input.name());
            ArrayNode shape = tensor.putArray("shape");
            Arrays.stream(input.tensor().shape()).forEach(shape::add);
            tensor.put("datatype", input.datatype().name());
            tensor.putObject("parameters").put("binary_data_size", input.bytes());
        }
        ArrayNode wanted = json.putArray("outputs");
        for (String name : outputs) {
            wanted.addObject().put("name", name).putObject("parameters").put("binary_data", true);
        }
        json.putObject("parameters").put("binary_data_output", true);
        return Json.MAPPER.writeValueAsBytes(json);
    }

    /** The header, then the inputs in pieces. */
    private final class Pieces implements Iterator<byte[]> {

        private final Iterator<Input> remaining = inputs.iterator();
        private Iterator<byte[]> current = List.of(header).iterator();

        @Override
        public boolean hasNext() {
            while (!current.hasNext() && remaining.hasNext()) {
                current = pieces(remaining.next());
            }
            return current.hasNext();
        }

        @Override
        public byte[] next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return current.next();
        }
    }

    private static Iterator<byte[]> pieces(Input input) {
        if (input.elements() == 0) {
            return Collections.emptyIterator();
        }
        return new Iterator<>() {
            private int done;

            @Override
            public boolean hasNext() {
                return done < input.elements();
            }

            @Override
            public byte[] next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                int count = Math.min(PIECE, input.elements() - done);
                ByteBuffer piece =
                        ByteBuffer.allocate(count * input.datatype().size()).order(ByteOrder.LITTLE_ENDIAN);
                input.datatype().encode(input.tensor().data(), done, count, piece);
                done += count;
                return piece.array();
            }
        };
    }
}
