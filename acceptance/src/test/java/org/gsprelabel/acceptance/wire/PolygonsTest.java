package org.gsprelabel.acceptance.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class PolygonsTest {

    @Test
    void polygons_and_multipolygons_keep_their_holes() {
        String square = "[[0,0],[4,0],[4,4],[0,4],[0,0]]";
        String hole = "[[1,1],[1,2],[2,2],[2,1],[1,1]]";
        String json = """
                {"type":"FeatureCollection","features":[
                {"geometry":{"type":"Polygon","coordinates":[%1$s,%2$s]}},
                {"geometry":{"type":"MultiPolygon","coordinates":[[%1$s],[[[9,9],[10,9],[10,10],[9,9]]]]}}]}
                """.formatted(square, hole);

        assertThat(Polygons.of(JsonMapper.shared().readTree(json)))
                .extracting(geometry -> geometry.getArea())
                .containsExactly(15.0, 16.5);
    }

    @Test
    void GML_gives_one_geometry_a_feature() {
        String ring = "<%1$s><LinearRing><coordinates>%2$s</coordinates></LinearRing></%1$s>";
        String square = ring.formatted("outerBoundaryIs", "0,0 4,0 4,4 0,4 0,0");
        String hole = ring.formatted("innerBoundaryIs", "1,1 1,2 2,2 2,1 1,1");
        String gml =
                "<c><featureMember><Polygon>" + square + hole + "</Polygon></featureMember><featureMember><Polygon>"
                        + square + "</Polygon><Polygon>" + square + "</Polygon></featureMember></c>";

        assertThat(Polygons.of(Xml.parse(gml.getBytes(StandardCharsets.UTF_8))))
                .extracting(geometry -> geometry.getArea())
                .containsExactly(15.0, 32.0);
    }

    @Test
    void what_is_no_collection_of_polygons_is_refused() {
        assertThatThrownBy(() -> Polygons.of(JsonMapper.shared().readTree("{\"type\":\"Feature\"}")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Polygons.of(JsonMapper.shared()
                        .readTree("{\"features\":[{\"geometry\":{\"type\":\"Point\",\"coordinates\":[1,2]}}]}")))
                .hasMessage("no polygon but 'Point'");
    }
}
