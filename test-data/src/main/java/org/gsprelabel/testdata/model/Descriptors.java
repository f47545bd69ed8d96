package org.gsprelabel.testdata.model;

/** The descriptors of the models that carry none in themselves; {@code @sha256@} stands for the hash of the model file. */
final class Descriptors {

    private Descriptors() {}

    static String semantic() {
        return """
                {
                  "id": "roofs-semseg",
                  "title": "Roofs by colour, semantic segmentation (test model)",
                  "family": "semseg",
                  "licence": {"name": "Apache-2.0", "url": "https://www.apache.org/licenses/LICENSE-2.0"},
                  "files": {"model": {"path": "model.onnx", "sha256": "@sha256@"}},
                  "image": {
                    "input": "image",
                    "bands": [1, 2, 3],
                    "valueRange": {"min": 0, "max": 255},
                    "scale": 1,
                    "mean": [0.485, 0.456, 0.406],
                    "std": [0.229, 0.224, 0.225]
                  },
                  "geometry": {"size": 0, "multipleOf": 8, "resize": "letterbox", "padValue": 0.447, "edge": "reflect"},
                  "output": {"name": "logits", "activation": "none", "exclusive": true, "background": 0},
                  "classes": ["background", "red roof", "blue roof", "grey roof"],
                  "defaults": {"confidence": 0.5, "iou": 0.5, "maxDetections": 10000},
                  "raster": {"metresPerPixel": 0.3, "tileSize": 512, "overlap": 0.125}
                }
                """;
    }

    static String segformer() {
        return """
                {
                  "id": "roofs-segformer",
                  "title": "Roofs by colour, segmentation at a quarter of the resolution (test model)",
                  "family": "semseg",
                  "licence": {"name": "Apache-2.0", "url": "https://www.apache.org/licenses/LICENSE-2.0"},
                  "files": {"model": {"path": "model.onnx", "sha256": "@sha256@"}},
                  "image": {
                    "input": "pixel_values",
                    "valueRange": {"min": 0, "max": 255},
                    "mean": [0.485, 0.456, 0.406],
                    "std": [0.229, 0.224, 0.225]
                  },
                  "geometry": {"size": 512, "multipleOf": 32, "resize": "stretch"},
                  "output": {"name": "logits"},
                  "classes": ["ground", "red roof", "blue roof", "grey roof"],
                  "raster": {"metresPerPixel": 0.3, "overlap": 0.125}
                }
                """;
    }

    static String multiLabel() {
        return """
                {
                  "id": "roofs-multilabel",
                  "title": "Roofs and their colours, classes that share pixels (test model)",
                  "family": "semseg",
                  "licence": {"name": "Apache-2.0", "url": "https://www.apache.org/licenses/LICENSE-2.0"},
                  "files": {"model": {"path": "model.onnx", "sha256": "@sha256@"}},
                  "image": {
                    "input": "image",
                    "valueRange": {"min": 0, "max": 255},
                    "mean": [0.485, 0.456, 0.406],
                    "std": [0.229, 0.224, 0.225]
                  },
                  "geometry": {"multipleOf": 8},
                  "output": {"name": "probabilities", "activation": "sigmoid", "exclusive": false},
                  "classes": ["roof", "red roof", "blue roof", "grey roof"],
                  "raster": {"metresPerPixel": 0.3, "tileSize": 512, "overlap": 0.125}
                }
                """;
    }

    static String yolov5() {
        return yolo("roofs-yolov5", "Roofs by colour, boxes (test model)", "yolo", "\"layout\": \"v5\"");
    }

    static String yolov6() {
        return yolo("roofs-yolov6", "Roofs by colour, YOLOv6 (test model)", "yolo", "\"layout\": \"v6\"")
                .replace("output0", "outputs");
    }

    static String endToEnd() {
        return yolo(
                "roofs-yolo-e2e",
                "Roofs by colour, instance segmentation end to end (test model)",
                "yolo-seg",
                "\"prototypes\": \"output1\", \"layout\": \"end-to-end\"");
    }

    static String orientedEndToEnd() {
        return yolo(
                "roofs-obb-e2e",
                "Roofs by colour, oriented boxes end to end (test model)",
                "yolo-obb",
                "\"layout\": \"end-to-end\"");
    }

    static String v7EndToEnd() {
        return yolo(
                        "roofs-yolov7-e2e",
                        "Roofs by colour, boxes suppressed in the graph (test model)",
                        "yolo",
                        "\"layout\": \"v7-end-to-end\", \"thresholdInGraph\": 0.35")
                .replace("output0", "output")
                .replace("\"confidence\": 0.25", "\"confidence\": 0.35");
    }

    /** What a person would write for an export of FastSAM. */
    static String everything() {
        return """
                {
                  "id": "roofs-fastsam",
                  "title": "Roofs by colour, FastSAM (test model)",
                  "family": "fastsam",
                  "licence": {"name": "Apache-2.0", "url": "https://www.apache.org/licenses/LICENSE-2.0"},
                  "files": {"model": {"path": "model.onnx", "sha256": "@sha256@"}},
                  "image": {"input": "images"},
                  "output": {"name": "output0", "prototypes": "output1"},
                  "classes": ["object"],
                  "raster": {"metresPerPixel": 0.3, "overlap": 0.15}
                }
                """;
    }

    private static String yolo(String id, String title, String family, String output) {
        return """
                {
                  "id": "%s",
                  "title": "%s",
                  "family": "%s",
                  "licence": {"name": "Apache-2.0", "url": "https://www.apache.org/licenses/LICENSE-2.0"},
                  "files": {"model": {"path": "model.onnx", "sha256": "@sha256@"}},
                  "image": {"input": "images", "bands": [1, 2, 3], "valueRange": {"min": 0, "max": 255}},
                  "geometry": {"size": 0, "multipleOf": 32, "resize": "letterbox", "padValue": 0.447, "edge": "reflect"},
                  "output": {"name": "output0", %s},
                  "classes": ["red roof", "blue roof", "grey roof"],
                  "defaults": {"confidence": 0.25, "iou": 0.7, "maxDetections": 300},
                  "raster": {"metresPerPixel": 0.3, "tileSize": 640, "overlap": 0.25}
                }
                """.formatted(id, title, family, output);
    }

    /** What a person would write for an export of DETR with a pixel mask. */
    static String detr() {
        return """
                {
                  "id": "roofs-detr",
                  "title": "Roofs by colour, DETR (test model)",
                  "family": "detr",
                  "licence": {"name": "Apache-2.0", "url": "https://www.apache.org/licenses/LICENSE-2.0"},
                  "files": {"model": {"path": "model.onnx", "sha256": "@sha256@"}},
                  "geometry": {"size": 640, "resize": "stretch"},
                  "output": {"pixelMask": {"size": 64}},
                  "classes": ["red roof", "blue roof", "grey roof"],
                  "raster": {"metresPerPixel": 0.3, "overlap": 0.25}
                }
                """;
    }

    /** What a person would write for an export of Mask2Former. */
    static String mask2former() {
        return """
                {
                  "id": "roofs-mask2former",
                  "title": "Roofs by colour, Mask2Former (test model)",
                  "family": "mask2former",
                  "licence": {"name": "Apache-2.0", "url": "https://www.apache.org/licenses/LICENSE-2.0"},
                  "files": {"model": {"path": "model.onnx", "sha256": "@sha256@"}},
                  "classes": ["background", "red roof", "blue roof", "grey roof"],
                  "raster": {"metresPerPixel": 0.3, "tileSize": 512}
                }
                """;
    }

    static String rtdetr(String contract, String name) {
        return """
                {
                  "id": "roofs-%2$s",
                  "title": "Roofs by colour, RT-DETR, contract %1$s (test model)",
                  "family": "rtdetr",
                  "contract": "%1$s",
                  "licence": {"name": "Apache-2.0", "url": "https://www.apache.org/licenses/LICENSE-2.0"},
                  "files": {"model": {"path": "model.onnx", "sha256": "@sha256@"}},
                  "classes": ["red roof", "blue roof", "grey roof"],
                  "raster": {"metresPerPixel": 0.3, "overlap": 0.25}
                }
                """.formatted(contract, name);
    }

    /** A package of two graphs that leaves all to its exporter's contract. */
    static String promptable(String id, String family, String contract) {
        return promptable(id, family, contract, """
                {
                    "encoder": {"path": "encoder.onnx", "sha256": "@encoder@"},
                    "decoder": {"path": "decoder.onnx", "sha256": "@decoder@"}
                  }""");
    }

    /** The same for one graph. */
    static String promptableInOne(String id, String family, String contract) {
        return promptable(id, family, contract, "{\"model\": {\"path\": \"model.onnx\", \"sha256\": \"@model@\"}}");
    }

    private static String promptable(String id, String family, String contract, String files) {
        return """
                {
                  "id": "%s",
                  "title": "Roofs by colour, for prompts (test model)",
                  "family": "%s",
                  "contract": "%s",
                  "licence": {"name": "Apache-2.0", "url": "https://www.apache.org/licenses/LICENSE-2.0"},
                  "files": %s
                }
                """.formatted(id, family, contract, files);
    }
}
