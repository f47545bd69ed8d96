package org.gsprelabel.onnx;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.gsprelabel.model.Caller;
import org.gsprelabel.model.ModelLease;
import org.gsprelabel.model.ModelRepository;
import org.gsprelabel.model.ModelRepository.ModelEntry;
import org.gsprelabel.model.Role;
import org.gsprelabel.tensor.Tensor;

/** Models that multiply their input by a factor, and what requests do with them. */
final class ScalingModels {

    private ScalingModels() {}

    /** Writes a package, or another one in its place. */
    static void write(Path models, String id, float factor) throws IOException {
        Path model = Files.createDirectories(models.resolve(id));
        // of another length, so that no clock needs to tick between two states
        OnnxModels.pixelwise("N", new float[][] {{factor}}, 0)
                .metadata("factor", "x".repeat((int) factor))
                .write(model.resolve("model.onnx"));
        Files.writeString(model.resolve("model.json"), """
                {"id": "%s", "family": "semseg", "files": {"model": {"path": "model.onnx"}},
                 "image": {"input": "image", "bands": [1]}, "output": {"name": "logits"}, "classes": ["roof"]}""".formatted(id));
    }

    static ModelLease lease(ModelRepository repository, String id) {
        return repository.lease(List.of(id), Caller.patient());
    }

    /** What the model makes of 3. */
    static float answer(ModelLease lease, String id) {
        return lease.model(id)
                .graph(Role.MODEL)
                .predict(Map.of("image", Tensor.of(new float[] {3}, 1, 1, 1, 1)))
                .values()
                .iterator()
                .next()
                .get(0);
    }

    /** Ids of the models that are held in memory. */
    static List<String> loaded(ModelRepository repository) {
        return repository.list().stream()
                .filter(entry -> !entry.device().isEmpty())
                .map(ModelEntry::id)
                .toList();
    }
}
