package org.gsprelabel.onnx;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.gsprelabel.model.Defaults;
import org.gsprelabel.model.Family;
import org.gsprelabel.model.ImageSpec;
import org.gsprelabel.model.Licence;
import org.gsprelabel.model.ModelDescriptor;
import org.gsprelabel.model.ModelException;
import org.gsprelabel.model.NmsRules;
import org.gsprelabel.model.OutputSpec;
import org.gsprelabel.model.RasterSpec;
import org.gsprelabel.model.Role;
import org.gsprelabel.model.ValueRange;
import org.gsprelabel.onnx.GraphSource.ModelFile;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads {@code model.json}; {@code docs/fields.md} of this module lists the fields, their defaults and
 * what they allow. Strict: a
 * field that is unknown, missing, of another type or out of range is an error.
 *
 * <p>Defaults that need explaining: {@code image.bands} is 1, 2, 3, whatever the graph says, so that a descriptor can be
 * read without its weights; {@code output.background} is the class named {@code background}, if there is one.
 */
final class DescriptorReader {

    static final String FILE_NAME = "model.json";

    /** Fields that some families have. */
    private static final List<String> FAMILY_FIELDS = List.of("contract", "output", "tensors", "prompts", "text");

    /** Fields of {@code defaults}. */
    static final String[] DEFAULTS = {"confidence", "iou", "maxDetections"};

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

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
                "contract",
                "licence",
                "files",
                "image",
                GeometryFields.NAME,
                "output",
                "tensors",
                "prompts",
                "text",
                "classes",
                "defaults",
                NmsFields.NAME,
                "raster",
                RuntimeFields.NAME);
        try {
            return new DescriptorReader(modelId, root).read(folder);
        } catch (IllegalArgumentException e) {
            throw Problems.of(modelId, "field " + Problems.sentence(e), e);
        }
    }

    private static JsonNode parse(String modelId, Path file) {
        try {
            return MAPPER.readTree(SmallFile.read(modelId, file, SmallFile.DESCRIPTOR));
        } catch (JacksonException e) {
            TokenStreamLocation at = e.getLocation();
            String where = at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
            String reason =
                    e.getOriginalMessage().lines().findFirst().orElse("").replaceAll(" \\(start marker .*", "");
            throw Problems.of(modelId, FILE_NAME + " is not valid JSON" + where + ": " + reason, e);
        }
    }

    private ModelPackage read(Path folder) {
        if (!root.text("id").equals(modelId)) {
            throw root.wrong("id", "must be the name of its folder, '" + modelId + "'");
        }
        Family family = Family.of(root.text("family"));
        Contract contract = Contracts.of(family);
        for (String field : FAMILY_FIELDS) {
            if (root.has(field) && !contract.fields().contains(field)) {
                throw root.wrong(field, "must be absent for the family " + family.id());
            }
        }
        Usual usual = contract.usual(root, family);
        boolean mustNameClasses = contract.classes().isEmpty() && !contract.takesText();
        List<String> classes = root.has("classes") || mustNameClasses ? root.texts("classes") : contract.classes();
        if (classes.isEmpty() && !contract.takesText()) {
            throw root.wrong("classes", "must name at least one class");
        }
        OutputSpec output = contract.output(root, family, classes);
        ModelDescriptor descriptor = new ModelDescriptor(
                modelId,
                root.text("title", modelId),
                family,
                licence(),
                image(usual),
                GeometryFields.read(root, family, contract, usual.geometry()),
                output,
                classes,
                defaults(
                        usual.defaults(),
                        NmsFields.read(root, family, output, usual.defaults().iou())),
                raster(contract));
        Set<Role> roles = contract.roles(root, family);
        Stream<String> names = Stream.concat(
                roles.stream().map(Role::id), contract.takesText() ? Stream.of(ModelPackage.TOKENIZER) : Stream.of());
        JsonFields files = root.object("files", names.toArray(String[]::new));
        ModelPackage found = new ModelPackage(
                descriptor,
                graphs(files, roles, folder),
                RuntimeFields.read(root),
                contract.takesText() ? tokenizer(files, folder) : Optional.empty());
        if (root.has(RuntimeFields.NAME) && found.isServed()) {
            throw root.wrong(RuntimeFields.NAME, "must be absent where all graphs are on a server");
        }
        return found;
    }

    private Optional<ModelFile> tokenizer(JsonFields files, Path folder) {
        JsonFields file = files.object(ModelPackage.TOKENIZER, "path", "sha256");
        return Optional.of(new ModelFile(file(file, folder), sha256(file)));
    }

    private Map<Role, GraphSource> graphs(JsonFields files, Set<Role> roles, Path folder) {
        Map<Role, GraphSource> graphs = new EnumMap<>(Role.class);
        for (Role role : roles) {
            JsonFields file = files.object(role.id(), "path", "sha256", "remote");
            graphs.put(role, file.has("remote") ? server(role, file) : new ModelFile(file(file, folder), sha256(file)));
        }
        return graphs;
    }

    private GraphSource server(Role role, JsonFields file) {
        if (file.has("path") || file.has("sha256")) {
            throw Problems.of(modelId, "field files." + role.id() + " must have either a path or a remote, found both");
        }
        try {
            return new GraphSource.Server(ServerFields.read(file, modelId));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("files." + role.id() + "." + Problems.sentence(e), e);
        }
    }

    private Optional<Licence> licence() {
        if (!root.has("licence")) {
            return Optional.empty();
        }
        JsonFields licence = root.object("licence", "name", "url");
        return Optional.of(new Licence(licence.text("name"), licence.text("url", "")));
    }

    private ImageSpec image(Usual usual) {
        JsonFields image =
                root.objectOrEmpty("image", "input", "bands", "valueRange", "scale", "mean", "std", "layout");
        return new ImageSpec(
                usual.input().isEmpty() ? image.text("input") : image.text("input", usual.input()),
                image.integers("bands", List.of(1, 2, 3)),
                valueRange(image),
                image.number("scale").orElse(usual.scale()),
                image.numbers("mean", usual.mean()),
                image.numbers("std", usual.std()),
                image.choice("layout", usual.layout()));
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

    private Defaults defaults(Defaults usual, Optional<NmsRules> nms) {
        JsonFields defaults = root.objectOrEmpty("defaults", DEFAULTS);
        return new Defaults(
                defaults.number("confidence").orElse(usual.confidence()),
                defaults.number("iou").orElse(usual.iou()),
                defaults.integer("maxDetections").orElse(usual.maxDetections()),
                nms);
    }

    private RasterSpec raster(Contract contract) {
        JsonFields raster = root.objectOrEmpty("raster", "metresPerPixel", "tileSize", "overlap", "blend");
        if (raster.has("blend") && !contract.isBlendable()) {
            throw raster.wrong("blend", "must be absent for a family that does not score each pixel");
        }
        return new RasterSpec(
                raster.number("metresPerPixel"),
                raster.integer("tileSize"),
                raster.number("overlap"),
                raster.flag("blend", true));
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
