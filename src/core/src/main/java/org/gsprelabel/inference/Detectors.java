package org.gsprelabel.inference;

import java.util.function.Function;
import org.gsprelabel.detect.Decoders;
import org.gsprelabel.input.InputBuilder;
import org.gsprelabel.model.ImageSpec;
import org.gsprelabel.model.ModelDescriptor;
import org.gsprelabel.model.ModelException;
import org.gsprelabel.model.OutputSpec;
import org.gsprelabel.model.Role;
import org.gsprelabel.raster.Radiometry;

/** Chooses the detector of a task. */
public final class Detectors {

    private Detectors() {}

    /**
     * The detector of a task.
     *
     * @param radiometry estimated for the bands of an image input, read in the bands of the task
     * @param windowSize side of the windows in pixels
     * @param batch windows in one call, where the graph leaves it open
     * @param clock where the time of the stages is booked
     * @throws ModelException when the descriptor contradicts itself
     */
    public static WindowDetector of(
            DetectionTask task,
            Function<ImageSpec, Radiometry> radiometry,
            int windowSize,
            int batch,
            StageClock clock) {
        ModelDescriptor descriptor = task.model().descriptor();
        // Where the graph fixes the batch, a smaller one takes just as long.
        int fixed = task.model().graph(Role.MODEL).maxBatch();
        int open = descriptor.image().layout().hasBatchAxis() ? batch : 1;
        ImageBatches images = new ImageBatches(
                new InputBuilder(
                        descriptor.image(), descriptor.geometry(), radiometry.apply(descriptor.image()), task.bands()),
                windowSize,
                fixed == Integer.MAX_VALUE ? open : fixed);
        return new ImageDetector(task, images, sideInputs(descriptor), Decoders.of(descriptor), clock);
    }

    private static SideInputs sideInputs(ModelDescriptor descriptor) {
        return descriptor.output() instanceof OutputSpec.Detr detr ? new DetrInputs(detr) : SideInputs.NONE;
    }
}
