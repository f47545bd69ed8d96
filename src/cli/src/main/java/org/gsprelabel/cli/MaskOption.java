package org.gsprelabel.cli;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is done to masks. */
class MaskOption {

    @Option(
            names = "--mask-cleaning",
            paramLabel = "STEPS",
            description =
                    "What is done to masks before they become polygons, step by step: erode, dilate, open, close by a"
                            + " radius, fill holes, remove islands up to an area; in pixels, or with m and m2 in metres and square"
                            + " metres: open=1,close=0.5m,fill=20,remove=2m2. Default: nothing.")
    private @Nullable String maskCleaning;

    void addTo(Map<String, Object> inputs) {
        Inputs.put(inputs, "maskCleaning", maskCleaning);
    }
}
