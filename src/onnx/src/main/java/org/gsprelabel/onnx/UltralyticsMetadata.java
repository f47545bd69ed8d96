package org.gsprelabel.onnx;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gsprelabel.model.Family;
import org.gsprelabel.model.GeometrySpec;
import org.gsprelabel.model.ImageSpec;
import org.gsprelabel.model.Licence;
import org.gsprelabel.model.ModelDescriptor;
import org.gsprelabel.model.OutputSpec;
import org.gsprelabel.model.OutputSpec.YoloLayout;
import org.gsprelabel.model.RasterSpec;
import org.gsprelabel.model.ValueRange;

/**
 * What the exporters of Ultralytics and of YOLOv5 write into a model: {@code task}, {@code names}, {@code stride},
 * {@code end2end}, {@code args}, {@code license}, {@code description}, {@code channels}, each as Python's {@code str()}.
 *
 * <p>The layout of the rows follows from the metadata: end-to-end where {@code end2end} or {@code nms} of {@code args} is
 * true, v5 where there is no {@code task} (YOLOv5's own exporter writes names and stride alone), else v8. The shape of the
 * output is checked against it afterwards, but never decides: {@code [N, 6, 8400]} and {@code [N, 300, 6]} look alike. The
 * least score of a graph with NMS is taken to be the exporter's default, since the metadata do not say it.
 */
final class UltralyticsMetadata {

    static final String MARK = "names";

    private static final Map<String, Family> FAMILIES =
            Map.of("detect", Family.YOLO, "segment", Family.YOLO_SEG, "obb", Family.YOLO_OBB);
    private static final Pattern LICENCE = Pattern.compile("(.+?)\\s*(?:\\((https?://\\S+)\\))?");

    private final EmbeddedMetadata metadata;
    private final ModelSignature signature;
    private final TensorDeclaration input;

    UltralyticsMetadata(EmbeddedMetadata metadata, ModelSignature signature) {
        this.metadata = metadata;
        this.signature = signature;
        this.input = metadata.onlyInput(signature);
    }

    ModelDescriptor describe() {
        Family family = family();
        OutputSpec output = new OutputSpec.Yolo(
                metadata.onlyOutput(signature, 3).name(),
                family == Family.YOLO_SEG
                        ? Optional.of(metadata.onlyOutput(signature, 4).name())
                        : Optional.empty(),
                layout(),
                true,
                hasNmsInArguments() ? YoloContract.EXPORTED_THRESHOLD : 0);
        return new ModelDescriptor(
                metadata.modelId(),
                metadata.plain("description", metadata.modelId()),
                family,
                licence(),
                image(),
                geometry(),
                output,
                metadata.names(MARK),
                YoloContract.usual(family).defaults(),
                new RasterSpec(OptionalDouble.empty(), OptionalInt.empty(), OptionalDouble.empty()));
    }

    private Family family() {
        if (!metadata.has("task")) {
            return signature.outputs().stream().anyMatch(output -> output.rank() == 4) ? Family.YOLO_SEG : Family.YOLO;
        }
        String task = metadata.plain("task", "");
        Family family = FAMILIES.get(task);
        if (family == null) {
            throw metadata.problem("task '" + task + "' is not supported; supported are "
                    + String.join(", ", new TreeSet<>(FAMILIES.keySet())));
        }
        return family;
    }

    private YoloLayout layout() {
        if (metadata.truth("end2end").orElse(false) || hasNmsInArguments()) {
            return YoloLayout.END_TO_END;
        }
        return metadata.has("task") ? YoloLayout.V8 : YoloLayout.V5;
    }

    private boolean hasNmsInArguments() {
        PythonLiteral nms = new PythonLiteral.Text("nms");
        return metadata.literal("args").stream()
                .filter(PythonLiteral.Dict.class::isInstance)
                .map(PythonLiteral.Dict.class::cast)
                .anyMatch(args ->
                        new PythonLiteral.Truth(true).equals(args.entries().get(nms)));
    }

    /** {@code AGPL-3.0 License (https://ultralytics.com/license)}. */
    private Optional<Licence> licence() {
        Matcher matcher = LICENCE.matcher(metadata.plain("license", ""));
        return matcher.matches()
                ? Optional.of(new Licence(
                        matcher.group(1), Optional.ofNullable(matcher.group(2)).orElse("")))
                : Optional.empty();
    }

    private ImageSpec image() {
        List<Integer> bands = input.bands(metadata.whole("channels").orElse(3));
        return new ImageSpec(input.name(), bands, new ValueRange.Auto(), 1, List.of(0.0), List.of(1.0));
    }

    private GeometrySpec geometry() {
        return new GeometrySpec(
                input.size(),
                metadata.whole("stride").orElse(32),
                GeometrySpec.Resize.LETTERBOX,
                YoloContract.GREY,
                GeometrySpec.Edge.REFLECT);
    }
}
