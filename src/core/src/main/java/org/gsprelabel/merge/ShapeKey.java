package org.gsprelabel.merge;

import java.util.Optional;
import org.gsprelabel.candidate.Candidate;
import org.locationtech.jts.geom.Geometry;

/** What copies of a candidate have in common: they are one object whatever else they say. */
record ShapeKey(String kind, Optional<String> promptId, Geometry geometry) {

    static ShapeKey of(Candidate candidate, MergeRules rules) {
        return new ShapeKey(
                rules.classAware() ? candidate.className() : "",
                candidate.origin().promptId(),
                candidate.geometry());
    }
}
