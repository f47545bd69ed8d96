package org.gsprelabel.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.gsprelabel.sam.Embedding;
import org.gsprelabel.sam.MaskLogits;
import org.gsprelabel.sam.MaskPrompt;
import org.gsprelabel.sam.PromptableModel;
import org.gsprelabel.testdata.TestModels;
import org.gsprelabel.testdata.TruthObject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.locationtech.jts.geom.Coordinate;

/** Each contract from the descriptor to masks, held against the truth of a scene. */
class PromptableModelsTest {

    @TempDir
    static Path folder;

    private static OnnxModelRepository repository;

    @BeforeAll
    static void open() throws IOException {
        TestModels.copyPromptableTo(folder);
        repository = new OnnxModelRepository(folder);
    }

    @AfterAll
    static void close() {
        repository.close();
    }

    static Stream<String> models() {
        return TestModels.promptable().stream();
    }

    @ParameterizedTest
    @MethodSource("models")
    void aPointOnARoofGivesTheRoof(String id) {
        PromptScene scene = PromptScene.of(7, 1024, 1024);
        PromptableModel model = scene.model(repository.get(id));
        Embedding embedding = model.embed(scene.window());

        double sum = 0;
        List<String> missed = new ArrayList<>();
        for (TruthObject roof : scene.roofs()) {
            MaskLogits answer = decode(model, embedding, at(roof));
            double iou = scene.iou(answer, 0, embedding.frame(), roof);
            sum += iou;
            if (iou < 0.8 || answer.iou(0, 0) < 0.88) {
                missed.add(iou + " predicted " + answer.iou(0, 0) + " " + roof);
            }
        }

        assertThat(missed).isEmpty();
        assertThat(sum / scene.roofs().size()).isGreaterThan(0.95);
    }

    private static MaskPrompt at(TruthObject roof) {
        Coordinate inside = roof.pixels().getInteriorPoint().getCoordinate();
        return MaskPrompt.at(inside.x, inside.y);
    }

    private static MaskLogits decode(PromptableModel model, Embedding embedding, MaskPrompt prompt) {
        return model.decode(embedding, List.of(prompt), false);
    }
}
