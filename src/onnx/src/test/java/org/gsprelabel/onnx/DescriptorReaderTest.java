package org.gsprelabel.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.gsprelabel.model.Defaults;
import org.gsprelabel.model.Family;
import org.gsprelabel.model.GeometrySpec;
import org.gsprelabel.model.ImageSpec;
import org.gsprelabel.model.InputSize;
import org.gsprelabel.model.Licence;
import org.gsprelabel.model.ModelDescriptor;
import org.gsprelabel.model.ModelException;
import org.gsprelabel.model.OutputSpec;
import org.gsprelabel.model.OutputSpec.Activation;
import org.gsprelabel.model.OutputSpec.YoloLayout;
import org.gsprelabel.model.RasterSpec;
import org.gsprelabel.model.Role;
import org.gsprelabel.model.ValueRange;
import org.gsprelabel.remote.CredentialNames;
import org.gsprelabel.remote.Endpoint;
import org.gsprelabel.remote.RemoteSettings;
import org.gsprelabel.remote.RetryPolicy;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DescriptorReaderTest {

    private static final String SHA256 = "0123456789abcdef".repeat(4);

    private static final String FULL = """
            {
              "id": "roofs",
              "title": "Roofs and roads",
              "family": "semseg",
              "licence": {"name": "Apache-2.0", "url": "https://www.apache.org/licenses/LICENSE-2.0"},
              "files": {"model": {"path": "weights/model.onnx", "sha256": "%s"}},
              "image": {
                "input": "image", "bands": [4, 3, 2], "valueRange": {"min": 126, "max": 1109},
                "scale": 255, "mean": [123.7, 116.3, 103.5], "std": [58]
              },
              "geometry": {"size": 512, "multipleOf": 8, "resize": "stretch", "padValue": 0.447, "edge": "pad"},
              "output": {"name": "logits", "activation": "softmax", "exclusive": true, "connectivity": 8, "background": 2},
              "classes": ["roof", "road", "rest"],
              "defaults": {"confidence": 0.4, "iou": 0.6, "maxDetections": 50},
              "raster": {"metresPerPixel": 0.3, "tileSize": 512, "overlap": 0.25, "blend": false}
            }
            """.formatted(SHA256.toUpperCase(Locale.ROOT));

    private static final String SEMSEG = """
            {
              "id": "roofs", "family": "semseg",
              "files": {"model": {"path": "model.onnx"}},
              "image": {"input": "image"},
              "output": {"name": "logits"},
              "classes": ["background", "roof"]
            }
            """;

    private static final String YOLO_SEG = """
            {
              "id": "roofs", "family": "yolo-seg",
              "files": {"model": {"path": "model.onnx"}},
              "image": {"input": "images"},
              "output": {"name": "output0", "prototypes": "output1"},
              "classes": ["roof"]
            }
            """;

    @TempDir
    Path folder;

    @BeforeEach
    void addModelFiles() throws IOException {
        Files.createFile(folder.resolve("model.onnx"));
        Files.createDirectory(folder.resolve("weights"));
        Files.createFile(folder.resolve("weights/model.onnx"));
    }

    @Test
    void readsEveryField() throws IOException {
        ModelPackage found = read(FULL);

        assertThat(file(found).path()).isEqualTo(folder.resolve("weights/model.onnx"));
        assertThat(file(found).sha256()).contains(SHA256);
        assertThat(found.descriptor())
                .isEqualTo(new ModelDescriptor(
                        "roofs",
                        "Roofs and roads",
                        Family.SEMSEG,
                        Optional.of(new Licence("Apache-2.0", "https://www.apache.org/licenses/LICENSE-2.0")),
                        new ImageSpec(
                                "image",
                                List.of(4, 3, 2),
                                new ValueRange.Fixed(126, 1109),
                                255,
                                List.of(123.7, 116.3, 103.5),
                                List.of(58.0)),
                        new GeometrySpec(512, 8, GeometrySpec.Resize.STRETCH, 0.447, GeometrySpec.Edge.PAD),
                        new OutputSpec.Semantic("logits", Activation.SOFTMAX, true, Optional.of(2), 8),
                        List.of("roof", "road", "rest"),
                        new Defaults(0.4, 0.6, 50),
                        new RasterSpec(OptionalDouble.of(0.3), OptionalInt.of(512), OptionalDouble.of(0.25), false)));
    }

    @Test
    void fillsInTheDefaultsOfSegmentation() throws IOException {
        ModelPackage found = read(SEMSEG);

        assertThat(file(found).sha256()).isEmpty();
        assertThat(found.descriptor())
                .isEqualTo(new ModelDescriptor(
                        "roofs",
                        "roofs",
                        Family.SEMSEG,
                        Optional.empty(),
                        new ImageSpec("image", List.of(1, 2, 3), new ValueRange.Auto(), 1, List.of(0.0), List.of(1.0)),
                        new GeometrySpec(0, 1, GeometrySpec.Resize.LETTERBOX, 0, GeometrySpec.Edge.REFLECT),
                        new OutputSpec.Semantic("logits", Activation.NONE, true, Optional.of(0)),
                        List.of("background", "roof"),
                        new Defaults(0.5, 0.7, 10_000),
                        new RasterSpec(OptionalDouble.empty(), OptionalInt.empty(), OptionalDouble.empty(), true)));
    }

    @Test
    void readsHowSamIsPadded() throws IOException {
        ModelDescriptor descriptor = read(FULL.replace(
                                "\"resize\": \"stretch\", \"padValue\": 0.447",
                                "\"resize\": \"longest\", \"antialias\": \"support\", \"padAfterNormalise\": true, \"padInGraph\": true,"
                                        + " \"padValue\": 0")
                        .replace("\"std\": [58]", "\"std\": [58], \"layout\": \"hwc\""))
                .descriptor();

        assertThat(descriptor.image().layout()).isEqualTo(ImageSpec.Layout.HWC);
        assertThat(descriptor.geometry())
                .isEqualTo(new GeometrySpec(
                        512,
                        0,
                        8,
                        GeometrySpec.Resize.LONGEST,
                        GeometrySpec.Interpolation.BILINEAR,
                        GeometrySpec.Antialias.SUPPORT,
                        0,
                        true,
                        true,
                        GeometrySpec.Edge.PAD));
    }

    @Test
    void readsTheResizesOfDetrAndOwl() throws IOException {
        assertThat(read(FULL.replace("\"stretch\"", "\"shortest\", \"maxSize\": 800, \"antialias\": \"support\""))
                        .descriptor()
                        .geometry())
                .isEqualTo(new GeometrySpec(
                        512,
                        800,
                        8,
                        GeometrySpec.Resize.SHORTEST,
                        GeometrySpec.Interpolation.BILINEAR,
                        GeometrySpec.Antialias.SUPPORT,
                        0.447,
                        false,
                        false,
                        GeometrySpec.Edge.PAD));
        assertThat(read(FULL.replace("\"stretch\"", "\"square-pad\", \"antialias\": \"gaussian\""))
                        .descriptor()
                        .geometry())
                .isEqualTo(new GeometrySpec(
                        512,
                        0,
                        8,
                        GeometrySpec.Resize.SQUARE_PAD,
                        GeometrySpec.Interpolation.BILINEAR,
                        GeometrySpec.Antialias.GAUSSIAN,
                        0.447,
                        false,
                        false,
                        GeometrySpec.Edge.PAD));
        assertThat(read(FULL.replace("\"stretch\"", "\"stretch\", \"interpolation\": \"bicubic\""))
                        .descriptor()
                        .geometry()
                        .interpolation())
                .isEqualTo(GeometrySpec.Interpolation.BICUBIC);
    }

    @Test
    void readsASizeOfOneOrTwoSides() throws IOException {
        assertThat(read(FULL.replace("\"size\": 512", "\"size\": [480, 640]"))
                        .descriptor()
                        .geometry()
                        .size())
                .isEqualTo(new InputSize(480, 640));
        assertThat(read(FULL.replace("\"size\": 512", "\"size\": [512, 512]"))
                        .descriptor()
                        .geometry()
                        .size())
                .isEqualTo(InputSize.square(512));
    }

    @Test
    void fillsInTheDefaultsOfYolo() throws IOException {
        ModelDescriptor descriptor = read(YOLO_SEG).descriptor();

        assertThat(descriptor.geometry())
                .isEqualTo(
                        new GeometrySpec(0, 32, GeometrySpec.Resize.LETTERBOX, 114 / 255.0, GeometrySpec.Edge.REFLECT));
        assertThat(descriptor.output())
                .isEqualTo(new OutputSpec.Yolo("output0", Optional.of("output1"), YoloLayout.V8));
        assertThat(descriptor.defaults()).isEqualTo(new Defaults(0.25, 0.7, 300));
    }

    @Test
    void aSingleClassHasNoBackgroundWhateverItsName() throws IOException {
        assertThat(read(SEMSEG.replace("\"background\", ", "")).descriptor().output())
                .isEqualTo(new OutputSpec.Semantic("logits", Activation.NONE, true, Optional.empty()));
        assertThat(read(SEMSEG.replace(", \"roof\"", "")).descriptor().output())
                .isEqualTo(new OutputSpec.Semantic("logits", Activation.NONE, true, Optional.empty()));
    }

    @Test
    void readsEveryWayToGiveAValueRange() throws IOException {
        assertThat(range("\"auto\"")).isEqualTo(new ValueRange.Auto());
        assertThat(range("{\"min\": -1.5, \"max\": 2}")).isEqualTo(new ValueRange.Fixed(-1.5, 2));
        assertThat(range("{\"percentiles\": [2, 98]}")).isEqualTo(new ValueRange.Percentiles(2, 98));
    }

    @ParameterizedTest
    @CsvSource({"v8, V8", "v5, V5", "v6, V6", "end-to-end, END_TO_END"})
    void readsTheLayoutsOfYolo(String word, YoloLayout layout) throws IOException {
        String json = YOLO_SEG.replace("\"prototypes\"", "\"layout\": \"" + word + "\", \"prototypes\"");
        assertThat(((OutputSpec.Yolo) read(json).descriptor().output()).layout())
                .isEqualTo(layout);
    }

    @Test
    void readsWhatElseAYoloHeadMaySay() throws IOException {
        String yolo = YOLO_SEG.replace("yolo-seg", "yolo");
        assertThat(read(yolo.replace("\"prototypes\": \"output1\"", "\"classAware\": false"))
                        .descriptor()
                        .output())
                .isEqualTo(new OutputSpec.Yolo("output0", Optional.empty(), YoloLayout.V8, false, 0));
        assertThat(read(yolo.replace(
                                "\"prototypes\": \"output1\"",
                                "\"layout\": \"v7-end-to-end\", \"thresholdInGraph\": 0.35"))
                        .descriptor()
                        .output())
                .isEqualTo(new OutputSpec.Yolo("output0", Optional.empty(), YoloLayout.V7_END_TO_END, true, 0.35));
    }

    @Test
    void readsOrientedHeads() throws IOException {
        ModelDescriptor descriptor = read(YOLO_SEG.replace("yolo-seg", "yolo-obb")
                        .replace("\"prototypes\": \"output1\"", "\"layout\": \"end-to-end\""))
                .descriptor();

        assertThat(descriptor.family()).isEqualTo(Family.YOLO_OBB);
        assertThat(descriptor.output())
                .isEqualTo(new OutputSpec.Yolo("output0", Optional.empty(), YoloLayout.END_TO_END));
        assertThat(descriptor.defaults()).isEqualTo(new Defaults(0.25, 0.7, 300));
    }

    @Test
    void fillsInTheDefaultsOfFastSam() throws IOException {
        ModelDescriptor descriptor = read(YOLO_SEG.replace("yolo-seg", "fastsam")
                        .replace("roof\"]", "object\"]"))
                .descriptor();

        assertThat(descriptor.family()).isEqualTo(Family.FASTSAM);
        assertThat(descriptor.geometry())
                .isEqualTo(new GeometrySpec(
                        1024, 32, GeometrySpec.Resize.LETTERBOX, 114 / 255.0, GeometrySpec.Edge.REFLECT));
        assertThat(descriptor.output())
                .isEqualTo(new OutputSpec.Yolo("output0", Optional.of("output1"), YoloLayout.V8));
        assertThat(descriptor.defaults()).isEqualTo(new Defaults(0.4, 0.9, 300));
    }

    // family | what is put into the field output | message
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            yolo-obb | "layout": "v5"            | field output.layout must be v8 or end-to-end for the family yolo-obb, got 'v5'
            yolo-seg | "prototypes": "output1", "layout": "v7-end-to-end" | field output.layout must have a batch axis for the family yolo-seg, got 'v7-end-to-end'
            yolo     | "layout": "end-to-end", "classAware": true | field output.classAware must be absent where the graph does the suppression, got true
            yolo     | "thresholdInGraph": 0.25  | field output.thresholdInGraph must be absent where the graph gives all scores, got 0.25
            yolo     | "layout": "end-to-end", "thresholdInGraph": 25 | field output.thresholdInGraph must be from 0 to 1, got 25.0
            """)
    void refusesWhatAYoloHeadCannotBe(String family, String output, String message) {
        refuses(YOLO_SEG.replace("yolo-seg", family).replace("\"prototypes\": \"output1\"", output), message);
    }

    // family | further fields | rules
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            yolo-seg | "nms": {"measure": "mask"}                     | method=greedy, measure=mask, iou=0.7, class_aware=true
            yolo-seg | "nms": {"measure": "mask"}, "defaults": {"iou": 0.3} | method=greedy, measure=mask, iou=0.3, class_aware=true
            yolo-seg | "nms": {"ios": 0.8}                            | method=greedy, measure=box, ios=0.8, class_aware=true
            yolo-seg | "nms": {"method": "soft-gaussian", "sigma": 1} | method=soft-gaussian, measure=box, sigma=1.0, class_aware=true
            yolo-seg | "defaults": {"iou": 0.3}                       | method=greedy, measure=box, iou=0.3, class_aware=true
            """)
    void readsWhichObjectsOfATileAreTheSame(String family, String fields, String rules) throws IOException {
        ModelDescriptor descriptor = read(YOLO_SEG.replace("yolo-seg", family)
                        .replace("\"classes\"", fields + ", \"classes\""))
                .descriptor();

        assertThat(descriptor.nms().orElseThrow().text()).isEqualTo(rules);
    }

    // what is put beside the classes | message
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            "nms": {"method": "fast"}                       | field nms.method must be one of greedy, soft-linear, soft-gaussian, got 'fast'
            "nms": {"measure": "turned-box"}                | field nms.measure must be box or mask for the family yolo-seg, got 'turned-box'
            "nms": {"method": "soft-linear", "measure": "mask"} | field nms.measure must be box for the family yolo-seg with method soft-linear, got 'mask'
            "nms": {"sigma": 1}                             | field nms.sigma must be absent with method greedy, got 1.0
            "nms": {"ios": 2}                               | field nms.ios must be from 0 to 1, got 2.0
            "nms": {"ios": 0.5}, "defaults": {"iou": 0.5}   | field nms.ios must be absent where defaults.iou is given, got 0.5
            "nms": {"iou": 0.5}                             | field nms.iou is unknown; allowed are ios, measure, method, sigma
            """)
    void refusesWaysToTellObjectsApartThatCannotBe(String fields, String message) {
        refuses(YOLO_SEG.replace("\"classes\"", fields + ", \"classes\""), message);
    }

    @Test
    void refusesWaysToTellObjectsApartWhereThatIsDone() {
        refuses(
                YOLO_SEG.replace("\"output1\"", "\"output1\", \"layout\": \"end-to-end\"")
                        .replace("\"classes\"", "\"nms\": {\"measure\": \"mask\"}, \"classes\""),
                "field nms must be absent where the graph does the suppression or there is nothing to suppress, got"
                        + " {\"measure\":\"mask\"}");
    }

    @Test
    void refusesFastSamWithSeveralClasses() {
        refuses(
                YOLO_SEG.replace("yolo-seg", "fastsam").replace("[\"roof\"]", "[\"roof\", \"road\"]"),
                "field classes must be one for the family fastsam, got [\"roof\",\"road\"]");
    }

    // what is replaced in FULL | with what | message
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            "id": "roofs"         | "id": "roads"        | id must be the name of its folder, 'roofs', got 'roads'
            "id": "roofs",        | ~~                   | id is missing
            "title": "Roofs and roads" | "title": " "    | title must be a text that is not blank, got ' '
            "semseg"              | 7                    | family must be a text that is not blank, got 7
            "semseg"              | null                 | family must be a text that is not blank, got null
            "name": "Apache-2.0", | ~~                   | licence.name is missing
            "url":                | "link":              | licence.link is unknown; allowed are name, url
            "input": "image",     | ~~                   | image.input is missing
            [4, 3, 2]             | [0, 1, 2]            | image.bands must name at least one band, counted from 1, got [0, 1, 2]
            [4, 3, 2]             | ["red"]              | image.bands must be a list of whole numbers, got ["red"]
            [4, 3, 2]             | 3                    | image.bands must be a list of whole numbers, got 3
            [58]                  | [58, 0, 58]          | image.std must not contain 0, got [58.0, 0.0, 58.0]
            [58]                  | [58, 58]             | image.std must have 1 value or one for each of the 3 channels, got [58.0, 58.0]
            [58]                  | ["x"]                | image.std must be a list of numbers, got ["x"]
            "scale": 255          | "scale": -1          | image.scale must be positive, got -1.0
            "scale": 255          | "scale": true        | image.scale must be a number, got true
            "min": 126, "max": 1109 | "min": 9, "max": 9 | image.valueRange must have min less than max, got 9.0 and 9.0
            "min": 126, "max": 1109 | "min": 9           | image.valueRange must have either min and max, or percentiles, got {"min":9}
            "min": 126, "max": 1109 | "percentiles": [2] | image.valueRange.percentiles must be two numbers, low and high, got [2]
            "min": 126, "max": 1109 | "percentiles": [9, 2] | image.valueRange percentiles must satisfy 0 <= low < high <= 100, got 9.0 and 2.0
            "min": 126, "max": 1109 | "low": 2           | image.valueRange.low is unknown; allowed are max, min, percentiles
            {"min": 126, "max": 1109} | "Auto"           | image.valueRange must be 'auto', an object with min and max, or an object with percentiles, got 'Auto'
            "stretch"             | "crop"               | geometry.resize must be one of letterbox, stretch, longest, shortest, square-pad, got 'crop'
            "stretch"             | "STRETCH"            | geometry.resize must be one of letterbox, stretch, longest, shortest, square-pad, got 'STRETCH'
            "edge": "pad"         | "edge": 0            | geometry.edge must be one of reflect, pad, got 0
            "size": 512           | "size": 512.5        | geometry.size must be a whole number, got 512.5
            "size": 512           | "size": "512"        | geometry.size must be a whole number, got '512'
            "size": 512           | "size": 9000000000   | geometry.size must be a whole number, got 9000000000
            "size": 512           | "size": [512]        | geometry.size must be one whole number, or two of them, [height, width], got [512]
            "size": 512           | "size": [512, 0]     | geometry.size must be 0 (any), a positive number, or two positive numbers [height, width], got [512, 0]
            "size": 512           | "size": [512, "a"]   | geometry.size must be a list of whole numbers, got [512,"a"]
            "size": 512           | "size": [512, 636]   | geometry.size must be a multiple of geometry.multipleOf 8, got [512, 636]
            "size": 512           | "size": 510          | geometry.size must be a multiple of geometry.multipleOf 8, got 510
            "size": 512           | "sise": 512          | geometry.sise is unknown; allowed are antialias, edge, interpolation, maxSize, multipleOf, padAfterNormalise, padInGraph, padValue, resize, size
            "stretch"             | "longest", "maxSize": 640 | geometry.maxSize must be absent unless geometry.resize is shortest, got 640
            "stretch"             | "shortest"           | geometry.maxSize must be at least geometry.size 512 where geometry.resize is shortest, got 0
            "stretch"             | "stretch", "padInGraph": true | geometry.padInGraph must be false unless geometry.resize is longest, got true
            "stretch"             | "stretch", "padAfterNormalise": 0 | geometry.padAfterNormalise must be true or false, got 0
            "stretch"             | "stretch", "interpolation": "lanczos" | geometry.interpolation must be one of bilinear, bicubic, got 'lanczos'
            "stretch"             | "stretch", "antialias": true | geometry.antialias must be one of none, support, gaussian, got true
            "stretch"             | "stretch", "antialias": "gaussian", "interpolation": "bicubic" | geometry.interpolation must be bilinear where geometry.antialias is gaussian, got bicubic
            "scale": 255          | "layout": "nhwc"     | image.layout must be one of nchw, chw, hwc, got 'nhwc'
            "multipleOf": 8       | "multipleOf": 0      | geometry.multipleOf must be at least 1, got 0
            "name": "logits",     | ~~                   | output.name is missing
            "softmax"             | "relu"               | output.activation must be one of none, sigmoid, softmax, got 'relu'
            "exclusive": true     | "exclusive": "yes"   | output.exclusive must be true or false, got 'yes'
            "exclusive": true     | "exclusive": false   | output.exclusive must be true where output.activation is softmax, got false
            "background": 2       | "background": 3      | output.background must be the index of a class, from 0 to 2, got 3
            "background": 2       | "background": "rest" | output.background must be a whole number, got 'rest'
            "background": 2       | "layout": "v8"       | output.layout is unknown; allowed are activation, background, connectivity, exclusive, name
            "connectivity": 8     | "connectivity": 6    | output.connectivity must be 4 or 8, got 6
            ["roof", "road", "rest"] | []                | classes must name at least one class, got []
            "road"                | "roof"               | classes must be distinct and not blank, got [roof, roof, rest]
            "road"                | 5                    | classes must be a list of texts, got ["roof",5,"rest"]
            ["roof", "road", "rest"] | ["roof"]          | output.activation must be none or sigmoid for one class, got 'softmax'
            "confidence": 0.4     | "confidence": 40     | defaults.confidence must be from 0 to 1, got 40.0
            "iou": 0.6            | "iou": -0.1          | defaults.iou must be from 0 to 1, got -0.1
            "maxDetections": 50   | "maxDetections": 0   | defaults.maxDetections must be at least 1, got 0
            "metresPerPixel": 0.3 | "metresPerPixel": 0  | raster.metresPerPixel must be positive, got 0.0
            "tileSize": 512       | "tileSize": 4        | raster.tileSize must be at least 8, got 4
            "overlap": 0.25       | "overlap": 0.5       | raster.overlap must be from 0 to 0.45, got 0.5
            "blend": false        | "blend": 0           | raster.blend must be true or false, got 0
            "raster":             | "rasters":           | rasters is unknown; allowed are classes, contract, defaults, family, files, geometry, id, image, licence, nms, output, prompts, raster, runtime, tensors, text, title
            {"model": {           | {"encoder": {        | files.encoder is unknown; allowed are model
            "sha256": "0          | "sha256": "xyz       | files.model.sha256 must be 64 hexadecimal digits, got 'xyz123456789ABCDEF0123456789ABCDEF0123456789ABCDEF012345678...
            "path": "weights/model.onnx", | ~~           | files.model.path is missing
            """)
    void namesTheFieldWhatIsAllowedAndWhatWasFound(String what, String with, String message) {
        assertThat(FULL).contains(what);
        refuses(FULL.replace(what, with), "field " + message);
    }

    @Test
    void refusesABackgroundOfASingleClass() {
        refuses(
                SEMSEG.replace("\"background\", ", "").replace("\"logits\"", "\"logits\", \"background\": 0"),
                "field output.background must be absent where there is one class, got 0");
    }

    @Test
    void onlyFamiliesThatScorePixelsAreBlended() {
        refuses(
                YOLO_SEG.replace("\"classes\"", "\"raster\": {\"blend\": true}, \"classes\""),
                "field raster.blend must be absent for a family that does not score each pixel, got true");
    }

    @Test
    void refusesTheFieldsOfAnotherFamily() {
        refuses(
                YOLO_SEG.replace("yolo-seg", "yolo"),
                "field output.prototypes is unknown; allowed are classAware, layout, name, thresholdInGraph");
        refuses(YOLO_SEG.replace(", \"prototypes\": \"output1\"", ""), "field output.prototypes is missing");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/etc/passwd",
                "../model.onnx",
                "weights/../../model.onnx",
                "..",
                "C:/model.onnx",
                "file:x",
                "a\\\\b"
            })
    void refusesPathsThatAreNotInsideTheFolder(String path) {
        refuses(
                SEMSEG.replace("model.onnx", path),
                "field files.model.path must be a relative path inside the folder of the model, got '"
                        + path.replace("\\\\", "\\") + "'");
    }

    @Test
    void refusesFilesThatAreNotThere() {
        refuses(
                SEMSEG.replace("model.onnx", "best.onnx"),
                "field files.model.path must name a file that exists in the folder of the model, got 'best.onnx'");
        refuses(
                SEMSEG.replace("model.onnx", "weights"),
                "field files.model.path must name a file that exists in the folder of the model, got 'weights'");
    }

    @Test
    void refusesLinksThatLeadOut(@TempDir Path elsewhere) throws IOException {
        Path secret = Files.createFile(elsewhere.resolve("secret.onnx"));
        Files.createSymbolicLink(folder.resolve("link.onnx"), secret);
        Files.createSymbolicLink(folder.resolve("inside.onnx"), folder.resolve("model.onnx"));

        refuses(
                SEMSEG.replace("model.onnx", "link.onnx"),
                "field files.model.path must not be a link that leads out of the folder of the model, got 'link.onnx'");
        assertThat(file(read(SEMSEG.replace("model.onnx", "inside.onnx"))).path())
                .isEqualTo(folder.resolve("inside.onnx"));
    }

    @Test
    void readsEveryFieldOfAServer() throws IOException {
        assertThat(server("""
                {"url": "https://host/base/", "model": "m", "version": "3", "revision": "r1", "timeoutSeconds": 2.5,
                 "connectTimeoutSeconds": 1, "retries": 4, "waitSeconds": 0.25, "maxWaitSeconds": 7,
                 "maxAnswerMegabytes": 8, "tokenEnv": "TOKEN", "headersEnv": {"X-Key": "KEY"}}"""))
                .isEqualTo(new RemoteSettings(
                        new Endpoint(URI.create("https://host/base"), "m", Optional.of("3")),
                        Optional.of("r1"),
                        Duration.ofSeconds(1),
                        Duration.ofMillis(2500),
                        new RetryPolicy(4, Duration.ofMillis(250), Duration.ofSeconds(7)),
                        8 << 20,
                        new CredentialNames(
                                Optional.of("TOKEN"), Optional.empty(), Optional.empty(), Map.of("X-Key", "KEY"))));
    }

    @Test
    void fillsInTheDefaultsOfAServer() throws IOException {
        assertThat(server("{\"url\": \"http://host:8000\"}"))
                .isEqualTo(new RemoteSettings(
                        new Endpoint(URI.create("http://host:8000"), "roofs", Optional.empty()),
                        Optional.empty(),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(60),
                        new RetryPolicy(2, Duration.ofMillis(500), Duration.ofSeconds(30)),
                        256 << 20,
                        CredentialNames.NONE));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{} | field files.model.remote.url is missing",
                "{\"url\": \"host\"} | field files.model.remote.url must be like http://host:8000, got 'host'",
                "{\"url\": \"http://h\", \"token\": \"x\"} | field files.model.remote.token is unknown; allowed are connectTimeoutSeconds,",
                "{\"url\": \"http://h\", \"retries\": 99} | field files.model.remote.retries must be from 0 to 10, got 99",
                "{\"url\": \"http://h\", \"timeoutSeconds\": \"1\"} | field files.model.remote.timeoutSeconds must be a number, got '1'",
                "{\"url\": \"http://h\", \"headersEnv\": {\"Host\": \"H\"}} | field files.model.remote.headersEnv must name HTTP headers other",
                "{\"url\": \"http://h\", \"headersEnv\": {\"X\": 1}} | field files.model.remote.headersEnv must be an object of texts, got"
            })
    void refusesAServerThatIsNoneOrIsWrittenWrongly(String remote, String message) {
        assertThatThrownBy(() -> server(remote))
                .isInstanceOf(ModelException.class)
                .hasMessageStartingWith("model 'roofs': " + message);
    }

    @Test
    void refusesAFileAndAServerForOneGraph() {
        refuses(
                SEMSEG.replace(
                        "{\"path\": \"model.onnx\"}",
                        "{\"path\": \"model.onnx\", \"remote\": {\"url\": \"http://me:s3cret@host\"}}"),
                "field files.model must have either a path or a remote, found both");
    }

    private RemoteSettings server(String remote) throws IOException {
        ModelPackage found = read(SEMSEG.replace("{\"path\": \"model.onnx\"}", "{\"remote\": " + remote + "}"));
        assertThat(found.isServed()).isTrue();
        return ((GraphSource.Server) found.graph(Role.MODEL)).settings();
    }

    @Test
    void readsWhereAModelRuns() throws IOException {
        assertThat(read(SEMSEG).device()).isEqualTo(DeviceSettings.usual());
        assertThat(runtime("""
                {"device": "cuda", "deviceId": 2, "memoryLimitMegabytes": 6144, "arenaGrowth": "next-power-of-two",
                 "convolutionSearch": "exhaustive", "convolutionWorkspace": false, "tf32": true}"""))
                .isEqualTo(new DeviceSettings(
                        DeviceSettings.Device.CUDA,
                        2,
                        OptionalInt.of(6144),
                        DeviceSettings.ArenaGrowth.NEXT_POWER_OF_TWO,
                        DeviceSettings.ConvolutionSearch.EXHAUSTIVE,
                        false,
                        true));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"device\": \"gpu\"} | field runtime.device must be one of auto, cpu, cuda, got 'gpu'",
                "{\"deviceId\": -1} | field runtime.deviceId must be from 0 to 63, got -1",
                "{\"tf32\": 1} | field runtime.tf32 must be true or false, got 1",
                "{\"gpu_mem_limit\": 1} | field runtime.gpu_mem_limit is unknown; allowed are arenaGrowth,"
            })
    void refusesADeviceThatIsWrittenWrongly(String runtime, String message) {
        assertThatThrownBy(() -> runtime(runtime))
                .isInstanceOf(ModelException.class)
                .hasMessageStartingWith("model 'roofs': " + message);
    }

    @Test
    void refusesADeviceForWhatRunsOnAServer() {
        refuses(
                SEMSEG.replace(
                        "{\"path\": \"model.onnx\"}}",
                        "{\"remote\": {\"url\": \"http://host\"}}}, \"runtime\": {\"device\": \"cpu\"}"),
                "field runtime must be absent where all graphs are on a server, got {\"device\":\"cpu\"}");
    }

    private DeviceSettings runtime(String json) throws IOException {
        return read(SEMSEG.replace("{\"path\": \"model.onnx\"}}", "{\"path\": \"model.onnx\"}}, \"runtime\": " + json))
                .device();
    }

    @Test
    void saysWhereJsonIsBroken() {
        refuses(
                "{\n  \"id\": \"roofs\",\n  \"family\" \"semseg\"\n}",
                "model.json is not valid JSON at line 3, column 12: Unexpected character ('\"' (code 34)): was expecting"
                        + " a colon to separate property name and value");
        assertThatThrownBy(() -> read("{\"id\": \"roofs\""))
                .isInstanceOf(ModelException.class)
                .hasMessageStartingWith("model 'roofs': model.json is not valid JSON at line 1, column 15: Unexpected"
                        + " end-of-input");
        assertThatThrownBy(() -> read("{\"id\": \"roofs\", \"id\": \"roads\"}"))
                .isInstanceOf(ModelException.class)
                .hasMessage(
                        "model 'roofs': model.json is not valid JSON at line 1, column 21: Duplicate Object property"
                                + " \"id\"");
        assertThatThrownBy(() -> read(SEMSEG + "{}"))
                .isInstanceOf(ModelException.class)
                .hasMessageStartingWith("model 'roofs': model.json is not valid JSON at line 8, column 1: ");
    }

    @Test
    void refusesWhatIsNoObject() {
        refuses("[1, 2]", "model.json must be an object, got [1,2]");
        refuses("", "model.json must be an object, got nothing");
    }

    @Test
    void readsTheExamplesOfThePages(@TempDir Path models) throws IOException {
        List<String> examples = Pattern.compile("```json\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("README.md"))
                        + Files.readString(Path.of("docs", "families.md"))
                        + Files.readString(Path.of("docs", "server.md")))
                .results()
                .map(example -> example.group(1))
                .toList();
        assertThat(examples).hasSizeGreaterThanOrEqualTo(7);
        for (String example : examples) {
            Matcher fields = Pattern.compile("\"id\": \"(.+?)\"(?:.*\"path\": \"(.+?)\")?", Pattern.DOTALL)
                    .matcher(example);
            assertThat(fields.find()).isTrue();
            Path model = Files.createDirectory(models.resolve(fields.group(1)));
            Files.writeString(model.resolve("model.json"), example);
            String file = fields.group(2);
            if (file == null) {
                assertThat(DescriptorReader.read(fields.group(1), model).isServed())
                        .isTrue();
                continue;
            }
            List<Path> files = Pattern.compile("\"path\": \"(.+?)\"")
                    .matcher(example)
                    .results()
                    .map(path -> model.resolve(path.group(1)))
                    .toList();
            for (Path path : files) {
                Files.createFile(path);
            }
            ModelPackage found = DescriptorReader.read(fields.group(1), model);
            assertThat(Stream.concat(found.graphs().values().stream(), found.tokenizer().stream()))
                    .extracting(source -> ((GraphSource.ModelFile) source).path())
                    .containsExactlyInAnyOrderElementsOf(files);
        }
    }

    private static GraphSource.ModelFile file(ModelPackage found) {
        return (GraphSource.ModelFile) found.graph(Role.MODEL);
    }

    private ValueRange range(String json) throws IOException {
        return read(FULL.replace("{\"min\": 126, \"max\": 1109}", json))
                .descriptor()
                .image()
                .valueRange();
    }

    @Test
    void anUnknownFamilyListsThoseThereAre() {
        assertThatThrownBy(() -> read(SEMSEG.replace("\"semseg\"", "\"unet\"")))
                .isInstanceOf(ModelException.class)
                .hasMessageStartingWith("model 'roofs': field family must be one of semseg, yolo, yolo-seg, ")
                .hasMessageEndingWith(", got 'unet'");
    }

    private ModelPackage read(String json) throws IOException {
        Files.writeString(folder.resolve("model.json"), json);
        return DescriptorReader.read("roofs", folder);
    }

    private void refuses(String json, String message) {
        assertThatThrownBy(() -> read(json)).isInstanceOf(ModelException.class).hasMessage("model 'roofs': " + message);
    }
}
