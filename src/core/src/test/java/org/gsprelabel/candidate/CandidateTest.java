package org.gsprelabel.candidate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.EnumSet;
import java.util.Set;
import org.gsprelabel.tile.Side;
import org.gsprelabel.tile.TileId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKTReader;

class CandidateTest {

    private static final TileId TILE = new TileId(1, 2);

    @ParameterizedTest
    @ValueSource(strings = {"POINT (1 2)", "POLYGON EMPTY", "LINESTRING (0 0, 1 1)", "MULTIPOLYGON EMPTY"})
    void onlyPolygonsThatAreNotEmptyAreCandidates(String wkt) throws ParseException {
        Geometry geometry = new WKTReader().read(wkt);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Candidate(geometry, "roof", 0.5, TILE, Set.of(), 1))
                .withMessageContaining(wkt);
    }

    @ParameterizedTest
    @CsvSource({
        "roof, -0.1, 1, confidence",
        "roof, 1.1, 1, confidence",
        "roof, NaN, 1, confidence",
        "' ', 0.5, 1, class name",
        "roof, 0.5, 0, pieces"
    })
    void valuesOutOfRangeAreRefusedByName(String className, double confidence, int pieces, String field) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Candidate(square(1), className, confidence, TILE, Set.of(), pieces))
                .withMessageContaining(field);
    }

    @Test
    void cutSidesAreACopy() {
        EnumSet<Side> sides = EnumSet.of(Side.N);
        Candidate candidate = new Candidate(square(1), "roof", 0.5, TILE, sides, 1);
        sides.add(Side.W);

        assertThat(candidate.cutSides()).containsExactly(Side.N);
    }

    @Test
    void anotherShapeLeavesTheRest() {
        Origin asked = Origin.ofLabel("shed");
        Candidate candidate = new Candidate(square(1), "roof", 0.5, TILE, Set.of(Side.E), 3, asked);

        assertThat(candidate.withGeometry(square(2)))
                .isEqualTo(new Candidate(square(2), "roof", 0.5, TILE, Set.of(Side.E), 3, asked));
    }

    private static Geometry square(double size) {
        return new GeometryFactory().toGeometry(new Envelope(0, size, 0, size));
    }
}
