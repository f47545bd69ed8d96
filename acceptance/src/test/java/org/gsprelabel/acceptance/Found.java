package org.gsprelabel.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.gsprelabel.acceptance.wire.Answer;
import org.gsprelabel.acceptance.wire.Polygons;
import org.gsprelabel.testdata.Score;
import org.locationtech.jts.geom.Geometry;

/** What was found, against what there is. */
final class Found {

    private static final double IOU = 0.5;
    private static final double LEAST = 0.95;

    private Found() {}

    /**
     * Holds GeoJSON of WFS, or GML 2 of WPS, against the truth; coordinates must be those of the scene's CRS. GeoJSON of WPS
     * will not do: GeoServer writes it in degrees, of which it keeps four decimals.
     */
    static void assertMatches(List<Geometry> truth, Answer answer) {
        assertThat(answer.contentType()).as(answer.toString()).matches("(application/(geo.)?json|text/xml).*");
        List<Geometry> found =
                answer.contentType().startsWith("text/xml") ? Polygons.of(answer.xml()) : Polygons.of(answer.json());
        Score score = Score.of(truth, found, IOU);
        assertThat(truth).hasSizeGreaterThan(10);
        assertThat(score.precision()).as("precision of %s", score).isGreaterThanOrEqualTo(LEAST);
        assertThat(score.recall()).as("recall of %s", score).isGreaterThanOrEqualTo(LEAST);
        assertThat(score.duplicates()).isZero();
    }
}
