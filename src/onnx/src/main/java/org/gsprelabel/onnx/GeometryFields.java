package org.gsprelabel.onnx;

import java.util.List;
import org.gsprelabel.model.Family;
import org.gsprelabel.model.GeometrySpec;
import org.gsprelabel.model.GeometrySpec.Resize;
import org.gsprelabel.model.InputSize;

/** The field {@code geometry} of a descriptor. */
final class GeometryFields {

    static final String NAME = "geometry";

    private static final String SIZE = "size";

    private GeometryFields() {}

    /**
     * @param root the whole descriptor
     * @param usual what holds where it says nothing
     */
    static GeometrySpec read(JsonFields root, Family family, Contract contract, GeometrySpec usual) {
        JsonFields geometry = root.objectOrEmpty(
                NAME,
                SIZE,
                "maxSize",
                "multipleOf",
                "resize",
                "interpolation",
                "antialias",
                "padValue",
                "padAfterNormalise",
                "padInGraph",
                "edge");
        Resize resize = geometry.choice("resize", usual.resize());
        // What goes with the usual resize alone means nothing to another.
        boolean isUsual = resize == usual.resize();
        InputSize size = size(geometry, usual.size());
        if (contract.takesSquaresAlone() && !size.isSquare()) {
            throw geometry.wrong(
                    SIZE, "must be one number for the family " + family.id() + ", whose input is a square");
        }
        return new GeometrySpec(
                size,
                geometry.integer("maxSize").orElse(isUsual ? usual.maxSize() : 0),
                geometry.integer("multipleOf").orElse(usual.multipleOf()),
                resize,
                geometry.choice("interpolation", usual.interpolation()),
                geometry.choice("antialias", usual.antialias()),
                geometry.number("padValue").orElse(usual.padValue()),
                geometry.flag("padAfterNormalise", usual.padAfterNormalise()),
                geometry.flag("padInGraph", isUsual && usual.padInGraph()),
                geometry.choice("edge", usual.edge()));
    }

    /** One number for a square, or height and width. */
    private static InputSize size(JsonFields geometry, InputSize usual) {
        if (!geometry.has(SIZE)) {
            return usual;
        }
        if (!geometry.required(SIZE).isArray()) {
            return InputSize.square(geometry.integer(SIZE).orElseThrow());
        }
        List<Integer> sides = geometry.integers(SIZE, List.of());
        if (sides.size() != 2) {
            throw geometry.wrong(SIZE, "must be one whole number, or two of them, [height, width]");
        }
        return new InputSize(sides.get(0), sides.get(1));
    }
}
