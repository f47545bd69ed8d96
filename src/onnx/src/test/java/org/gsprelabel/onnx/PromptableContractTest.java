package org.gsprelabel.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OrtException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.gsprelabel.model.GeometrySpec;
import org.gsprelabel.model.GeometrySpec.Resize;
import org.gsprelabel.model.ImageSpec;
import org.gsprelabel.model.InputSize;
import org.gsprelabel.model.ModelDescriptor;
import org.gsprelabel.model.ModelException;
import org.gsprelabel.model.OutputSpec.PadPoint;
import org.gsprelabel.model.OutputSpec.PromptLayout;
import org.gsprelabel.model.OutputSpec.PromptTensor;
import org.gsprelabel.model.OutputSpec.Promptable;
import org.gsprelabel.model.Role;
import org.gsprelabel.sam.Embedding;
import org.gsprelabel.sam.MaskLogits;
import org.gsprelabel.sam.MaskPrompt;
import org.gsprelabel.sam.PromptableModel;
import org.gsprelabel.testdata.TestModels;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PromptableContractTest {

    @TempDir
    static Path folder;

    @BeforeAll
    static void copy() throws IOException {
        TestModels.copyPromptableTo(folder);
    }

    @Test
    void aDescriptorNeedsNoMoreThanFamilyContractAndFiles() throws IOException {
        ModelDescriptor descriptor = described("plain", """
                {"id": "plain", "family": "sam1", "contract": "samexporter-plain",
                 "files": {"encoder": {"path": "encoder.onnx"}, "decoder": {"path": "decoder.onnx"}}}
                """, "roofs-mobilesam").descriptor();

        assertThat(descriptor.classes()).containsExactly("object");
        assertThat(descriptor.image().input()).isEqualTo("input_image");
        assertThat(descriptor.image().layout()).isEqualTo(ImageSpec.Layout.NCHW);
        assertThat(descriptor.image().mean()).containsExactly(123.675, 116.28, 103.53);
        assertThat(descriptor.image().std()).containsExactly(58.395, 57.12, 57.375);
        assertThat(descriptor.image().scale()).isEqualTo(255);
        GeometrySpec geometry = descriptor.geometry();
        assertThat(geometry.size()).isEqualTo(InputSize.square(1024));
        assertThat(geometry.resize()).isEqualTo(Resize.LONGEST);
        assertThat(geometry.antialias()).isEqualTo(GeometrySpec.Antialias.SUPPORT);
        assertThat(geometry.padValue()).isZero();
        assertThat(geometry.padAfterNormalise()).isTrue();
        assertThat(geometry.padInGraph()).isFalse();
        assertThat(descriptor.defaults().confidence()).isEqualTo(0.88);
        Promptable output = (Promptable) descriptor.output();
        assertThat(output.layout()).isEqualTo(PromptLayout.SAM);
        assertThat(output.padPoint()).isEqualTo(PadPoint.CALLER);
        assertThat(output.embedding()).containsExactly(Map.entry("image_embeddings", "image_embeddings"));
        assertThat(output.tensors())
                .containsOnly(
                        Map.entry(PromptTensor.POINTS, "point_coords"),
                        Map.entry(PromptTensor.LABELS, "point_labels"),
                        Map.entry(PromptTensor.MASK, "mask_input"),
                        Map.entry(PromptTensor.HAS_MASK, "has_mask_input"),
                        Map.entry(PromptTensor.SIZE, "orig_im_size"),
                        Map.entry(PromptTensor.LOGITS, "low_res_masks"),
                        Map.entry(PromptTensor.IOU, "iou_predictions"));
    }

    @ParameterizedTest
    @CsvSource({
        "roofs-sam1, HWC, 255, LONGEST, true, 1024, CALLER",
        "roofs-sam-hq, NCHW, 255, LONGEST, false, 1024, CALLER",
        "roofs-edgesam, NCHW, 255, LONGEST, false, 1024, NONE",
        "roofs-efficientsam, NCHW, 1, STRETCH, false, 0, GRAPH",
        "roofs-efficientsam-split, NCHW, 1, STRETCH, false, 0, GRAPH",
        "roofs-sam-hf, NCHW, 255, LONGEST, false, 1024, GRAPH",
        "roofs-sam2, NCHW, 1, STRETCH, false, 1024, GRAPH",
        "roofs-sam2-hf, NCHW, 1, STRETCH, false, 1024, GRAPH"
    })
    void theExporterSaysHowImagesAreMadeAndWhoPadsPrompts(
            String id,
            ImageSpec.Layout layout,
            double scale,
            Resize resize,
            boolean padInGraph,
            int size,
            PadPoint pad) {
        ModelDescriptor descriptor =
                DescriptorReader.read(id, folder.resolve(id)).descriptor();

        assertThat(descriptor.image().layout()).isEqualTo(layout);
        assertThat(descriptor.image().scale()).isEqualTo(scale);
        assertThat(descriptor.geometry().resize()).isEqualTo(resize);
        assertThat(descriptor.geometry().padInGraph()).isEqualTo(padInGraph);
        assertThat(descriptor.geometry().size()).isEqualTo(InputSize.square(size));
        assertThat(((Promptable) descriptor.output()).padPoint()).isEqualTo(pad);
    }

    @ParameterizedTest
    @CsvSource({"sam1", "sam-hq", "edgesam", "sam-hf", "sam2", "sam2-hf"})
    void anInputThatIsNoSquareIsRefused(String family) {
        assertThatThrownBy(() -> described("oblong", """
                {"id": "oblong", "family": "%s", "geometry": {"size": [768, 1024]},
                 "files": {"encoder": {"path": "encoder.onnx"}, "decoder": {"path": "decoder.onnx"}}}
                """.formatted(family), "roofs-mobilesam"))
                .isInstanceOf(ModelException.class)
                .hasMessage("model 'oblong': field geometry.size must be one number for the family " + family
                        + ", whose input is a square, got [768,1024]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            roofs-sam1               | ENCODER | input_image          | name  | image             | input 'input_image' does not exist; the model has image [image_height, image_width, 3]
            roofs-sam1               | ENCODER | input_image          | shape | 1 3 1024 1024     | input 'input_image' must be [any, any, 3] for image.bands [1, 2, 3] and geometry.size 1024, which bounds a side alone, found [1, 3, 1024, 1024]
            roofs-mobilesam          | ENCODER | input_image          | shape | -1 -1 3           | input 'input_image' must be [N, 3, 1024, 1024] for image.bands [1, 2, 3] and geometry.size 1024, found [?, ?, 3]
            roofs-sam1               | ENCODER | input_image          | type  | uint8             | input 'input_image' must be float16 or float32, found uint8
            roofs-sam1               | ENCODER | image_embeddings     | shape | 1 256 32 32       | output 'image_embeddings' must be [1, 256, 64, 64], found [1, 256, 32, 32]
            roofs-sam1               | ENCODER | image_embeddings     | name  | output            | output 'image_embeddings' does not exist; the model has output [1, 256, 64, 64]
            roofs-sam1               | DECODER | point_coords         | name  | points            | input 'point_coords' does not exist; the model has image_embeddings [1, 256, 64, 64], points [1, num_points, 2], point_labels [1, num_points], mask_input [1, 1, 256, 256], has_mask_input [1], orig_im_size [2]
            roofs-sam1               | DECODER | point_coords         | shape | 1 1 -1 2          | input 'point_coords' must be [B, P, 2], found [1, 1, ?, 2]
            roofs-sam1               | DECODER | point_labels         | type  | int64             | input 'point_labels' must be float16 or float32, found int64
            roofs-sam1               | DECODER | mask_input           | shape | 1 1 128 128       | input 'mask_input' must be [1, 1, 256, 256], found [1, 1, 128, 128]
            roofs-sam1               | DECODER | has_mask_input       | type  | bool              | input 'has_mask_input' must be float16 or float32, found bool
            roofs-sam1               | DECODER | orig_im_size         | type  | int64             | input 'orig_im_size' must be float16 or float32, found int64
            roofs-sam1               | DECODER | iou_predictions      | shape | 1 1 4             | output 'iou_predictions' must be [B, M], found [1, 1, 4]
            roofs-sam1               | DECODER | low_res_masks        | type  | uint8             | output 'low_res_masks' must be float16 or float32, found uint8
            roofs-sam1               | DECODER | image_embeddings     | shape | 1 256 32 32       | input 'image_embeddings' must be [1, 256, 64, 64], found [1, 256, 32, 32]
            roofs-sam-hq             | DECODER | interm_embeddings    | name  | vit_features      | input 'interm_embeddings' does not exist; the model has image_embeddings [1, 256, 64, 64], vit_features [4, 1, 64, 64, 768], point_coords [1, num_points, 2], point_labels [1, num_points], mask_input [1, 1, 256, 256], has_mask_input [1], orig_im_size [2]
            roofs-sam-hq             | ENCODER | interm_embeddings    | shape | 1 64 64 768       | output 'interm_embeddings' must be [4, 1, 64, 64, C], found [1, 64, 64, 768]
            roofs-edgesam            | DECODER | scores               | name  | iou_predictions   | output 'scores' does not exist; the model has iou_predictions [1, 4], masks [1, 4, 256, 256]
            roofs-edgesam            | DECODER | masks                | shape | 1 4 -1            | output 'masks' must be [B, M, 256, 256], found [1, 4, ?]
            roofs-efficientsam-split | DECODER | orig_im_size         | type  | float32           | input 'orig_im_size' must be int64, found float32
            roofs-efficientsam-split | DECODER | batched_point_labels | shape | 1 -1              | input 'batched_point_labels' must be [1, 1, P], found [1, ?]
            roofs-efficientsam       | MODEL   | batched_images       | shape | 1 3 1024 1024     | input 'batched_images' must be [N, 3, any, any] for image.bands [1, 2, 3] and geometry.size 0, found [1, 3, 1024, 1024]
            roofs-sam-hf             | DECODER | input_labels         | type  | float32           | input 'input_labels' must be int64, found float32
            roofs-sam-hf             | DECODER | input_points         | shape | -1 -1 2           | input 'input_points' must be [1, B, P, 2], found [?, ?, 2]
            roofs-sam-hf             | DECODER | pred_masks           | shape | 1 3 256 256       | output 'pred_masks' must be [1, B, M, 256, 256], found [1, 3, 256, 256]
            roofs-sam2               | ENCODER | high_res_feats_0     | shape | 1 64 128 128      | output 'high_res_feats_0' must be [1, 32, 256, 256], found [1, 64, 128, 128]
            roofs-sam2               | DECODER | high_res_feats_1     | type  | float64           | input 'high_res_feats_1' must be float16 or float32, found float64
            roofs-sam2               | DECODER | mask_input           | shape | -1 256 256        | input 'mask_input' must be [B, 1, 256, 256], found [?, 256, 256]
            roofs-sam2-hf            | DECODER | input_boxes          | shape | -1 4              | input 'input_boxes' must be [1, B, 4], found [?, 4]
            roofs-sam2-hf            | DECODER | input_labels         | type  | float32           | input 'input_labels' must be int64, found float32
            """)
    void aGraphThatIsNotAsItsExporterWritesItIsRefused(
            String id, Role role, String tensor, String what, String value, String message) throws OrtException {
        ModelPackage found = DescriptorReader.read(id, folder.resolve(id));
        ModelSignature signature = changed(signature(found, role), tensor, what, value);

        String graph = role == Role.MODEL ? "" : "graph '" + role.id() + "': ";
        assertThatThrownBy(() -> SignatureCheck.check(found.descriptor(), role, signature))
                .isInstanceOf(ModelException.class)
                .hasMessage("model '" + id + "': " + graph + message);
    }

    @Test
    void aGraphThatAsksForMoreIsRefused() throws OrtException {
        ModelPackage found = DescriptorReader.read("roofs-sam1", folder.resolve("roofs-sam1"));
        ModelSignature hq =
                signature(DescriptorReader.read("roofs-sam-hq", folder.resolve("roofs-sam-hq")), Role.DECODER);

        assertThatThrownBy(() -> SignatureCheck.check(found.descriptor(), Role.DECODER, hq))
                .isInstanceOf(ModelException.class)
                .hasMessage(
                        "model 'roofs-sam1': graph 'decoder': the graph wants interm_embeddings [4, 1, 64, 64, 768] beside"
                                + " image_embeddings, point_coords, point_labels, mask_input, has_mask_input, orig_im_size, which its"
                                + " family does not have");
    }

    @ParameterizedTest
    @CsvSource({"encoder", "decoder"})
    void aFileOfAnotherHashIsRefused(String role) throws IOException {
        String json = Files.readString(folder.resolve("roofs-sam2/model.json"))
                .replaceAll("(\"" + role + ".onnx\", \"sha256\": \")[0-9a-f]{8}", "$100000000");
        ModelPackage found = described("roofs-sam2", json, "roofs-sam2");

        assertThatThrownBy(() -> PackageLoader.load(found, System::getenv, DeviceGates.usual()))
                .isInstanceOf(ModelException.class)
                .hasMessageMatching(
                        "model 'roofs-sam2': file " + role + ".onnx must have the SHA-256 00000000[0-9a-f]{56}"
                                + " of field files." + role + ".sha256, found [0-9a-f]{64}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "contract": "ultralytics"                              | field contract must be one of samexporter, samexporter-plain, got 'ultralytics'
            "tensors": {"boxes": "input_boxes"}                    | field tensors.boxes is unknown; allowed are decoderInputs, encoderOutputs, hasMaskInput, imageSize, iou, labels, logits, maskInput, points
            "tensors": {"decoderInputs": ["a", "b"]}               | field tensors.decoderInputs must be 1 distinct names, of what is usually image_embeddings, got ["a","b"]
            "prompts": {"padPoint": "me"}                          | field prompts.padPoint must be one of caller, graph, none, got 'me'
            "output": {"name": "masks"}                            | field output must be absent for the family sam1, got {"name":"masks"}
            "files": {"model": {"path": "decoder.onnx"}}           | field files.model is unknown; allowed are decoder, encoder
            """)
    void aDescriptorThatSaysWhatTheFamilyHasNotIsRefused(String field, String message) {
        String json = "{\"id\": \"bad\", \"family\": \"sam1\", " + field
                + (field.startsWith("\"files\"")
                        ? ""
                        : ", \"files\": {\"encoder\": {\"path\": \"encoder.onnx\"}, \"decoder\": {\"path\": \"decoder.onnx\"}}")
                + "}";

        assertThatThrownBy(() -> described("bad", json, "roofs-sam1"))
                .isInstanceOf(ModelException.class)
                .hasMessage("model 'bad': " + message);
    }

    @Test
    void tensorsCanBeNamedByTheirPlace() throws IOException {
        ModelPackage byPlace = described("places", """
                {"id": "places", "family": "sam1", "contract": "samexporter-plain",
                 "files": {"encoder": {"path": "encoder.onnx"}, "decoder": {"path": "decoder.onnx"}},
                 "image": {"input": "#0"},
                 "tensors": {"decoderInputs": ["#0"], "encoderOutputs": ["#0"], "points": "#1", "labels": "#2",
                             "maskInput": "#3", "hasMaskInput": "#4", "imageSize": "#5", "iou": "#1", "logits": "#4"}}
                """, "roofs-mobilesam");
        PromptScene scene = PromptScene.of(7, 1024, 1024);
        ModelPackage byName = DescriptorReader.read("roofs-mobilesam", folder.resolve("roofs-mobilesam"));

        MaskLogits expected = answer(scene, byName);
        MaskLogits found = answer(scene, byPlace);

        assertThat(expected.iou(0, 0)).isGreaterThan(0.88f);
        assertThat(found.iou(0, 0)).isEqualTo(expected.iou(0, 0));
        assertThat(found.plane(0, 0).data()).isEqualTo(expected.plane(0, 0).data());
    }

    private static MaskLogits answer(PromptScene scene, ModelPackage found) {
        var model = PackageLoader.load(found, System::getenv, DeviceGates.usual());
        try {
            PromptableModel adapter = scene.model(model);
            Embedding embedding = adapter.embed(scene.window());
            var on = scene.roofs().get(0).pixels().getInteriorPoint();
            return adapter.decode(embedding, List.of(MaskPrompt.at(on.getX(), on.getY())), false);
        } finally {
            model.graphs().values().forEach(graph -> graph.close());
        }
    }

    /** A package with the graphs of another. */
    private static ModelPackage described(String id, String json, String graphs) throws IOException {
        Path own = Files.createDirectories(folder.resolve("copies").resolve(id));
        for (String file : Set.of("encoder.onnx", "decoder.onnx")) {
            Files.write(
                    own.resolve(file), Files.readAllBytes(folder.resolve(graphs).resolve(file)));
        }
        Files.writeString(own.resolve("model.json"), json);
        return DescriptorReader.read(id, own);
    }

    private static ModelSignature signature(ModelPackage found, Role role) throws OrtException {
        try (OpenSession session =
                OnnxRuntime.open(found.descriptor().id(), ((GraphSource.ModelFile) found.graph(role)).path())) {
            return ModelSignature.of(session.get());
        }
    }

    private static ModelSignature changed(ModelSignature signature, String tensor, String what, String value) {
        List<TensorDeclaration> inputs = changed(signature.inputs(), tensor, what, value);
        List<TensorDeclaration> outputs = changed(signature.outputs(), tensor, what, value);
        assertThat(new ModelSignature(inputs, outputs)).isNotEqualTo(signature);
        return new ModelSignature(inputs, outputs);
    }

    private static List<TensorDeclaration> changed(
            List<TensorDeclaration> tensors, String tensor, String what, String value) {
        List<TensorDeclaration> changed = new ArrayList<>();
        for (TensorDeclaration old : tensors) {
            changed.add(
                    !old.name().equals(tensor)
                            ? old
                            : switch (what) {
                                case "name" -> new TensorDeclaration(value, old.type(), old.shape(), old.axes());
                                case "type" -> new TensorDeclaration(old.name(), value, old.shape(), old.axes());
                                default ->
                                    TensorDeclaration.of(
                                            old.name(),
                                            old.type(),
                                            Arrays.stream(value.split(" "))
                                                    .mapToLong(Long::parseLong)
                                                    .toArray());
                            });
        }
        return changed;
    }
}
