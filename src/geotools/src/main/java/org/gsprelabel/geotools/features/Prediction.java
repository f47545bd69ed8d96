package org.gsprelabel.geotools.features;

import java.util.Optional;
import org.gsprelabel.candidate.Candidate;
import org.gsprelabel.candidate.Provenance;

/**
 * A feature read back.
 *
 * @param candidate in working pixels of the grid; in world coordinates, with tile r0_c0, when there is no grid
 * @param grid that its tile counts in; empty for a feature that does not say
 * @param provenance what it says of its origin; empty texts where it says nothing
 */
public record Prediction(Candidate candidate, Optional<TileGridText> grid, Provenance provenance) {}
