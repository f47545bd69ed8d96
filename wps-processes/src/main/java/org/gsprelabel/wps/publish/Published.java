package org.gsprelabel.wps.publish;

import java.util.List;

/**
 * What was published.
 *
 * @param layer {@code workspace:layer}
 * @param features how many
 * @param notes sentences about what was done on the way, or could not be done
 */
public record Published(String layer, long features, List<String> notes) {

    public Published {
        notes = List.copyOf(notes);
    }
}
