package org.gsprelabel.wps;

import java.util.function.Supplier;
import org.geotools.process.ProcessException;
import org.gsprelabel.model.ModelException;
import org.gsprelabel.pipeline.RunCancelledException;
import org.gsprelabel.pipeline.RunException;
import org.gsprelabel.raster.RasterException;

/** Turns the failures that a client can act on into process exceptions with the same sentence. */
final class Failures {

    private Failures() {}

    /**
     * Runs a request. Only the house's own exceptions and refused arguments are translated; everything else, the
     * dismissal of a request among them, passes as it is.
     */
    static <T> T asProcessException(Supplier<T> request) {
        try {
            return request.get();
        } catch (IllegalArgumentException | ModelException | RasterException | RunCancelledException | RunException e) {
            throw new ProcessException(e.getMessage(), e);
        }
    }
}
