package org.gsprelabel.model;

/** Models were not there when the time was up that someone had for them; they may be a little later. */
public final class ModelsNotReadyException extends RuntimeException {

    /** @param sentence what they wait for, for anybody */
    public ModelsNotReadyException(String sentence) {
        super(sentence);
    }
}
