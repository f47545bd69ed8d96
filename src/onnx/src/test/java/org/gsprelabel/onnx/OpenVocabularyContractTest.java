package org.gsprelabel.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.gsprelabel.model.GeometrySpec;
import org.gsprelabel.model.InputSize;
import org.gsprelabel.model.Model;
import org.gsprelabel.model.ModelDescriptor;
import org.gsprelabel.model.ModelException;
import org.gsprelabel.model.OutputSpec;
import org.gsprelabel.model.Role;
import org.gsprelabel.model.TextInput;
import org.gsprelabel.model.TextSpec;
import org.gsprelabel.testdata.TestModels;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenVocabularyContractTest {

    private static final String HF =
            "pixel_values float32 -1 3 -1 -1; input_ids int64 -1 -1; token_type_ids int64 -1 -1;"
                    + " attention_mask int64 -1 -1; pixel_mask int64 -1 -1 -1";
    private static final String COMMUNITY = "img float32 1 3 -1 -1; input_ids int64 1 -1; attention_mask bool 1 -1;"
            + " position_ids int64 1 -1; token_type_ids int64 1 -1; text_token_mask bool 1 -1 -1";
    private static final String OWL =
            "input_ids int64 -1 16; pixel_values float32 -1 3 768 768; attention_mask int64 -1 16";
    private static final String DINO_OUT = "logits float32 -1 900 256; pred_boxes float32 -1 900 4";
    private static final String OWL_OUT = "logits float32 -1 2304 -1; pred_boxes float32 -1 2304 4;"
            + " text_embeds float32 1 -1 512; image_embeds float32 1 48 48 768";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @BeforeEach
    void addFiles() throws IOException {
        Files.writeString(folder.resolve("m.onnx"), "read by nobody here");
        Files.writeString(folder.resolve("tokenizer.json"), "{}");
    }

    @Test
    void groundingDinoIsThatOfHuggingFaceUnlessItSaysOtherwise() throws IOException {
        ModelDescriptor descriptor = read("\"family\": \"grounding-dino\"").descriptor();

        assertThat(descriptor.image().input()).isEqualTo("pixel_values");
        assertThat(descriptor.image().mean()).containsExactly(0.485, 0.456, 0.406);
        assertThat(descriptor.geometry().resize()).isEqualTo(GeometrySpec.Resize.SHORTEST);
        assertThat(descriptor.geometry().size()).isEqualTo(InputSize.square(800));
        assertThat(descriptor.geometry().maxSize()).isEqualTo(1333);
        assertThat(descriptor.classes()).isEmpty();
        OutputSpec.Phrases phrases = (OutputSpec.Phrases) descriptor.output();
        assertThat(phrases.logits()).isEqualTo("logits");
        assertThat(phrases.boxes()).isEqualTo("pred_boxes");
        assertThat(phrases.text())
                .isEqualTo(new TextSpec.Caption(
                        Map.of(
                                "input_ids",
                                TextInput.IDS,
                                "token_type_ids",
                                TextInput.TYPES,
                                "attention_mask",
                                TextInput.ATTENTION,
                                "pixel_mask",
                                TextInput.PIXELS),
                        256,
                        OptionalInt.empty(),
                        false,
                        Set.of(101L, 102L, 1012L, 1029L),
                        100));
    }

    @ParameterizedTest
    @CsvSource({
        "community, img, logits, boxes",
        "tao, inputs, pred_logits, pred_boxes",
        "fork, samples, logits, boxes",
    })
    void exportersNameTensorsDifferently(String contract, String image, String logits, String boxes)
            throws IOException {
        ModelDescriptor descriptor = read("\"family\": \"grounding-dino\", \"contract\": \"" + contract
                        + "\", \"text\": {\"length\": 64, \"periodPosition\": \"zero\"}")
                .descriptor();

        assertThat(descriptor.image().input()).isEqualTo(image);
        OutputSpec.Phrases phrases = (OutputSpec.Phrases) descriptor.output();
        assertThat(phrases.logits()).isEqualTo(logits);
        assertThat(phrases.boxes()).isEqualTo(boxes);
        TextSpec.Caption caption = (TextSpec.Caption) phrases.text();
        assertThat(caption.length()).hasValue(64);
        assertThat(caption.zeroAtDelimiters()).isTrue();
    }

    @Test
    void owlTakesClipTextOf16TokensAndSquareImages() throws IOException {
        ModelDescriptor first = read("\"family\": \"owlvit\", \"text\": {\"template\": \"a photo of a {}\"}")
                .descriptor();
        ModelDescriptor second =
                read("\"family\": \"owlv2\", \"geometry\": {\"size\": 1008}").descriptor();

        assertThat(first.geometry().resize()).isEqualTo(GeometrySpec.Resize.STRETCH);
        assertThat(first.geometry().size()).isEqualTo(InputSize.square(768));
        assertThat(first.image().std()).containsExactly(0.26862954, 0.26130258, 0.27577711);
        assertThat(((OutputSpec.Phrases) first.output()).text())
                .isEqualTo(new TextSpec.Queries(
                        Map.of("input_ids", TextInput.IDS, "attention_mask", TextInput.ATTENTION),
                        16,
                        "a photo of a {}"));
        assertThat(second.geometry().resize()).isEqualTo(GeometrySpec.Resize.SQUARE_PAD);
        assertThat(second.geometry().size()).isEqualTo(InputSize.square(1008));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "family": "grounding-dino", "contract": "meta" | field contract must be one of hf, community, tao, fork, got 'meta'
            "family": "owlvit", "contract": "tao" | field contract must be one of hf, got 'tao'
            "family": "owlvit", "text": {"template": "a photo"} | field text.template must contain {}, got 'a photo'
            "family": "owlvit", "text": {"length": 16} | field text.length is unknown; allowed are maxLength, template
            "family": "grounding-dino", "text": {"length": 300} | field text.length must be at most text.maxLength 256, got 300
            "family": "grounding-dino", "text": {"maxLength": 2} | field text.maxLength must be from 4 to 1024, got 2
            "family": "grounding-dino", "classes": ["a", "a"] | field classes must be distinct and not blank, got [a, a]
            "family": "grounding-dino", "geometry": {"resize": "letterbox"} | field geometry.resize must not be letterbox for the family grounding-dino, got 'letterbox'
            """)
    void namesTheFieldThatIsWrong(String fields, String message) {
        assertThatThrownBy(() -> read(fields))
                .isInstanceOf(ModelException.class)
                .hasMessage("model 'x': " + message);
    }

    @Test
    void aPackageWithoutATokenizerIsRefused() {
        assertThatThrownBy(() -> read("\"family\": \"owlvit\"", "{\"model\": {\"path\": \"m.onnx\"}}"))
                .hasMessage("model 'x': field files.tokenizer is missing");
        assertThatThrownBy(() -> read(
                        "\"family\": \"owlvit\"",
                        "{\"model\": {\"path\": \"m.onnx\"}, \"tokenizer\": {\"path\": \"t.json\"}}"))
                .hasMessage(
                        "model 'x': field files.tokenizer.path must name a file that exists in the folder of the model,"
                                + " got 't.json'");
    }

    @Test
    void onlyModelsThatTakeTextHaveATokenizer() {
        assertThatThrownBy(() -> read("\"family\": \"yolo\", \"image\": {\"input\": \"images\"}, \"output\": {\"name\":"
                        + " \"output0\"}, \"classes\": [\"a\"]"))
                .hasMessage("model 'x': field files.tokenizer is unknown; allowed are model");
        assertThatThrownBy(() -> read("\"family\": \"yolo\", \"text\": {}, \"classes\": [\"a\"]"))
                .hasMessage("model 'x': field text must be absent for the family yolo, got {}");
    }

    @Test
    void acceptsWhatTheExportersWrite() throws IOException {
        accepts("\"family\": \"grounding-dino\"", HF, DINO_OUT);
        // Optimum leaves out what the graph does not look at.
        accepts("\"family\": \"grounding-dino\"", HF.replaceAll("; pixel_mask.*", ""), DINO_OUT);
        accepts(
                "\"family\": \"grounding-dino\", \"contract\": \"community\"",
                COMMUNITY,
                DINO_OUT.replace("pred_boxes", "boxes"));
        accepts(
                "\"family\": \"grounding-dino\", \"contract\": \"community\", \"geometry\": {\"size\": 640, \"resize\":"
                        + " \"stretch\"}",
                COMMUNITY.replace("3 -1 -1;", "3 640 640;").replace("1 -1", "1 12"),
                DINO_OUT.replace("pred_boxes", "boxes"));
        accepts("\"family\": \"owlvit\"", OWL, OWL_OUT);
        accepts("\"family\": \"owlvit\"", OWL.replace("-1 16", "4 16"), OWL_OUT);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            input_ids int64 -1 -1 | input_ids float32 -1 -1 | input 'input_ids' must be int32 or int64, found float32
            input_ids int64 -1 -1 | input_ids int64 -1 | input 'input_ids' must be [N, L], found [?]
            input_ids int64 -1 -1; | | input 'input_ids' does not exist; the model has pixel_values [?, 3, ?, ?], token_type_ids [?, ?], attention_mask [?, ?], pixel_mask [?, ?, ?]
            attention_mask int64 -1 -1 | attention_mask int64 -1 -1 -1 | input 'attention_mask' must be [N, L], found [?, ?, ?]
            pixel_mask int64 | pixel_mask string | input 'pixel_mask' must be bool or float16 or float32 or int32 or int64 or uint8, found string
            pixel_mask int64 | prompts int64 | the graph wants prompts [?, ?, ?] beside input_ids, token_type_ids, attention_mask, pixel_mask, pixel_values, which its family does not have
            pixel_values float32 | pixels float32 | input 'pixel_values' does not exist; the model has pixels [?, 3, ?, ?], input_ids [?, ?], token_type_ids [?, ?], attention_mask [?, ?], pixel_mask [?, ?, ?]
            """)
    void refusesInputsOfGroundingDinoThatDiffer(String what, String with, String message) {
        String inputs = HF.replace(what, with == null ? "" : with);
        refuses("\"family\": \"grounding-dino\"", inputs, DINO_OUT, message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            900 256 | 900 | output 'logits' must be [N, queries, tokens], found [?, 900]
            900 4 | 900 5 | output 'pred_boxes' must be [N, queries, 4], found [?, 900, 5]
            logits float32 | logits int64 | output 'logits' must be float16 or float32, found int64
            pred_boxes | boxes | output 'pred_boxes' does not exist; the model has logits [?, 900, 256], boxes [?, 900, 4]
            """)
    void refusesOutputsOfGroundingDinoThatDiffer(String what, String with, String message) {
        refuses("\"family\": \"grounding-dino\"", HF, DINO_OUT.replace(what, with), message);
    }

    @Test
    void refusesAMaskOfAnotherRankAndTextOfAnotherLength() {
        refuses(
                "\"family\": \"grounding-dino\", \"contract\": \"community\"",
                COMMUNITY.replace("text_token_mask bool 1 -1 -1", "text_token_mask bool 1"),
                DINO_OUT,
                "input 'text_token_mask' must be [N, L] or [N, L, L], found [1]");
        refuses(
                "\"family\": \"owlvit\"",
                OWL.replace("int64 -1 16", "int64 -1 77"),
                OWL_OUT,
                "input 'input_ids' must be [N, 16], found [?, 77]");
        refuses(
                "\"family\": \"owlvit\"",
                OWL.replace("float32 -1 3", "float32 4 3"),
                OWL_OUT,
                "input 'pixel_values' must be [1, C, H, W], found [4, 3, 768, 768]");
    }

    @Test
    void theHashOfAModelIsThatOfItsGraphAndItsTokenizer() throws Exception {
        Path models = folder.resolve("models");
        TestModels.copyTo(models);
        try (OnnxModelRepository repository = new OnnxModelRepository(models)) {
            Model model = repository.get("roofs-owlvit");

            String lines = "model:" + sha256("roofs-owlvit/model.onnx") + "\ntokenizer:"
                    + sha256("roofs-owlvit/tokenizer.json") + "\n";
            assertThat(model.sha256()).isEqualTo(sha256(lines.getBytes(StandardCharsets.UTF_8)));
            assertThat(model.requireTokenizer().encode("red roof")).hasSize(4);
            assertThat(model.graph(Role.MODEL).inputShapes())
                    .containsOnly(
                            Map.entry("input_ids", List.of(-1L, 16L)),
                            Map.entry("pixel_values", List.of(1L, 3L, 768L, 768L)),
                            Map.entry("attention_mask", List.of(-1L, 16L)));
        }
    }

    @Test
    void aTokenizerOfAnotherHashIsRefused() throws Exception {
        Path models = folder.resolve("models");
        TestModels.copyTo(models);
        Path tokenizer = models.resolve("roofs-owlvit/tokenizer.json");
        Files.writeString(tokenizer, Files.readString(tokenizer) + " ");
        try (OnnxModelRepository repository = new OnnxModelRepository(models)) {
            assertThatThrownBy(() -> repository.get("roofs-owlvit"))
                    .isInstanceOf(ModelException.class)
                    .hasMessage("model 'roofs-owlvit': file tokenizer.json must have the SHA-256 "
                            + sha256("roofs-owlvit/tokenizer.json") + " of field files.tokenizer.sha256, found "
                            + sha256(Files.readAllBytes(tokenizer)));
        }
    }

    private void accepts(String fields, String inputs, String outputs) throws IOException {
        ModelDescriptor descriptor = read(fields).descriptor();
        assertThatCode(() -> SignatureCheck.check(descriptor, signature(inputs, outputs)))
                .doesNotThrowAnyException();
    }

    private void refuses(String fields, String inputs, String outputs, String message) {
        assertThatThrownBy(() -> SignatureCheck.check(read(fields).descriptor(), signature(inputs, outputs)))
                .isInstanceOf(ModelException.class)
                .hasMessage("model 'x': " + message);
    }

    private ModelPackage read(String fields) throws IOException {
        return read(fields, "{\"model\": {\"path\": \"m.onnx\"}, \"tokenizer\": {\"path\": \"tokenizer.json\"}}");
    }

    private ModelPackage read(String fields, String files) throws IOException {
        Files.writeString(folder.resolve("model.json"), "{\"id\": \"x\", \"files\": " + files + ", " + fields + "}");
        return DescriptorReader.read("x", folder);
    }

    private static ModelSignature signature(String inputs, String outputs) {
        return new ModelSignature(tensors(inputs), tensors(outputs));
    }

    /** {@code name type axis axis; name type axis}. */
    private static List<TensorDeclaration> tensors(String text) {
        return Arrays.stream(text.split(";"))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .map(part -> part.split(" +"))
                .map(words -> TensorDeclaration.of(
                        words[0],
                        words[1],
                        Arrays.stream(words).skip(2).mapToLong(Long::parseLong).toArray()))
                .toList();
    }

    private static String sha256(String file) throws Exception {
        try (InputStream in = TestModels.open(file)) {
            return sha256(in.readAllBytes());
        }
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
