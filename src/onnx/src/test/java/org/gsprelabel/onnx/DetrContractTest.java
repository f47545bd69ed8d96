package org.gsprelabel.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.gsprelabel.model.ModelException;
import org.gsprelabel.model.Role;
import org.gsprelabel.testdata.TestModels;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Descriptors of detection transformers against graphs that are something else. */
class DetrContractTest {

    @TempDir
    Path folder;

    @BeforeEach
    void copyModels() throws IOException {
        TestModels.copyTo(folder);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            detr   |             | "output": {"pixelMask": {"size": 64}} | roofs-rtdetr             | input 'pixel_mask' does not exist; the model has pixel_values [1, 3, 640, 640]
            detr   |             | "geometry": {"size": 640, "resize": "stretch"} | roofs-detr               | the graph wants pixel_mask [1, 64, 64] beside pixel_values, which its family does not have
            detr   |             | "geometry": {"size": 640, "resize": "stretch"} | roofs-rtdetr             | output 'logits' must be [N, Q, 4] for 3 classes, found [1, 300, 3]
            detr   |             | "defaults": {"iou": 1}, "geometry": {} | roofs-detr | input 'pixel_values' must be [N, 3, any, any] for image.bands [1, 2, 3] and geometry.size 800, which bounds a side alone, found [1, 3, 640, 640]
            rtdetr | hf          | "defaults": {"iou": 0.5}             | roofs-dfine              | input 'pixel_values' does not exist; the model has images [1, 3, 640, 640], orig_target_sizes [1, 2]
            rtdetr | original    | "defaults": {"iou": 0.5}             | roofs-rtdetr-ultralytics | input 'orig_target_sizes' does not exist; the model has images [1, 3, 640, 640]
            rtdetr | ultralytics | "image": {"input": "pixel_values"}   | roofs-rtdetr             | output 'output0' does not exist; the model has logits [1, 300, 3], pred_boxes [1, 300, 4]
            rtdetr | hf          | "geometry": {"size": [480, 640], "resize": "letterbox"} | roofs-rtdetr | field geometry.resize must be stretch for the family rtdetr where geometry.size is no square, got letterbox with [480, 640]
            rtdetr | ultralytics | "geometry": {"size": [480, 640], "resize": "longest"} | roofs-rtdetr-ultralytics | field geometry.resize must be stretch for the family rtdetr where geometry.size is no square, got longest with [480, 640]
            rtdetr | hf          | "geometry": {"size": [480, 640]}     | roofs-rtdetr             | input 'pixel_values' must be [N, 3, 480, 640] for image.bands [1, 2, 3] and geometry.size [480, 640], found [1, 3, 640, 640]
            rtdetr | ultralytics | "geometry": {"size": 320}            | roofs-rtdetr-ultralytics | input 'images' must be [N, 3, 320, 320] for image.bands [1, 2, 3] and geometry.size 320, found [1, 3, 640, 640]
            """)
    void a_descriptor_that_does_not_fit_the_graph_is_refused_at_load(
            String family, String contract, String field, String model, String message) throws IOException {
        Path lie = Files.createDirectory(folder.resolve("lie"));
        Files.copy(folder.resolve(model).resolve("model.onnx"), lie.resolve("model.onnx"));
        Files.writeString(lie.resolve("model.json"), """
                {"id": "lie", "family": "%s", %s "files": {"model": {"path": "model.onnx"}}, %s, %s
                 "classes": ["a", "b", "c"]}
                """.formatted(
                        family,
                        contract == null ? "" : "\"contract\": \"" + contract + "\",",
                        field,
                        field.contains("geometry") || family.equals("rtdetr")
                                ? ""
                                : "\"geometry\": {\"size\": 640, \"resize\": \"stretch\"},"));

        try (OnnxModelRepository models = new OnnxModelRepository(folder)) {
            assertThatThrownBy(() -> models.get("lie"))
                    .isInstanceOf(ModelException.class)
                    .hasMessage("model 'lie': " + message);
        }
    }

    @Test
    void a_contract_that_there_is_not_or_that_means_nothing_is_refused() throws IOException {
        Path file = folder.resolve("roofs-rtdetr").resolve("model.json");
        String text = Files.readString(file);
        Files.writeString(file, text.replace("\"hf\"", "\"keras\""));
        Path other = folder.resolve("roofs-detr").resolve("model.json");
        Files.writeString(other, Files.readString(other).replace("\"classes\"", "\"contract\": \"hf\", \"classes\""));

        try (OnnxModelRepository models = new OnnxModelRepository(folder)) {
            assertThatThrownBy(() -> models.get("roofs-rtdetr"))
                    .hasMessage("model 'roofs-rtdetr': field contract must be one of hf, original, ultralytics, got"
                            + " 'keras'");
            assertThatThrownBy(() -> models.get("roofs-detr"))
                    .hasMessage("model 'roofs-detr': field contract must be absent for the family detr, got 'hf'");
        }
    }

    @Test
    void a_fixed_batch_is_seen() {
        try (OnnxModelRepository models = new OnnxModelRepository(folder)) {
            assertThat(List.of("roofs-detr", "roofs-rtdetr", "roofs-dfine"))
                    .allSatisfy(
                            id -> assertThat(models.get(id).graph(Role.MODEL).maxBatch())
                                    .isEqualTo(1));
        }
    }
}
