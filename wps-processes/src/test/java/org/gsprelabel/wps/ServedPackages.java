package org.gsprelabel.wps;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gsprelabel.testdata.TestModels;

/** Packages of models that an inference server runs. */
public final class ServedPackages {

    private ServedPackages() {}

    /**
     * Writes one, or another in its place.
     *
     * @param models folder of packages
     * @param model one of the functional models; the server has it under the same name
     * @param id of the package
     * @return the package
     */
    public static Path write(Path models, String model, String id, String url) throws IOException {
        String json = new String(TestModels.open(model + "/model.json").readAllBytes(), StandardCharsets.UTF_8);
        String remote = "{\"model\": {\"remote\": {\"url\": \"" + url + "\", \"model\": \"" + model
                + "\", \"timeoutSeconds\": 8, \"waitSeconds\": 0.01}}}";
        Path target = Files.createDirectories(models.resolve(id));
        Files.writeString(
                target.resolve("model.json"),
                json.replace("\"id\": \"" + model, "\"id\": \"" + id)
                        .replaceAll("\\{\"model\": \\{\"path\": [^}]*}}", remote));
        return target;
    }
}
