package org.gsprelabel.testdata.scenery;

/** A colour, 0 to 255 a channel; values beyond are allowed until the sensor clips them. */
record Rgb(double red, double green, double blue) {

    Rgb times(double factor) {
        return new Rgb(red * factor, green * factor, blue * factor);
    }

    Rgb mix(Rgb other, double part) {
        return new Rgb(
                red + (other.red - red) * part,
                green + (other.green - green) * part,
                blue + (other.blue - blue) * part);
    }
}
