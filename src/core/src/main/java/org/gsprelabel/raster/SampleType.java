package org.gsprelabel.raster;

/** What the raw samples of a raster can hold; decides the default radiometry. */
public enum SampleType {
    UINT8,
    UINT16,
    INT16,
    INT32,
    FLOAT32,
    FLOAT64;

    /** Bytes of a sample. */
    public int bytes() {
        return switch (this) {
            case UINT8 -> 1;
            case UINT16, INT16 -> 2;
            case INT32, FLOAT32 -> 4;
            case FLOAT64 -> 8;
        };
    }
}
