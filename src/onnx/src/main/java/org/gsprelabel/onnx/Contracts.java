package org.gsprelabel.onnx;

import java.util.Set;
import org.gsprelabel.model.Family;

/** The contract of each family. */
final class Contracts {

    private Contracts() {}

    static Contract of(Family family) {
        return switch (family) {
            case SEMSEG -> new SemanticContract();
            case YOLO, YOLO_SEG, YOLO_OBB, FASTSAM -> new YoloContract();
            case MASK2FORMER -> new Mask2FormerContract();
            case DETR -> new DetrContract(Set.of("output"));
            case RTDETR -> new DetrContract(Set.of("output", "contract"));
            case GROUNDING_DINO, OWLVIT, OWLV2 -> new OpenVocabularyContract();
            case SAM3 -> new ConceptContract();
            case SAM1, SAM_HQ, EDGESAM, EFFICIENTSAM, SAM_HF, SAM2, SAM2_HF -> new PromptableContract();
        };
    }
}
