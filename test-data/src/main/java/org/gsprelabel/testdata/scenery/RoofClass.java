package org.gsprelabel.testdata.scenery;

/** The kinds of roof, told apart by colour. */
public enum RoofClass {
    RED("red roof", 162, 88, 70),
    BLUE("blue roof", 86, 108, 143),
    GREY("grey roof", 198, 202, 207);

    private final String label;
    private final double red;
    private final double green;
    private final double blue;

    RoofClass(String label, double red, double green, double blue) {
        this.label = label;
        this.red = red;
        this.green = green;
        this.blue = blue;
    }

    /** The class name as models and ground truth write it. */
    public String label() {
        return label;
    }

    Rgb colour() {
        return new Rgb(red, green, blue);
    }
}
