package org.gsprelabel.testdata;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The models of this module, which find roofs in scenes, ready for use. */
public final class TestModels {

    private static final List<String> FILES = List.of(
            "roofs-detr/model.json",
            "roofs-detr/model.onnx",
            "roofs-dfine/model.json",
            "roofs-dfine/model.onnx",
            "roofs-fastsam/model.json",
            "roofs-fastsam/model.onnx",
            "roofs-gdino-community/model.json",
            "roofs-gdino-community/model.onnx",
            "roofs-gdino-community/tokenizer.json",
            "roofs-gdino-fork/model.json",
            "roofs-gdino-fork/model.onnx",
            "roofs-gdino-fork/tokenizer.json",
            "roofs-gdino-hf/model.json",
            "roofs-gdino-hf/model.onnx",
            "roofs-gdino-hf/tokenizer.json",
            "roofs-gdino-tao/model.json",
            "roofs-gdino-tao/model.onnx",
            "roofs-gdino-tao/tokenizer.json",
            "roofs-mask2former/model.json",
            "roofs-mask2former/model.onnx",
            "roofs-multilabel/model.json",
            "roofs-multilabel/model.onnx",
            "roofs-obb-e2e/model.json",
            "roofs-obb-e2e/model.onnx",
            "roofs-owlv2/model.json",
            "roofs-owlv2/model.onnx",
            "roofs-owlv2/tokenizer.json",
            "roofs-owlvit/model.json",
            "roofs-owlvit/model.onnx",
            "roofs-owlvit/tokenizer.json",
            "roofs-rtdetr-ultralytics/model.json",
            "roofs-rtdetr-ultralytics/model.onnx",
            "roofs-rtdetr/model.json",
            "roofs-rtdetr/model.onnx",
            "roofs-sam3-simplified/decoder.onnx",
            "roofs-sam3-simplified/image-encoder.onnx",
            "roofs-sam3-simplified/language-encoder.onnx",
            "roofs-sam3-simplified/model.json",
            "roofs-sam3-simplified/tokenizer.json",
            "roofs-sam3/decoder.onnx",
            "roofs-sam3/image-encoder.onnx",
            "roofs-sam3/language-encoder.onnx",
            "roofs-sam3/model.json",
            "roofs-sam3/tokenizer.json",
            "roofs-segformer/model.json",
            "roofs-segformer/model.onnx",
            "roofs-semseg/model.json",
            "roofs-semseg/model.onnx",
            "roofs-yolo-480x640.onnx",
            "roofs-yolo-e2e/model.json",
            "roofs-yolo-e2e/model.onnx",
            "roofs-yolo-nms.onnx",
            "roofs-yolo-obb.onnx",
            "roofs-yolo-seg.onnx",
            "roofs-yolo-world.onnx",
            "roofs-yolov5/model.json",
            "roofs-yolov5/model.onnx",
            "roofs-yolov6/model.json",
            "roofs-yolov6/model.onnx",
            "roofs-yolov7-e2e/model.json",
            "roofs-yolov7-e2e/model.onnx",
            "roofs-yolov8.onnx");

    private static final List<String> PROMPTABLE_IN_TWO = List.of(
            "roofs-sam1",
            "roofs-mobilesam",
            "roofs-sam-hq",
            "roofs-edgesam",
            "roofs-efficientsam-split",
            "roofs-sam-hf",
            "roofs-sam2",
            "roofs-sam2-hf");

    private static final String PROMPTABLE_IN_ONE = "roofs-efficientsam";

    private TestModels() {}

    /** Ids of the models that answer prompts, one for each contract. */
    public static List<String> promptable() {
        return Stream.concat(PROMPTABLE_IN_TWO.stream(), Stream.of(PROMPTABLE_IN_ONE))
                .toList();
    }

    /** The files of the models that answer prompts, by their path below a models folder. */
    public static List<String> promptableFiles() {
        return Stream.concat(
                        PROMPTABLE_IN_TWO.stream()
                                .flatMap(id ->
                                        Stream.of(id + "/decoder.onnx", id + "/encoder.onnx", id + "/model.json")),
                        Stream.of(PROMPTABLE_IN_ONE + "/model.json", PROMPTABLE_IN_ONE + "/model.onnx"))
                .toList();
    }

    /** The files of the models that find objects by themselves, by their path below a models folder. */
    public static List<String> files() {
        return FILES;
    }

    /** The ids of the models that find objects by themselves, sorted. */
    public static List<String> ids() {
        return FILES.stream()
                .map(file -> file.replaceFirst("(/.*|[.]onnx)$", ""))
                .distinct()
                .sorted()
                .toList();
    }

    /** Opens one of {@link #files} or {@link #promptableFiles}. */
    public static InputStream open(String file) throws IOException {
        InputStream in = TestModels.class.getResourceAsStream("models/" + file);
        if (in == null) {
            throw new FileNotFoundException("no such file among the test models: " + file + "; there are " + FILES);
        }
        return in;
    }

    /**
     * Puts the models that find objects by themselves into a models folder, which is made when it is missing; files of the
     * same names are replaced.
     */
    public static void copyTo(Path modelsDirectory) throws IOException {
        copy(FILES, modelsDirectory);
    }

    /** As {@link #copyTo(Path)}, for some of the models, be they for prompts or not. */
    public static void copyTo(Path modelsDirectory, Set<String> ids) throws IOException {
        copy(
                Stream.concat(FILES.stream(), promptableFiles().stream())
                        .filter(file -> ids.contains(file.replaceFirst("(/.*|\\.onnx)$", "")))
                        .toList(),
                modelsDirectory);
    }

    /** Puts the models that answer prompts into a models folder, as {@link #copyTo} does. */
    public static void copyPromptableTo(Path modelsDirectory) throws IOException {
        copy(promptableFiles(), modelsDirectory);
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
