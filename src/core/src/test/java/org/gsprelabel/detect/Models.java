package org.gsprelabel.detect;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.gsprelabel.model.Defaults;
import org.gsprelabel.model.Family;
import org.gsprelabel.model.GeometrySpec;
import org.gsprelabel.model.ImageSpec;
import org.gsprelabel.model.ModelDescriptor;
import org.gsprelabel.model.OutputSpec;
import org.gsprelabel.model.OutputSpec.Activation;
import org.gsprelabel.model.OutputSpec.YoloLayout;
import org.gsprelabel.model.RasterSpec;
import org.gsprelabel.model.ValueRange;

/** Descriptors for tests of decoders. */
final class Models {

    static final String OUTPUT = "output0";
    static final String PROTOTYPES = "output1";

    private Models() {}

    static ModelDescriptor yolo(YoloLayout layout, String... classes) {
        return yolo(layout, new Defaults(0.25, 0.5, 100), classes);
    }

    static ModelDescriptor yolo(YoloLayout layout, Defaults defaults, String... classes) {
        return model(Family.YOLO, new OutputSpec.Yolo(OUTPUT, Optional.empty(), layout), defaults, classes);
    }

    static ModelDescriptor yoloSeg(YoloLayout layout, String... classes) {
        OutputSpec output = new OutputSpec.Yolo(OUTPUT, Optional.of(PROTOTYPES), layout);
        return model(Family.YOLO_SEG, output, new Defaults(0.25, 0.5, 100), classes);
    }

    static ModelDescriptor queryMasks(Optional<Integer> background, String... classes) {
        OutputSpec output = new OutputSpec.QueryMasks("classes", "masks", background, Optional.empty());
        return model(Family.MASK2FORMER, output, new Defaults(0.5, 0.5, 100), classes);
    }

    static ModelDescriptor detr(OutputSpec.Detr output, Defaults defaults, String... classes) {
        Family family = output.layout() == OutputSpec.DetrLayout.SOFTMAX ? Family.DETR : Family.RTDETR;
        return model(family, output, defaults, classes);
    }

    static ModelDescriptor yoloObb(YoloLayout layout, String... classes) {
        OutputSpec output = new OutputSpec.Yolo(OUTPUT, Optional.empty(), layout);
        return model(Family.YOLO_OBB, output, new Defaults(0.25, 0.7, 100), classes);
    }

    static ModelDescriptor classAgnostic(YoloLayout layout, String... classes) {
        OutputSpec output = new OutputSpec.Yolo(OUTPUT, Optional.empty(), layout, false, 0);
        return model(Family.YOLO, output, new Defaults(0.25, 0.5, 100), classes);
    }

    static ModelDescriptor fastSam() {
        OutputSpec output = new OutputSpec.Yolo(OUTPUT, Optional.of(PROTOTYPES), YoloLayout.V8);
        return model(Family.FASTSAM, output, new Defaults(0.4, 0.9, 300), "object");
    }

    static ModelDescriptor semantic(
            Activation activation, boolean exclusive, Optional<Integer> background, String... classes) {
        OutputSpec output = new OutputSpec.Semantic(OUTPUT, activation, exclusive, background);
        return model(Family.SEMSEG, output, new Defaults(0.5, 0.5, 100), classes);
    }

    /** Logits of independent classes. */
    static ModelDescriptor semantic(Defaults defaults, String... classes) {
        OutputSpec output = new OutputSpec.Semantic(OUTPUT, Activation.NONE, false, Optional.empty());
        return model(Family.SEMSEG, output, defaults, classes);
    }

    static ModelDescriptor model(Family family, OutputSpec output, Defaults defaults, String... classes) {
        return new ModelDescriptor(
                "test",
                "",
                family,
                Optional.empty(),
                new ImageSpec("images", List.of(1), new ValueRange.Auto(), 1, List.of(0.0), List.of(1.0)),
                new GeometrySpec(0, 1, GeometrySpec.Resize.LETTERBOX, 0, GeometrySpec.Edge.REFLECT),
                output,
                List.of(classes),
                defaults,
                new RasterSpec(OptionalDouble.empty(), OptionalInt.empty(), OptionalDouble.empty()));
    }
}
