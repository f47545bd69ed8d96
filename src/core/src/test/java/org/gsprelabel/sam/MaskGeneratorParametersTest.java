package org.gsprelabel.sam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.gsprelabel.model.Family;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaskGeneratorParametersTest {

    private static final MaskGeneratorParameters SAM1 = MaskGeneratorParameters.sam1();

    @Test
    void defaultsAreThoseOfTheReferenceGenerators() {
        String text = "points_per_side=32, points_per_batch=64, pred_iou_thresh=%s, stability_score_thresh=0.95,"
                + " stability_score_offset=1.0, mask_threshold=0.0, box_nms_thresh=0.7, crop_n_layers=0,"
                + " crop_nms_thresh=0.7, crop_overlap_ratio=0.3413333333333333, crop_n_points_downscale_factor=1,"
                + " min_mask_region_area=0, use_m2m=false, multimask_output=true";

        assertThat(SAM1.text()).isEqualTo(text.formatted("0.88"));
        assertThat(SAM1.cleansLogits()).isFalse();
        assertThat(MaskGeneratorParameters.sam2().text()).isEqualTo(text.formatted("0.8"));
        assertThat(MaskGeneratorParameters.sam2().cleansLogits()).isTrue();
    }

    @Test
    void everyFamilyHasTheDefaultsOfItsGenerator() {
        assertThat(MaskGeneratorParameters.of(Family.SAM2)).isEqualTo(MaskGeneratorParameters.sam2());
        assertThat(MaskGeneratorParameters.of(Family.SAM2_HF)).isEqualTo(MaskGeneratorParameters.sam2());
        assertThat(MaskGeneratorParameters.of(Family.SAM1)).isEqualTo(SAM1);
        assertThat(MaskGeneratorParameters.of(Family.EFFICIENTSAM)).isEqualTo(SAM1);
    }

    @Test
    void aTextChangesWhatItNames() {
        MaskGeneratorParameters parameters = MaskGeneratorParameters.parse(
                " points_per_side = 16,pred_iou_thresh=.9,\nuse_m2m=True ", MaskGeneratorParameters.sam2());

        assertThat(parameters.pointsPerSide()).isEqualTo(16);
        assertThat(parameters.predIouThresh()).isEqualTo(0.9);
        assertThat(parameters.useM2m()).isTrue();
        assertThat(parameters.stabilityScoreThresh()).isEqualTo(0.95);
        assertThat(parameters.cleansLogits()).isTrue();
        assertThat(MaskGeneratorParameters.parse("  ", SAM1)).isEqualTo(SAM1);
    }

    @Test
    void readsBackWhatItWrites() {
        MaskGeneratorParameters parameters = new MaskGeneratorParameters(
                17, 3, 0.125, 0.5, 2.25, -1.5, 0.6, 3, 0.4, 0.25, 2, 99, true, false, false);

        assertThat(MaskGeneratorParameters.parse(parameters.text(), SAM1)).isEqualTo(parameters);
    }

    @Test
    void pointsOfALayerAreDividedAndRoundedDown() {
        MaskGeneratorParameters parameters = MaskGeneratorParameters.parse(
                "points_per_side=15, crop_n_layers=3, crop_n_points_downscale_factor=2", SAM1);

        assertThat(parameters.pointsPerSide(0)).isEqualTo(15);
        assertThat(parameters.pointsPerSide(1)).isEqualTo(7);
        assertThat(parameters.pointsPerSide(2)).isEqualTo(3);
        assertThat(parameters.pointsPerSide(3)).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "points_per_side=0 | points_per_side must be from 1 to 256, got 0",
                "points_per_side=257 | points_per_side must be from 1 to 256, got 257",
                "points_per_side=4.5 | points_per_side must be a whole number, got '4.5'",
                "points_per_batch=0 | points_per_batch must be at least 1, got 0",
                "pred_iou_thresh=1.1 | pred_iou_thresh must be from 0 to 1, got 1.1",
                "pred_iou_thresh=NaN | pred_iou_thresh must be from 0 to 1, got NaN",
                "pred_iou_thresh=high | pred_iou_thresh must be a number, got 'high'",
                "stability_score_thresh=-0.1 | stability_score_thresh must be from 0 to 1, got -0.1",
                "stability_score_offset=-1 | stability_score_offset must be from 0 to 100, got -1",
                "mask_threshold=101 | mask_threshold must be from -100 to 100, got 101",
                "box_nms_thresh=7 | box_nms_thresh must be from 0 to 1, got 7",
                "crop_n_layers=5 | crop_n_layers must be from 0 to 4, got 5",
                "crop_nms_thresh=-1 | crop_nms_thresh must be from 0 to 1, got -1",
                "crop_overlap_ratio=1 | crop_overlap_ratio must be from 0 to less than 1, got 1.0",
                "crop_n_points_downscale_factor=0 | crop_n_points_downscale_factor must be at least 1, got 0",
                "min_mask_region_area=-1 | min_mask_region_area must be at least 0, got -1",
                "use_m2m=yes | use_m2m must be true or false, got 'yes'",
                "points_per_side= | parameter points_per_side of the mask generator needs a value, as in"
                        + " points_per_side=1, got 'points_per_side='",
                "points_per_side | parameter points_per_side of the mask generator needs a value, as in"
                        + " points_per_side=1, got 'points_per_side'",
                "crop_n_layers=1, crop_n_layers=1 | parameter crop_n_layers of the mask generator is given twice in"
                        + " 'crop_n_layers=1, crop_n_layers=1'",
                "points_per_side=4, crop_n_layers=3, crop_n_points_downscale_factor=2 |"
                        + " crop_n_points_downscale_factor must leave the last of the 3 crop layers a point of 4 a side,"
                        + " got 2"
            })
    void refusesWhatIsNotAllowed(String text, String message) {
        assertThatThrownBy(() -> MaskGeneratorParameters.parse(text, SAM1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource({"pointsPerSide=3", "'points_per_side=3,'", "16", "cleans_logits=true"})
    void listsTheNamesWhereOneIsUnknown(String text) {
        assertThatThrownBy(() -> MaskGeneratorParameters.parse(text, SAM1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("parameters of the mask generator are written name=value with commas between"
                        + " them, where name is one of points_per_side, points_per_batch, pred_iou_thresh,"
                        + " stability_score_thresh, stability_score_offset, mask_threshold, box_nms_thresh,"
                        + " crop_n_layers, crop_nms_thresh, crop_overlap_ratio, crop_n_points_downscale_factor,"
                        + " min_mask_region_area, use_m2m, multimask_output, got '");
    }
}
