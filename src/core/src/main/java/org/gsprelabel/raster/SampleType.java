package org.gsprelabel.raster;

/** What the raw samples of a raster can hold; decides the default radiometry. */
public enum SampleType {
    UINT8,
    UINT16,
    INT16,
    INT32,
    FLOAT32,
    FLOAT64
}
