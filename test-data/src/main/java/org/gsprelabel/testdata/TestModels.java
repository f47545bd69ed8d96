package org.gsprelabel.testdata;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Set;

/** The models of this module, which find roofs in scenes, ready for use. */
public final class TestModels {

    private static final List<String> FILES = List.of(
            "roofs-detr/model.json",
            "roofs-detr/model.onnx",
            "roofs-dfine/model.json",
            "roofs-dfine/model.onnx",
            "roofs-rtdetr-ultralytics/model.json",
            "roofs-rtdetr-ultralytics/model.onnx",
            "roofs-rtdetr/model.json",
            "roofs-rtdetr/model.onnx",
            "roofs-semseg/model.json",
            "roofs-semseg/model.onnx",
            "roofs-yolo-e2e/model.json",
            "roofs-yolo-e2e/model.onnx",
            "roofs-yolo-seg.onnx",
            "roofs-yolov5/model.json",
            "roofs-yolov5/model.onnx");

    private TestModels() {}

    /** The files of the models, by their path below a models folder. */
    public static List<String> files() {
        return FILES;
    }

    /** Opens one of {@link #files}. */
    public static InputStream open(String file) throws IOException {
        InputStream in = TestModels.class.getResourceAsStream("models/" + file);
        if (in == null) {
            throw new FileNotFoundException("no such file among the test models: " + file + "; there are " + FILES);
        }
        return in;
    }

    /** Puts all models into a models folder, which is made when it is missing; files of the same names are replaced. */
    public static void copyTo(Path modelsDirectory) throws IOException {
        copy(FILES, modelsDirectory);
    }

    /** As {@link #copyTo(Path)}, for some of the models. */
    public static void copyTo(Path modelsDirectory, Set<String> ids) throws IOException {
        copy(
                FILES.stream()
                        .filter(file -> ids.contains(file.replaceFirst("(/.*|\\.onnx)$", "")))
                        .toList(),
                modelsDirectory);
    }

    private static void copy(List<String> files, Path modelsDirectory) throws IOException {
        for (String file : files) {
            Path target = modelsDirectory.resolve(file);
            Files.createDirectories(target.toAbsolutePath().getParent());
            try (InputStream in = open(file)) {
                Files.copy(in, target, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }
}
