package org.gsprelabel.testdata.model;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/** All models of this module, built from scratch. */
public final class Models {

    private Models() {}

    /** The files of all models by their path below a models folder; the same bytes each time. */
    public static Map<String, byte[]> build() {
        ColourNet net = ColourNet.fit();
        Map<String, byte[]> files = new TreeMap<>();
        addPackage(files, "roofs-semseg", SemanticModel.build(net), Descriptors.semantic());
        addPackage(files, "roofs-segformer", SemanticModel.segformer(net), Descriptors.segformer());
        addPackage(files, "roofs-multilabel", SemanticModel.multiLabel(net), Descriptors.multiLabel());
        files.put("roofs-yolo-seg.onnx", YoloModel.v8Segmentation(net));
        files.put("roofs-yolov8.onnx", YoloModel.v8(net));
        files.put("roofs-yolo-world.onnx", YoloModel.world(net));
        files.put("roofs-yolo-480x640.onnx", YoloModel.oblong(net));
        addPackage(files, "roofs-yolov6", YoloModel.v6(net), Descriptors.yolov6());
        addPackage(files, "roofs-yolov5", YoloModel.v5(net), Descriptors.yolov5());
        addPackage(files, "roofs-yolo-e2e", YoloModel.endToEnd(net), Descriptors.endToEnd());
        files.put("roofs-yolo-nms.onnx", YoloModel.withNms(net));
        files.put("roofs-yolo-obb.onnx", YoloModel.oriented(net));
        addPackage(files, "roofs-obb-e2e", YoloModel.orientedEndToEnd(net), Descriptors.orientedEndToEnd());
        addPackage(files, "roofs-fastsam", YoloModel.everything(net), Descriptors.everything());
        addPackage(files, "roofs-yolov7-e2e", YoloModel.v7EndToEnd(net), Descriptors.v7EndToEnd());
        addPackage(files, "roofs-mask2former", SemanticModel.mask2former(net), Descriptors.mask2former());
        addPackage(files, "roofs-detr", DetrModel.detr(net), Descriptors.detr());
        addPackage(files, "roofs-rtdetr", DetrModel.sigmoid(net), Descriptors.rtdetr("hf", "rtdetr"));
        addPackage(files, "roofs-dfine", DetrModel.decoded(net), Descriptors.rtdetr("original", "dfine"));
        addPackage(
                files,
                "roofs-rtdetr-ultralytics",
                DetrModel.rows(net),
                Descriptors.rtdetr("ultralytics", "rtdetr-ultralytics"));
        addOpenVocabulary(files, net);
        addPromptable(files, net);
        return files;
    }

    private static void addOpenVocabulary(Map<String, byte[]> files, ColourNet net) {
        String words = TokenizerFiles.wordPiece();
        addWithText(files, "gdino-hf", GroundingDinoModel.huggingFace(net), TextDescriptors.groundingDinoHf(), words);
        addWithText(
                files,
                "gdino-community",
                GroundingDinoModel.community(net),
                TextDescriptors.groundingDinoCommunity(),
                words);
        addWithText(files, "gdino-tao", GroundingDinoModel.tao(net), TextDescriptors.groundingDinoTao(), words);
        addWithText(files, "gdino-fork", GroundingDinoModel.fork(net), TextDescriptors.groundingDinoFork(), words);
        String clip = TokenizerFiles.clip();
        addWithText(files, "owlvit", OwlModel.owlVit(net), TextDescriptors.owlVit(), clip);
        addWithText(files, "owlv2", OwlModel.owlV2(net), TextDescriptors.owlV2(), clip);
        addConcepts(files, net, "sam3", "Segment Anything 3", ConceptModel.decoder());
        addConcepts(files, net, "sam3-simplified", "Segment Anything 3, simplified", ConceptModel.simplifiedDecoder());
    }

    private static void addConcepts(
            Map<String, byte[]> files, ColourNet net, String name, String title, byte[] decoder) {
        String id = "roofs-" + name;
        byte[] tokenizer = TokenizerFiles.clip().getBytes(StandardCharsets.UTF_8);
        byte[] imageEncoder = ConceptModel.imageEncoder(net);
        byte[] textEncoder = ConceptModel.textEncoder();
        files.put(id + "/decoder.onnx", decoder);
        files.put(id + "/image-encoder.onnx", imageEncoder);
        files.put(id + "/language-encoder.onnx", textEncoder);
        files.put(id + "/tokenizer.json", tokenizer);
        files.put(
                id + "/model.json",
                TextDescriptors.concepts(id, title)
                        .replace("@encoder@", sha256(imageEncoder))
                        .replace("@text@", sha256(textEncoder))
                        .replace("@decoder@", sha256(decoder))
                        .replace("@tokenizer@", sha256(tokenizer))
                        .getBytes(StandardCharsets.UTF_8));
    }

    private static void addWithText(
            Map<String, byte[]> files, String name, byte[] model, String descriptor, String tokenizer) {
        byte[] bytes = tokenizer.getBytes(StandardCharsets.UTF_8);
        files.put("roofs-" + name + "/tokenizer.json", bytes);
        addPackage(files, "roofs-" + name, model, descriptor.replace("@tokenizer@", sha256(bytes)));
    }

    private static void addPromptable(Map<String, byte[]> files, ColourNet net) {
        addPair(files, "sam1", "sam1", "samexporter", SamEncoder.samPreprocessing(net), SamDecoder.sam());
        addPair(files, "mobilesam", "sam1", "samexporter-plain", SamEncoder.sam(net), SamDecoder.samWithMetrics());
        addPair(files, "sam-hq", "sam-hq", "samexporter-plain", SamEncoder.samHq(net), SamDecoder.samHq());
        addPair(files, "edgesam", "edgesam", "edgesam", SamEncoder.edgeSam(net), SamDecoder.edgeSam());
        addPair(files, "sam-hf", "sam-hf", "optimum", SamEncoder.samHf(net), SamDecoder.samHf());
        addPair(files, "sam2", "sam2", "samexporter", SamEncoder.sam2(net), SamDecoder.sam2());
        addPair(files, "sam2-hf", "sam2-hf", "huggingface", SamEncoder.sam2Hf(net), SamDecoder.sam2Hf());
        addPair(
                files,
                "efficientsam-split",
                "efficientsam",
                "split",
                SamEncoder.efficientSam(net),
                SamDecoder.efficientSamSplit());
        String id = "roofs-efficientsam";
        byte[] model = SamDecoder.efficientSam(net);
        files.put(id + "/model.onnx", model);
        files.put(
                id + "/model.json",
                Descriptors.promptableInOne(id, "efficientsam", "one-shot")
                        .replace("@model@", sha256(model))
                        .getBytes(StandardCharsets.UTF_8));
    }

    private static void addPair(
            Map<String, byte[]> files, String name, String family, String contract, byte[] encoder, byte[] decoder) {
        String id = "roofs-" + name;
        files.put(id + "/encoder.onnx", encoder);
        files.put(id + "/decoder.onnx", decoder);
        files.put(
                id + "/model.json",
                Descriptors.promptable(id, family, contract)
                        .replace("@encoder@", sha256(encoder))
                        .replace("@decoder@", sha256(decoder))
                        .getBytes(StandardCharsets.UTF_8));
    }

    private static void addPackage(Map<String, byte[]> files, String id, byte[] model, String descriptor) {
        files.put(id + "/model.onnx", model);
        files.put(
                id + "/model.json",
                descriptor.replace("@sha256@", sha256(model)).getBytes(StandardCharsets.UTF_8));
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
