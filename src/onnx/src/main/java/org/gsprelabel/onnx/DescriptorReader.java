package org.gsprelabel.onnx;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.gsprelabel.model.Defaults;
import org.gsprelabel.model.Family;
import org.gsprelabel.model.GeometrySpec;
import org.gsprelabel.model.GeometrySpec.Edge;
import org.gsprelabel.model.GeometrySpec.Resize;
import org.gsprelabel.model.ImageSpec;
import org.gsprelabel.model.Licence;
import org.gsprelabel.model.ModelDescriptor;
import org.gsprelabel.model.ModelException;
import org.gsprelabel.model.OutputSpec;
import org.gsprelabel.model.OutputSpec.Activation;
import org.gsprelabel.model.OutputSpec.YoloLayout;
import org.gsprelabel.model.RasterSpec;
import org.gsprelabel.model.ValueRange;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads {@code model.json}; the README of this module lists the fields, their defaults and what they allow. Strict: a
 * field that is unknown, missing, of another type or out of range is an error.
 *
 * <p>Defaults that need explaining: {@code image.bands} is 1, 2, 3, whatever the graph says, so that a descriptor can be
 * read without its weights; {@code output.background} is the class named {@code background}, if there is one.
 */
final class DescriptorReader {

    static final String FILE_NAME = "model.json";

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
    private static final String BACKGROUND = "background";

    private final String modelId;
    private final JsonFields root;

    private DescriptorReader(String modelId, JsonFields root) {
        this.modelId = modelId;
        this.root = root;
    }

    /**
     * Reads the package in a folder.
     *
     * @param modelId name of the folder, which the field {@code id} must repeat
     * @throws ModelException when the descriptor is wrong, or the model file is not in the folder
     */
    static ModelPackage read(String modelId, Path folder) {
        JsonNode json = parse(modelId, folder.resolve(FILE_NAME));
        JsonFields root = JsonFields.root(
                modelId,
                json,
                "id",
                "title",
                "family",
                "licence",
                "files",
                "image",
                "geometry",
                "output",
                "classes",
                "defaults",
                "raster");
        try {
            return new DescriptorReader(modelId, root).read(folder);
        } catch (IllegalArgumentException e) {
            throw Problems.of(modelId, "field " + Problems.sentence(e), e);
        }
    }

    private static JsonNode parse(String modelId, Path file) {
        try {
            return MAPPER.readTree(Files.readAllBytes(file));
        } catch (JacksonException e) {
            TokenStreamLocation at = e.getLocation();
            String where = at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
            String reason = e.getOriginalMessage().lines().findFirst().orElse("");
            throw Problems.of(modelId, FILE_NAME + " is not valid JSON" + where + ": " + reason, e);
        } catch (IOException e) {
            throw Problems.of(
                    modelId, FILE_NAME + " cannot be read (" + e.getClass().getSimpleName() + ")", e);
        }
    }

    private ModelPackage read(Path folder) {
        if (!root.text("id").equals(modelId)) {
            throw root.wrong("id", "must be the name of its folder, '" + modelId + "'");
        }
        Family family = Family.of(root.text("family"));
        List<String> classes = root.texts("classes");
        if (classes.isEmpty()) {
            throw root.wrong("classes", "must name at least one class");
        }
        ModelDescriptor descriptor = new ModelDescriptor(
                modelId,
                root.text("title", modelId),
                family,
                licence(),
                image(),
                geometry(family),
                family == Family.SEMSEG ? semantic(classes) : yolo(family),
                classes,
                defaults(family),
                raster());
        JsonFields model = root.object("files", "model").object("model", "path", "sha256");
        return new ModelPackage(descriptor, file(model, folder), sha256(model));
    }

    private Optional<Licence> licence() {
        if (!root.has("licence")) {
            return Optional.empty();
        }
        JsonFields licence = root.object("licence", "name", "url");
        return Optional.of(new Licence(licence.text("name"), licence.text("url", "")));
    }

    private ImageSpec image() {
        JsonFields image = root.object("image", "input", "bands", "valueRange", "scale", "mean", "std");
        return new ImageSpec(
                image.text("input"),
                image.integers("bands", List.of(1, 2, 3)),
                valueRange(image),
                image.number("scale").orElse(1),
                image.numbers("mean", List.of(0.0)),
                image.numbers("std", List.of(1.0)));
    }

    private static ValueRange valueRange(JsonFields image) {
        String name = "valueRange";
        if (!image.has(name)
                || (image.required(name).isString() && image.text(name).equals("auto"))) {
            return new ValueRange.Auto();
        }
        if (!image.required(name).isObject()) {
            throw image.wrong(name, "must be 'auto', an object with min and max, or an object with percentiles");
        }
        JsonFields range = image.object(name, "min", "max", "percentiles");
        if (range.has("percentiles") && !range.has("min") && !range.has("max")) {
            List<Double> percentiles = range.numbers("percentiles", List.of());
            if (percentiles.size() != 2) {
                throw range.wrong("percentiles", "must be two numbers, low and high");
            }
            return new ValueRange.Percentiles(percentiles.get(0), percentiles.get(1));
        }
        if (range.has("percentiles") || !range.has("min") || !range.has("max")) {
            throw image.wrong(name, "must have either min and max, or percentiles");
        }
        return new ValueRange.Fixed(
                range.number("min").orElseThrow(), range.number("max").orElseThrow());
    }

    private GeometrySpec geometry(Family family) {
        boolean yolo = family != Family.SEMSEG;
        JsonFields geometry = root.objectOrEmpty("geometry", "size", "multipleOf", "resize", "padValue", "edge");
        return new GeometrySpec(
                geometry.integer("size").orElse(0),
                geometry.integer("multipleOf").orElse(yolo ? 32 : 1),
                geometry.choice("resize", Resize.LETTERBOX),
                geometry.number("padValue").orElse(yolo ? FamilyDefaults.GREY : 0),
                geometry.choice("edge", Edge.REFLECT));
    }

    private OutputSpec semantic(List<String> classes) {
        JsonFields output = root.object("output", "name", "activation", "exclusive", BACKGROUND);
        Activation activation = output.choice("activation", Activation.NONE);
        boolean exclusive = output.flag("exclusive", true);
        if (activation == Activation.SOFTMAX && classes.size() == 1) {
            throw output.wrong("activation", "must be none or sigmoid for one class");
        }
        if (activation == Activation.SOFTMAX && !exclusive) {
            throw output.wrong("exclusive", "must be true where output.activation is softmax");
        }
        return new OutputSpec.Semantic(output.text("name"), activation, exclusive, background(output, classes));
    }

    private static Optional<Integer> background(JsonFields output, List<String> classes) {
        if (!output.has(BACKGROUND)) {
            int named = classes.indexOf(BACKGROUND);
            return named < 0 || classes.size() == 1 ? Optional.empty() : Optional.of(named);
        }
        if (classes.size() == 1) {
            throw output.wrong(BACKGROUND, "must be absent where there is one class");
        }
        int index = output.integer(BACKGROUND).orElseThrow();
        if (index < 0 || index >= classes.size()) {
            throw output.wrong(BACKGROUND, "must be the index of a class, from 0 to " + (classes.size() - 1));
        }
        return Optional.of(index);
    }

    private OutputSpec yolo(Family family) {
        boolean masks = family == Family.YOLO_SEG;
        JsonFields output =
                masks ? root.object("output", "name", "prototypes", "layout") : root.object("output", "name", "layout");
        return new OutputSpec.Yolo(
                output.text("name"),
                masks ? Optional.of(output.text("prototypes")) : Optional.empty(),
                output.choice("layout", YoloLayout.V8));
    }

    private Defaults defaults(Family family) {
        Defaults usual = FamilyDefaults.of(family);
        JsonFields defaults = root.objectOrEmpty("defaults", "confidence", "iou", "maxDetections");
        return new Defaults(
                defaults.number("confidence").orElse(usual.confidence()),
                defaults.number("iou").orElse(usual.iou()),
                defaults.integer("maxDetections").orElse(usual.maxDetections()));
    }

    private RasterSpec raster() {
        JsonFields raster = root.objectOrEmpty("raster", "metresPerPixel", "tileSize", "overlap");
        return new RasterSpec(raster.number("metresPerPixel"), raster.integer("tileSize"), raster.number("overlap"));
    }

    private Path file(JsonFields model, Path folder) {
        String text = model.text("path");
        // a backslash or a drive is a path on other machines: refused on all, so that a package is the same everywhere
        boolean inside = !text.startsWith("/")
                && !text.contains("\\")
                && !text.contains(":")
                && text.chars().noneMatch(Character::isISOControl)
                && !List.of(text.split("/")).contains("..");
        if (!inside) {
            throw model.wrong("path", "must be a relative path inside the folder of the model");
        }
        Path file = folder.resolve(text);
        if (!Files.isRegularFile(file)) {
            throw model.wrong("path", "must name a file that exists in the folder of the model");
        }
        try {
            if (!file.toRealPath().startsWith(folder.toRealPath())) {
                throw model.wrong("path", "must not be a link that leads out of the folder of the model");
            }
        } catch (IOException e) {
            throw Problems.of(
                    modelId, "file " + text + " cannot be read (" + e.getClass().getSimpleName() + ")", e);
        }
        return file;
    }

    private static Optional<String> sha256(JsonFields model) {
        if (!model.has("sha256")) {
            return Optional.empty();
        }
        String digits = model.text("sha256").toLowerCase(Locale.ROOT);
        if (!SHA256.matcher(digits).matches()) {
            throw model.wrong("sha256", "must be 64 hexadecimal digits");
        }
        return Optional.of(digits);
    }
}
