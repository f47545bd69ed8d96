package org.gsprelabel.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.gsprelabel.model.Concepts;
import org.gsprelabel.model.Defaults;
import org.gsprelabel.model.GeometrySpec;
import org.gsprelabel.model.ImageSpec.Layout;
import org.gsprelabel.model.Model;
import org.gsprelabel.model.ModelDescriptor;
import org.gsprelabel.model.ModelException;
import org.gsprelabel.model.Role;
import org.gsprelabel.model.TextInput;
import org.gsprelabel.model.TextSpec;
import org.gsprelabel.testdata.TestModels;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConceptContractTest {

    private static final String IMAGE = "image uint8 3 1008 1008";
    private static final String MAPS = "vision_pos_enc_0 float32 1 256 288 288; vision_pos_enc_1 float32 1 256 144 144;"
            + " vision_pos_enc_2 float32 1 256 72 72; backbone_fpn_0 float32 1 256 288 288;"
            + " backbone_fpn_1 float32 1 256 144 144; backbone_fpn_2 float32 1 256 72 72";
    private static final String TOKENS = "tokens int64 1 32";
    private static final String TEXT =
            "text_attention_mask bool 1 32; text_memory float32 32 1 256; text_embeds float32 32 1 1024";
    private static final String SIZE = "original_height int64; original_width int64; ";
    private static final String LANGUAGE =
            "; language_mask bool 1 32; language_features float32 32 1 256; language_embeds float32 32 1 1024";
    private static final String BOXES = "; box_coords float32 1 1 4; box_labels int64 1 1; box_masks bool 1 1";
    private static final String DECODER = SIZE + MAPS + LANGUAGE + BOXES;
    private static final String ANSWER = "boxes float32 -1 4; scores float32 -1; masks bool -1 1 -1 -1";

    private static final String FILES = "{\"encoder\": {\"path\": \"m.onnx\"}, \"textEncoder\": {\"path\": \"m.onnx\"},"
            + " \"decoder\": {\"path\": \"m.onnx\"}, \"tokenizer\": {\"path\": \"tokenizer.json\"}}";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @BeforeEach
    void addFiles() throws IOException {
        Files.writeString(folder.resolve("m.onnx"), "read by nobody here");
        Files.writeString(folder.resolve("tokenizer.json"), "{}");
    }

    @Test
    void whatADescriptorLeavesOutIsWhatTheExporterDoes() throws IOException {
        ModelPackage found = read("");
        ModelDescriptor descriptor = found.descriptor();

        assertThat(found.graphs()).containsOnlyKeys(Role.ENCODER, Role.TEXT_ENCODER, Role.DECODER);
        assertThat(descriptor.image().input()).isEqualTo("image");
        assertThat(descriptor.image().layout()).isEqualTo(Layout.CHW);
        assertThat(descriptor.image().scale()).isEqualTo(255);
        assertThat(descriptor.image().mean()).containsExactly(0.0);
        assertThat(descriptor.image().std()).containsExactly(1.0);
        assertThat(descriptor.geometry().resize()).isEqualTo(GeometrySpec.Resize.STRETCH);
        assertThat(descriptor.geometry().size()).hasToString("1008");
        assertThat(descriptor.defaults()).isEqualTo(new Defaults(0.5, 0.7, 300));
        assertThat(descriptor.classes()).isEmpty();
        Concepts concepts = (Concepts) descriptor.output();
        assertThat(concepts.thresholdInGraph()).isEqualTo(0.5);
        assertThat(concepts.text()).isEqualTo(new TextSpec.Queries(Map.of("tokens", TextInput.IDS), 32, "{}"));
        assertThat(concepts.image().keySet())
                .containsExactly(
                        "vision_pos_enc_0",
                        "vision_pos_enc_1",
                        "vision_pos_enc_2",
                        "backbone_fpn_0",
                        "backbone_fpn_1",
                        "backbone_fpn_2");
        assertThat(concepts.language())
                .containsExactly(
                        Map.entry("language_mask", "text_attention_mask"),
                        Map.entry("language_features", "text_memory"),
                        Map.entry("language_embeds", "text_embeds"));
    }

    @Test
    void classesTextAndThresholdCanBeSaid() throws IOException {
        ModelDescriptor descriptor = read(", \"classes\": [\"solar panel\"], \"text\": {\"template\": \"a {}\"},"
                        + " \"output\": {\"thresholdInGraph\": 0.3}")
                .descriptor();

        assertThat(descriptor.classes()).containsExactly("solar panel");
        assertThat(((Concepts) descriptor.output()).text().template()).isEqualTo("a {}");
        assertThat(descriptor.output().thresholdInGraph()).isEqualTo(0.3);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            , "contract": "hf" | field contract must be one of samexporter, got 'hf'
            , "output": {"thresholdInGraph": 2} | field output.thresholdInGraph must be from 0 to 1, got 2.0
            , "output": {"name": "masks"} | field output.name is unknown; allowed are thresholdInGraph
            , "text": {"template": "a photo"} | field text.template must contain {}, got 'a photo'
            , "tensors": {"iou": "scores"} | field tensors must be absent for the family sam3, got {"iou":"scores"}
            """)
    void namesTheFieldThatIsWrong(String fields, String message) {
        assertThatThrownBy(() -> read(fields))
                .isInstanceOf(ModelException.class)
                .hasMessage("model 'x': " + message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"encoder", "textEncoder", "decoder", "tokenizer"})
    void aPackageThatLacksAFileIsRefused(String role) {
        assertThatThrownBy(() -> read(
                        "",
                        FILES.replaceAll("(, )?\"" + role + "\": \\{[^}]*}", "").replace("{, ", "{")))
                .hasMessage("model 'x': field files." + role + " is missing");
    }

    @Test
    void acceptsTheGraphsAsTheyAreExportedAndSimplified() throws IOException {
        ModelDescriptor descriptor = read("").descriptor();
        accepts(descriptor, Role.ENCODER, IMAGE, MAPS);
        accepts(descriptor, Role.TEXT_ENCODER, TOKENS, TEXT);
        accepts(descriptor, Role.DECODER, DECODER, ANSWER);
        String simplified = DECODER.replaceAll("vision_pos_enc_[01] [^;]*; ", "")
                .replaceAll("; language_embeds [^;]*", "")
                .replace(
                        "box_coords float32 1 1 4; box_labels int64 1 1; box_masks bool 1 1",
                        "box_coords float32 4 1 4; box_labels int64 4 1; box_masks bool 1 4");
        accepts(descriptor, Role.DECODER, simplified, ANSWER);
        // What no decoder needs to take, an encoder need not give.
        accepts(descriptor, Role.ENCODER, IMAGE, MAPS.replaceAll("vision_pos_enc_[01] [^;]*; ", ""));
        accepts(descriptor, Role.ENCODER, IMAGE, MAPS.replace("float32", "float16"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            image uint8 | image float32 | input 'image' must be uint8, found float32
            uint8 3 | uint8 1 3 | input 'image' must be [3, 1008, 1008] for image.bands [1, 2, 3] and geometry.size 1008, found [1, 3, 1008, 1008]
            uint8 3 1008 | uint8 3 1024 | input 'image' must be [3, 1008, 1008] for image.bands [1, 2, 3] and geometry.size 1008, found [3, 1024, 1008]
            image uint8 | pixels uint8 | input 'image' does not exist; the model has pixels [3, 1008, 1008]
            """)
    void refusesImagesThatDiffer(String what, String with, String message) throws IOException {
        refuses(Role.ENCODER, IMAGE.replace(what, with), MAPS, "graph 'encoder': " + message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            fpn_1 float32 1 256 144 144 | fpn_1 float32 1 256 72 72 | output 'backbone_fpn_1' must be [1, 256, 144, 144], found [1, 256, 72, 72]
            fpn_2 float32 1 | fpn_2 float32 | output 'backbone_fpn_2' must be [1, 256, 72, 72], found [256, 72, 72]
            fpn_0 float32 | fpn_0 int64 | output 'backbone_fpn_0' must be float16 or float32, found int64
            vision_pos_enc_0 float32 1 256 | vision_pos_enc_0 float32 1 128 | output 'vision_pos_enc_0' must be [1, 256, 288, 288], found [1, 128, 288, 288]
            """)
    void refusesMapsThatDiffer(String what, String with, String message) throws IOException {
        refuses(Role.ENCODER, IMAGE, MAPS.replace(what, with), "graph 'encoder': " + message);
        refuses(
                Role.DECODER,
                DECODER.replace(what, with),
                ANSWER,
                "graph 'decoder': " + message.replace("output", "input"));
    }

    @Test
    void refusesAMapThatIsMissing() throws IOException {
        String maps = MAPS.replaceAll("vision_pos_enc_2 [^;]*; ", "");

        assertThatThrownBy(() -> check(read("").descriptor(), Role.ENCODER, IMAGE, maps))
                .isInstanceOf(ModelException.class)
                .hasMessageStartingWith(
                        "model 'x': graph 'encoder': output 'vision_pos_enc_2' does not exist; the model has"
                                + " vision_pos_enc_0 [1, 256, 288, 288]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            tokens int64 | tokens float32 | input 'tokens' must be int64, found float32
            int64 1 32 | int64 1 77 | input 'tokens' must be [1, 32], found [1, 77]
            int64 1 32 | int64 32 | input 'tokens' must be [1, 32], found [32]
            tokens int64 | input_ids int64 | input 'tokens' does not exist; the model has input_ids [1, 32]
            mask bool | mask int64 | output 'text_attention_mask' must be bool, found int64
            memory float32 32 1 256 | memory float32 1 32 256 | output 'text_memory' must be [32, 1, 256], found [1, 32, 256]
            text_memory | memory | output 'text_memory' does not exist; the model has text_attention_mask [1, 32], memory [32, 1, 256], text_embeds [32, 1, 1024]
            embeds float32 32 1 1024 | embeds float32 32 1 512 | output 'text_embeds' must be [32, 1, 1024], found [32, 1, 512]
            """)
    void refusesTextEncodersThatDiffer(String what, String with, String message) throws IOException {
        refuses(
                Role.TEXT_ENCODER,
                TOKENS.replace(what, with),
                TEXT.replace(what, with),
                "graph 'textEncoder': " + message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            original_height int64 | original_height int64 1 | input 'original_height' must be [], found [1]
            original_width int64 | original_width float32 | input 'original_width' must be int64, found float32
            language_mask bool | language_mask int64 | input 'language_mask' must be bool, found int64
            language_features float32 32 1 256 | language_features float32 32 256 | input 'language_features' must be [32, 1, 256], found [32, 256]
            box_coords float32 1 1 4 | box_coords float32 1 4 | input 'box_coords' must be [P, 1, 4], found [1, 4]
            box_labels int64 | box_labels float32 | input 'box_labels' must be int64, found float32
            box_masks bool | box_masks uint8 | input 'box_masks' must be bool, found uint8
            scores float32 -1 | scores float32 1 -1 | output 'scores' must be [K], found [1, ?]
            masks bool -1 1 | masks bool -1 | output 'masks' must be [K, 1, H, W], found [?, ?, ?]
            ; masks bool | ; masks float32 | output 'masks' must be bool, found float32
            """)
    void refusesDecodersThatDiffer(String what, String with, String message) throws IOException {
        refuses(Role.DECODER, DECODER.replace(what, with), ANSWER.replace(what, with), "graph 'decoder': " + message);
    }

    @Test
    void refusesDecodersOfOtherExports() throws IOException {
        refuses(
                Role.DECODER,
                DECODER,
                "pred_logits float32 1 200 1; pred_masks float32 1 200 288 288",
                "graph 'decoder': output 'scores' does not exist; the model has pred_logits [1, 200, 1], pred_masks [1,"
                        + " 200, 288, 288]");
        refuses(
                Role.DECODER,
                DECODER + "; threshold float32",
                ANSWER,
                "graph 'decoder': the graph wants threshold [] beside vision_pos_enc_0, vision_pos_enc_1,"
                        + " vision_pos_enc_2, backbone_fpn_0, backbone_fpn_1, backbone_fpn_2, language_mask,"
                        + " language_features, language_embeds, original_height, original_width, box_coords, box_labels,"
                        + " box_masks, which its family does not have");
    }

    @Test
    void theFixturesLoadAndGiveWhatTheirDecodersMayTake() throws Exception {
        Path models = folder.resolve("models");
        TestModels.copyTo(models, Set.of("roofs-sam3", "roofs-sam3-simplified"));
        try (OnnxModelRepository repository = new OnnxModelRepository(models)) {
            Model full = repository.get("roofs-sam3");
            Model simplified = repository.get("roofs-sam3-simplified");

            assertThat(full.graph(Role.DECODER).inputShapes()).hasSize(14).containsEntry("original_height", List.of());
            assertThat(simplified.graph(Role.DECODER).inputShapes())
                    .hasSize(11)
                    .containsEntry("box_coords", List.of(4L, 1L, 4L));
            assertThat(full.graph(Role.ENCODER).inputShapes())
                    .containsOnly(Map.entry("image", List.of(3L, 1008L, 1008L)));
            assertThat(full.requireTokenizer().encode("Red roof")).hasSize(4);
            assertThat(full.sha256()).isNotEqualTo(simplified.sha256());
        }
    }

    @Test
    void graphsThatLackWhatTheDecoderTakesDoNotLoad() throws Exception {
        Path models = folder.resolve("models");
        TestModels.copyTo(models, Set.of("roofs-sam3", "roofs-sam3-simplified"));
        for (String model : List.of("roofs-sam3", "roofs-sam3-simplified")) {
            withoutOutput(models.resolve(model).resolve("image-encoder.onnx"), "vision_pos_enc_0");
            withoutOutput(models.resolve(model).resolve("language-encoder.onnx"), "text_embeds");
            Path descriptor = models.resolve(model).resolve("model.json");
            Files.writeString(
                    descriptor, Files.readString(descriptor).replaceAll(", \"sha256\": \"[0-9a-f]{64}\"", ""));
        }
        try (OnnxModelRepository repository = new OnnxModelRepository(models)) {
            // Of a simplified export: its decoder takes neither.
            assertThat(repository.get("roofs-sam3-simplified").graphs()).hasSize(3);
            assertThatThrownBy(() -> repository.get("roofs-sam3"))
                    .isInstanceOf(ModelException.class)
                    .hasMessage("model 'roofs-sam3': graph 'decoder' takes 'vision_pos_enc_0', so graph 'encoder' must"
                            + " have the output 'vision_pos_enc_0', found vision_pos_enc_1 [1, 256, 144, 144],"
                            + " vision_pos_enc_2 [1, 256, 72, 72], backbone_fpn_0 [1, 256, 288, 288], backbone_fpn_1 [1,"
                            + " 256, 144, 144], backbone_fpn_2 [1, 256, 72, 72]; take graphs of one export");
            TestModels.copyTo(folder.resolve("whole"), Set.of("roofs-sam3"));
            Files.copy(
                    folder.resolve("whole/roofs-sam3/image-encoder.onnx"),
                    models.resolve("roofs-sam3/image-encoder.onnx"),
                    StandardCopyOption.REPLACE_EXISTING);
            assertThatThrownBy(() -> repository.get("roofs-sam3"))
                    .isInstanceOf(ModelException.class)
                    .hasMessageStartingWith("model 'roofs-sam3': graph 'decoder' takes 'language_embeds', so graph"
                            + " 'textEncoder' must have the output 'text_embeds', found text_attention_mask");
        }
    }

    private static void withoutOutput(Path file, String name) throws IOException {
        ModelProto model = ModelProto.parseFrom(Files.readAllBytes(file));
        GraphProto.Builder graph = model.getGraph().toBuilder().clearOutput();
        model.getGraph().getOutputList().stream()
                .filter(output -> !output.getName().equals(name))
                .forEach(graph::addOutput);
        assertThat(graph.getOutputCount()).isEqualTo(model.getGraph().getOutputCount() - 1);
        Files.write(file, model.toBuilder().setGraph(graph).build().toByteArray());
    }

    private void accepts(ModelDescriptor descriptor, Role role, String inputs, String outputs) {
        assertThatCode(() -> check(descriptor, role, inputs, outputs)).doesNotThrowAnyException();
    }

    private void refuses(Role role, String inputs, String outputs, String message) throws IOException {
        ModelDescriptor descriptor = read("").descriptor();
        assertThatThrownBy(() -> check(descriptor, role, inputs, outputs))
                .isInstanceOf(ModelException.class)
                .hasMessage("model 'x': " + message);
    }

    private static void check(ModelDescriptor descriptor, Role role, String inputs, String outputs) {
        SignatureCheck.check(descriptor, role, new ModelSignature(tensors(inputs), tensors(outputs)));
    }

    private ModelPackage read(String fields) throws IOException {
        return read(fields, FILES);
    }

    private ModelPackage read(String fields, String files) throws IOException {
        Files.writeString(
                folder.resolve("model.json"),
                "{\"id\": \"x\", \"family\": \"sam3\", \"files\": " + files + fields + "}");
        return DescriptorReader.read("x", folder);
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
}
