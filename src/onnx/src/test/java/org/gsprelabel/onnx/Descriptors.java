package org.gsprelabel.onnx;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.gsprelabel.model.Defaults;
import org.gsprelabel.model.Family;
import org.gsprelabel.model.GeometrySpec;
import org.gsprelabel.model.ImageSpec;
import org.gsprelabel.model.ModelDescriptor;
import org.gsprelabel.model.OutputSpec;
import org.gsprelabel.model.OutputSpec.Activation;
import org.gsprelabel.model.RasterSpec;
import org.gsprelabel.model.ValueRange;

/** Descriptors of model {@code x} for tests of what goes with them. */
final class Descriptors {

    private Descriptors() {}

    /** Input {@code image}, output {@code logits}, classes {@code c0}, {@code c1}, ... */
    static ModelDescriptor semantic(int bands, int size, int classes) {
        return descriptor(
                bands,
                size,
                new OutputSpec.Semantic("logits", Activation.NONE, true, Optional.empty()),
                Family.SEMSEG,
                classes);
    }

    /** As {@link #semantic(int, int, int)}, prepared otherwise. */
    static ModelDescriptor semantic(ImageSpec image, GeometrySpec geometry, int classes) {
        ModelDescriptor plain = semantic(image.channels(), 0, classes);
        return new ModelDescriptor(
                plain.id(),
                plain.title(),
                plain.family(),
                plain.licence(),
                image,
                geometry,
                plain.output(),
                plain.classes(),
                plain.defaults(),
                plain.raster());
    }

    /** Input {@code image}, output {@code output0}, and {@code output1} with masks. */
    static ModelDescriptor yolo(OutputSpec.YoloLayout layout, boolean masks, int classes) {
        return descriptor(
                3,
                0,
                new OutputSpec.Yolo("output0", masks ? Optional.of("output1") : Optional.empty(), layout),
                masks ? Family.YOLO_SEG : Family.YOLO,
                classes);
    }

    /** Input {@code image}, output {@code output0} with an angle in each row. */
    static ModelDescriptor yoloObb(OutputSpec.YoloLayout layout, int classes) {
        return descriptor(3, 0, new OutputSpec.Yolo("output0", Optional.empty(), layout), Family.YOLO_OBB, classes);
    }

    private static ModelDescriptor descriptor(int bands, int size, OutputSpec output, Family family, int classes) {
        return new ModelDescriptor(
                "x",
                "x",
                family,
                Optional.empty(),
                new ImageSpec(
                        "image",
                        IntStream.rangeClosed(1, bands).boxed().toList(),
                        new ValueRange.Auto(),
                        1,
                        List.of(0.0),
                        List.of(1.0)),
                new GeometrySpec(size, 1, GeometrySpec.Resize.LETTERBOX, 0, GeometrySpec.Edge.REFLECT),
                output,
                IntStream.range(0, classes).mapToObj(index -> "c" + index).toList(),
                new Defaults(0.5, 0.7, 300),
                new RasterSpec(OptionalDouble.empty(), OptionalInt.empty(), OptionalDouble.empty()));
    }
}
