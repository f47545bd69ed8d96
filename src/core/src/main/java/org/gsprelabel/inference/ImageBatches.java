package org.gsprelabel.inference;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BiFunction;
import org.gsprelabel.input.InputBuilder;
import org.gsprelabel.raster.FilledWindow;
import org.gsprelabel.tensor.InputFrame;
import org.gsprelabel.tensor.Tensor;

/**
 * Writes windows into image tensors and lends these out: direct memory is slow to get and slower to come back, so there is
 * one tensor for each thread that ever waited for one.
 */
final class ImageBatches {

    private final InputBuilder inputs;
    private final int windowSize;
    private final int size;
    private final Queue<Tensor> spare = new ConcurrentLinkedQueue<>();

    /**
     * @param windowSize side of the windows
     * @param size most windows in one batch
     */
    ImageBatches(InputBuilder inputs, int windowSize, int size) {
        this.inputs = inputs;
        this.windowSize = windowSize;
        this.size = size;
    }

    /** Most windows in one batch. */
    int size() {
        return size;
    }

    /**
     * Works with the image tensor of some windows, which is only valid meanwhile.
     *
     * @param items on the batch axis: at least as many as there are windows; those without a window are zeros
     * @param work takes the tensor and how each window lies in it
     */
    <T> T with(List<FilledWindow> windows, int items, BiFunction<Tensor, List<InputFrame>, T> work) {
        Tensor lent = spare.poll();
        Tensor batch = lent != null ? lent : inputs.allocate(size, windowSize, windowSize);
        try {
            Tensor image = inputs.first(batch, items);
            List<InputFrame> frames = new ArrayList<>(windows.size());
            for (int item = 0; item < windows.size(); item++) {
                frames.add(inputs.write(windows.get(item), image, item));
            }
            clear(image, items, windows.size());
            return work.apply(image, frames);
        } finally {
            spare.add(batch);
        }
    }

    /** Zeros in the items from one on. */
    private static void clear(Tensor image, int items, int from) {
        int values = image.data().capacity() / items;
        for (int i = from * values; i < image.data().capacity(); i++) {
            image.data().put(i, 0);
        }
    }
}
