package org.gsprelabel.wps.limits;

/** A request cannot be served because of how the plugin is set up, in one sentence. */
public final class SettingsException extends RuntimeException {
    public SettingsException(String sentence) {
        super(sentence);
    }
}
