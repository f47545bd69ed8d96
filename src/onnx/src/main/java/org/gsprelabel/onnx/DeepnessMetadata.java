package org.gsprelabel.onnx;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.gsprelabel.model.Defaults;
import org.gsprelabel.model.Family;
import org.gsprelabel.model.GeometrySpec;
import org.gsprelabel.model.ImageSpec;
import org.gsprelabel.model.InputSize;
import org.gsprelabel.model.ModelDescriptor;
import org.gsprelabel.model.OutputSpec;
import org.gsprelabel.model.OutputSpec.Activation;
import org.gsprelabel.model.OutputSpec.YoloLayout;
import org.gsprelabel.model.RasterSpec;
import org.gsprelabel.model.ValueRange;

/**
 * What the QGIS plugin Deepness reads from a model, see "Creating a model" in its documentation: {@code model_type},
 * {@code class_names}, {@code resolution} in <i>centimetres</i> a pixel, {@code tile_size} (its documentation says
 * {@code tiles_size}), {@code tiles_overlap} in percent, {@code standardization_mean} and {@code standardization_std} for
 * samples of 0..1, {@code seg_thresh}, {@code det_conf}, {@code det_iou_thresh}, {@code det_type}.
 *
 * <p>{@code seg_small_segment}, the size of a median filter, is not used: it would round the corners of every object to be
 * rid of small ones, and would make what a tile sees depend on pixels that only its neighbour has. The least area of a
 * request does that job.
 *
 * <p>Segmentations come out of the graph activated. One with a single channel may name its background as class 0.
 */
final class DeepnessMetadata {

    static final String MARK = "model_type";

    private static final String SUPPORTED_DETECTORS = "YOLO_v5_or_v7_default, YOLO_v6, YOLO_v9, YOLO_Ultralytics,"
            + " YOLO_Ultralytics_segmentation, YOLO_Ultralytics_obb";

    private final EmbeddedMetadata metadata;
    private final ModelSignature signature;
    private final TensorDeclaration input;

    DeepnessMetadata(EmbeddedMetadata metadata, ModelSignature signature) {
        this.metadata = metadata;
        this.signature = signature;
        this.input = metadata.onlyInput(signature);
    }

    ModelDescriptor describe() {
        String type = metadata.text(MARK).orElseThrow();
        return switch (type.toLowerCase(Locale.ROOT)) {
            case "segmentor" -> segmentor();
            case "detector" -> detector();
            default ->
                throw metadata.problem("model_type '" + type + "' is not supported; supported are Segmentor, Detector");
        };
    }

    private ModelDescriptor segmentor() {
        TensorDeclaration output = metadata.onlyOutput(signature, 4);
        List<String> classes = classNames();
        boolean single = output.isFixed(1) && output.shape().get(1) == 1;
        if (single && classes.size() == 2) {
            classes = classes.subList(1, 2);
        }
        Defaults usual = SemanticContract.usual().defaults();
        double threshold = metadata.number("seg_thresh").orElse(0.0);
        return descriptor(
                Family.SEMSEG,
                new OutputSpec.Semantic(
                        output.name(),
                        classes.size() == 1 ? Activation.SIGMOID : Activation.SOFTMAX,
                        true,
                        background(classes)),
                classes,
                // 0 turns the threshold off, which leaves a single channel without a boundary
                new Defaults(threshold > 0 ? threshold : usual.confidence(), usual.iou(), usual.maxDetections()));
    }

    private ModelDescriptor detector() {
        String type = metadata.text("det_type").orElse("YOLO_v5_or_v7_default");
        Family family = switch (type) {
            case "YOLO_v5_or_v7_default", "YOLO_v6", "YOLO_v9", "YOLO_Ultralytics" -> Family.YOLO;
            case "YOLO_Ultralytics_segmentation" -> Family.YOLO_SEG;
            case "YOLO_Ultralytics_obb" -> Family.YOLO_OBB;
            default ->
                throw metadata.problem(
                        "det_type '" + type + "' is not supported; supported are " + SUPPORTED_DETECTORS);
        };
        YoloLayout layout = switch (type) {
            case "YOLO_v5_or_v7_default" -> YoloLayout.V5;
            case "YOLO_v6" -> YoloLayout.V6;
            default -> YoloLayout.V8;
        };
        Defaults usual = YoloContract.usual(family).defaults();
        return descriptor(
                family,
                new OutputSpec.Yolo(
                        metadata.onlyOutput(signature, 3).name(),
                        family == Family.YOLO_SEG
                                ? Optional.of(metadata.onlyOutput(signature, 4).name())
                                : Optional.empty(),
                        layout,
                        // Deepness suppresses boxes whatever their classes
                        false,
                        0),
                classNames(),
                new Defaults(
                        metadata.number("det_conf").orElse(usual.confidence()),
                        metadata.number("det_iou_thresh").orElse(usual.iou()),
                        usual.maxDetections()));
    }

    private ModelDescriptor descriptor(Family family, OutputSpec output, List<String> classes, Defaults defaults) {
        return new ModelDescriptor(
                metadata.modelId(),
                metadata.plain("description", metadata.modelId()),
                family,
                Optional.empty(),
                image(),
                geometry(),
                output,
                classes,
                defaults,
                raster());
    }

    private List<String> classNames() {
        return metadata.names(metadata.has("class_names") ? "class_names" : "names");
    }

    /** The class that is called so; Deepness's examples write {@code _background}. */
    private static Optional<Integer> background(List<String> classes) {
        return IntStream.range(0, classes.size())
                .filter(index -> classes.size() > 1 && classes.get(index).matches("(?i)_?background"))
                .boxed()
                .findFirst();
    }

    private ImageSpec image() {
        if (metadata.has("standardization_mean") != metadata.has("standardization_std")) {
            throw metadata.problem("metadata 'standardization_mean' and 'standardization_std' must come together");
        }
        return new ImageSpec(
                input.name(),
                input.bands(3),
                new ValueRange.Auto(),
                1,
                metadata.numbers("standardization_mean").orElse(List.of(0.0)),
                metadata.numbers("standardization_std").orElse(List.of(1.0)));
    }

    private GeometrySpec geometry() {
        InputSize size = input.size().isAny() ? InputSize.square(tileSize()) : input.size();
        // without any size, a multiple that the usual encoders of five halvings need
        return new GeometrySpec(size, size.isAny() ? 32 : 1, GeometrySpec.Resize.LETTERBOX, 0, GeometrySpec.Edge.PAD);
    }

    private RasterSpec raster() {
        return new RasterSpec(
                toDouble(metadata.number("resolution").map(centimetres -> centimetres / 100)),
                OptionalInt.empty(),
                toDouble(metadata.number("tiles_overlap").map(percent -> percent / 100)));
    }

    private int tileSize() {
        return metadata.whole("tile_size")
                .or(() -> metadata.whole("tiles_size"))
                .orElse(0);
    }

    private static OptionalDouble toDouble(Optional<Double> value) {
        return value.isPresent() ? OptionalDouble.of(value.get()) : OptionalDouble.empty();
    }
}
