package org.gsprelabel.acceptance;

import java.util.List;

/** The processes of the plugin. */
final class Processes {

    static final String PREFIX = "prelabel:";

    /** Whatever the plugin serves is in this list, and tested. */
    static final List<String> ALL = List.of(
            "prelabel:EstimatePreLabel",
            "prelabel:ExportPredictions",
            "prelabel:FilterPredictions",
            "prelabel:ListModels",
            "prelabel:LiveLabels",
            "prelabel:MergeTiles",
            "prelabel:PreLabelCoverage");

    private Processes() {}
}
