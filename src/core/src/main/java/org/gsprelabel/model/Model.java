package org.gsprelabel.model;

/**
 * A model that is ready to run.
 *
 * @param descriptor what it is
 * @param sha256 of its weights, 64 hexadecimal digits
 * @param predictor what runs it
 */
public record Model(ModelDescriptor descriptor, String sha256, Predictor predictor) {

    /** Id and the first 12 digits of the hash, as the {@code model} attribute of a feature has it. */
    public String label() {
        return descriptor.id() + "@" + sha256.substring(0, 12);
    }
}
