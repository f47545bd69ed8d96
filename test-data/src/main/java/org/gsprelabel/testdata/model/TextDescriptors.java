package org.gsprelabel.testdata.model;

/**
 * The descriptors of models that are asked with text; {@code @sha256@} and {@code @tokenizer@} stand for the hashes of their
 * files. Minimal ones, as a user would write them: what they leave out is what the exporter is known for.
 */
final class TextDescriptors {

    private TextDescriptors() {}

    static String groundingDinoHf() {
        return dino("hf", "\"multipleOf\": 32", "\"classes\": [\"red roof\", \"blue roof\", \"grey roof\"],");
    }

    static String groundingDinoCommunity() {
        return dino("community", "\"size\": 800, \"resize\": \"stretch\"", "");
    }

    static String groundingDinoTao() {
        return dino("tao", "\"multipleOf\": 32", "");
    }

    static String groundingDinoFork() {
        return dino("fork", "\"multipleOf\": 32", "");
    }

    private static String dino(String contract, String geometry, String classes) {
        return """
                {
                  "id": "roofs-gdino-%1$s",
                  "title": "Roofs by words, Grounding DINO as %1$s exports it (test model)",
                  "family": "grounding-dino",
                  "contract": "%1$s",
                  "licence": {"name": "Apache-2.0", "url": "https://www.apache.org/licenses/LICENSE-2.0"},
                  "files": {
                    "model": {"path": "model.onnx", "sha256": "@sha256@"},
                    "tokenizer": {"path": "tokenizer.json", "sha256": "@tokenizer@"}
                  },
                  "image": {"valueRange": {"min": 0, "max": 255}},
                  "geometry": {%2$s},
                  %3$s"raster": {"metresPerPixel": 0.3, "tileSize": 800, "overlap": 0.25}
                }
                """.formatted(contract, geometry, classes.isEmpty() ? "" : classes + "\n  ");
    }

    static String owlVit() {
        return owl("owlvit", "OWL-ViT", "\"text\": {\"template\": \"a photo of a {}\"},\n  ");
    }

    static String owlV2() {
        return owl("owlv2", "OWLv2", "");
    }

    private static String owl(String family, String title, String text) {
        return """
                {
                  "id": "roofs-%1$s",
                  "title": "Roofs by words, %2$s (test model)",
                  "family": "%1$s",
                  "licence": {"name": "Apache-2.0", "url": "https://www.apache.org/licenses/LICENSE-2.0"},
                  "files": {
                    "model": {"path": "model.onnx", "sha256": "@sha256@"},
                    "tokenizer": {"path": "tokenizer.json", "sha256": "@tokenizer@"}
                  },
                  "image": {"valueRange": {"min": 0, "max": 255}},
                  %3$s"raster": {"metresPerPixel": 0.3, "overlap": 0.25}
                }
                """.formatted(family, title, text);
    }

    static String concepts(String id, String title) {
        return """
                {
                  "id": "%s",
                  "title": "Roofs by words, %s (test model)",
                  "family": "sam3",
                  "licence": {"name": "Apache-2.0", "url": "https://www.apache.org/licenses/LICENSE-2.0"},
                  "files": {
                    "encoder": {"path": "image-encoder.onnx", "sha256": "@encoder@"},
                    "textEncoder": {"path": "language-encoder.onnx", "sha256": "@text@"},
                    "decoder": {"path": "decoder.onnx", "sha256": "@decoder@"},
                    "tokenizer": {"path": "tokenizer.json", "sha256": "@tokenizer@"}
                  },
                  "image": {"valueRange": {"min": 0, "max": 255}},
                  "raster": {"metresPerPixel": 0.3, "overlap": 0.25}
                }
                """.formatted(id, title);
    }
}
