package org.gsprelabel.wps;

import java.util.Map;
import org.geotools.api.coverage.grid.GridCoverageReader;
import org.geotools.api.coverage.grid.GridGeometry;
import org.geotools.api.data.Query;
import org.geotools.api.parameter.GeneralParameterValue;
import org.geotools.api.util.ProgressListener;
import org.geotools.process.ProcessException;
import org.geotools.process.RenderingProcess;

/**
 * A rendering transformation whose literal inputs are looked at before it runs.
 *
 * @param checked what runs
 * @param process the same, which says what is to be read for a map
 */
record CheckedRendering(CheckedInputs checked, RenderingProcess process) implements RenderingProcess {

    @Override
    public Map<String, Object> execute(Map<String, Object> inputs, ProgressListener listener) throws ProcessException {
        return checked.execute(inputs, listener);
    }

    @Override
    public Query invertQuery(Map<String, Object> inputs, Query targetQuery, GridGeometry gridGeometry)
            throws ProcessException {
        return process.invertQuery(inputs, targetQuery, gridGeometry);
    }

    @Override
    public GridGeometry invertGridGeometry(
            Map<String, Object> inputs, Query targetQuery, GridGeometry targetGridGeometry) throws ProcessException {
        return process.invertGridGeometry(inputs, targetQuery, targetGridGeometry);
    }

    @Override
    public GeneralParameterValue[] customizeReadParams(
            Map<String, Object> inputs, GridCoverageReader reader, GeneralParameterValue[] parameters) {
        return process.customizeReadParams(inputs, reader, parameters);
    }

    @Override
    public boolean clipOnRenderingArea(Map<String, Object> inputs) {
        return process.clipOnRenderingArea(inputs);
    }
}
