package org.gsprelabel.onnx;

import java.util.List;
import org.gsprelabel.model.ModelDescriptor;
import org.gsprelabel.model.ModelException;
import org.gsprelabel.model.OutputSpec;

/**
 * Checks that a graph is what a descriptor says of it, before anything runs. Axes of any length are taken on trust: a run
 * that proves them wrong fails.
 */
final class SignatureCheck {

    private final ModelDescriptor descriptor;
    private final ModelSignature signature;

    private SignatureCheck(ModelDescriptor descriptor, ModelSignature signature) {
        this.descriptor = descriptor;
        this.signature = signature;
    }

    /**
     * @throws ModelException that names the tensor, what is expected and what the graph declares
     */
    static void check(ModelDescriptor descriptor, ModelSignature signature) {
        SignatureCheck check = new SignatureCheck(descriptor, signature);
        check.checkInput();
        if (descriptor.output() instanceof OutputSpec.Semantic semantic) {
            check.checkSemantic(semantic);
        } else if (descriptor.output() instanceof OutputSpec.Yolo yolo) {
            check.checkYolo(yolo);
        }
    }

    private void checkInput() {
        String name = descriptor.image().input();
        TensorDeclaration input = signature
                .input(name)
                .orElseThrow(() -> problem("input '" + name + "' does not exist; the model has "
                        + ModelSignature.text(signature.inputs())));
        if (signature.inputs().size() > 1) {
            throw problem("only models with one input are supported; the model has "
                    + ModelSignature.text(signature.inputs()));
        }
        if (!input.type().equals("float32")) {
            throw problem("input '" + name + "' must be float32, found " + input.type()
                    + "; export the model with float32 inputs");
        }
        int channels = descriptor.image().channels();
        int size = descriptor.geometry().size();
        boolean fits = input.rank() == 4
                && input.fits(1, channels)
                && (size == 0 ? !input.isFixed(2) && !input.isFixed(3) : input.fits(2, size) && input.fits(3, size));
        if (!fits) {
            String side = size == 0 ? "any, any" : size + ", " + size;
            throw problem("input '" + name + "' must be [N, " + channels + ", " + side + "] for image.bands "
                    + descriptor.image().bands() + " and geometry.size " + size + ", found " + input.shapeText());
        }
    }

    private void checkSemantic(OutputSpec.Semantic semantic) {
        TensorDeclaration output = output(semantic.output());
        int classes = descriptor.classes().size();
        if (output.rank() != 4 || !output.fits(1, classes)) {
            throw mismatch(output, "[N, " + classes + ", h, w]");
        }
    }

    private void checkYolo(OutputSpec.Yolo yolo) {
        TensorDeclaration output = output(yolo.output());
        long classes = descriptor.classes().size();
        long fixed = switch (yolo.layout()) {
            case V8 -> 4 + classes;
            case V5 -> 5 + classes;
            case END_TO_END -> 6;
        };
        int axis = yolo.layout() == OutputSpec.YoloLayout.V8 ? 1 : 2;
        boolean coefficientsKnown = true;
        long row = fixed;
        if (yolo.prototypes().isPresent()) {
            TensorDeclaration prototypes = output(yolo.prototypes().get());
            if (prototypes.rank() != 4) {
                throw mismatch(prototypes, "[N, coefficients, h, w]");
            }
            coefficientsKnown = prototypes.isFixed(1);
            row = fixed + Math.max(0, prototypes.shape().get(1));
        }
        boolean fits = output.rank() == 3
                && (coefficientsKnown
                        ? output.fits(axis, row)
                        : !output.isFixed(axis) || output.shape().get(axis) > fixed);
        if (!fits) {
            String length = coefficientsKnown ? Long.toString(row) : fixed + "+coefficients";
            throw mismatch(
                    output,
                    switch (yolo.layout()) {
                        case V8 -> "[N, " + length + ", A]";
                        case V5 -> "[N, A, " + length + "]";
                        case END_TO_END -> "[N, K, " + length + "]";
                    });
        }
    }

    private TensorDeclaration output(String name) {
        TensorDeclaration output = signature
                .output(name)
                .orElseThrow(() -> problem("output '" + name + "' does not exist; the model has "
                        + ModelSignature.text(signature.outputs())));
        if (!List.of("float32", "float16").contains(output.type())) {
            throw problem("output '" + name + "' must be float32 or float16, found " + output.type());
        }
        return output;
    }

    private ModelException mismatch(TensorDeclaration output, String expected) {
        int classes = descriptor.classes().size();
        return problem("output '" + output.name() + "' must be " + expected + " for " + classes
                + (classes == 1 ? " class" : " classes") + ", found " + output.shapeText());
    }

    private ModelException problem(String text) {
        return Problems.of(descriptor.id(), text);
    }
}
