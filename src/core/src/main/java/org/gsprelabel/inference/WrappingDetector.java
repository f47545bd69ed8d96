package org.gsprelabel.inference;

import java.util.List;

/** A detector that does something to what another one finds, and is like it in all else. */
interface WrappingDetector extends WindowDetector {

    /** The other one. */
    WindowDetector detector();

    @Override
    default List<String> classNames() {
        return detector().classNames();
    }

    @Override
    default int batch() {
        return detector().batch();
    }

    @Override
    default List<String> notes() {
        return detector().notes();
    }

    @Override
    default List<String> serverNotes() {
        return detector().serverNotes();
    }
}
