package org.gsprelabel.wps.limits;

import org.gsprelabel.failure.GuardedException;

/** A request cannot be served because of how the plugin is set up, in one sentence. */
public final class SettingsException extends GuardedException {

    /** @param sentence may be told to anybody */
    public SettingsException(String sentence) {
        super(sentence, null);
    }

    /**
     * @param sentence with the value that was found
     * @param publicSentence the same without it: in the wrong place, a value may be a path or a secret
     */
    public SettingsException(String sentence, String publicSentence) {
        super(sentence, publicSentence, null);
    }
}
