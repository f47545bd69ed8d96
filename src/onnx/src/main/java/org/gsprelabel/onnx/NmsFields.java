package org.gsprelabel.onnx;

import java.util.Optional;
import java.util.OptionalDouble;
import org.gsprelabel.model.Family;
import org.gsprelabel.model.NmsRules;
import org.gsprelabel.model.NmsRules.Measure;
import org.gsprelabel.model.NmsRules.Method;
import org.gsprelabel.model.OutputSpec;

/** Reads {@code nms}: which of the objects of one tile are the same. */
final class NmsFields {

    static final String NAME = "nms";

    private NmsFields() {}

    /**
     * The rules that a descriptor gives; empty where it has no such field.
     *
     * @param iou that holds where {@code defaults.iou} is absent
     * @throws org.gsprelabel.model.ModelException when the family has nothing to suppress, or cannot do it like that
     */
    static Optional<NmsRules> read(JsonFields root, Family family, OutputSpec output, double iou) {
        if (!root.has(NAME)) {
            return Optional.empty();
        }
        JsonFields nms = root.object(NAME, "method", "measure", "ios", "sigma");
        OptionalDouble given =
                root.objectOrEmpty("defaults", DescriptorReader.DEFAULTS).number("iou");
        NmsRules usual = NmsRules.of(family, output, given.orElse(iou))
                .orElseThrow(() -> root.wrong(
                        NAME, "must be absent where the graph does the suppression or there is nothing to suppress"));
        if (given.isPresent() && nms.has("ios")) {
            throw nms.wrong("ios", "must be absent where defaults.iou is given");
        }
        try {
            return Optional.of(usual.changed(
                    family,
                    nms.has("method") ? Optional.of(nms.choice("method", Method.GREEDY)) : Optional.empty(),
                    nms.has("measure") ? Optional.of(nms.choice("measure", Measure.BOX)) : Optional.empty(),
                    OptionalDouble.empty(),
                    nms.number("ios"),
                    nms.number("sigma"),
                    usual.classAware()));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(NAME + "." + Problems.sentence(e), e);
        }
    }
}
