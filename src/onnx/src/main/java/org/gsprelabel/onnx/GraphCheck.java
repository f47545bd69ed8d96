package org.gsprelabel.onnx;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.gsprelabel.model.ImageSpec.Layout;
import org.gsprelabel.model.InputSize;
import org.gsprelabel.model.ModelDescriptor;
import org.gsprelabel.model.ModelException;
import org.gsprelabel.model.Role;

/**
 * Holds what a graph declares against what is expected of it. Axes of any length are taken on trust: a run that proves
 * them wrong fails.
 */
final class GraphCheck {

    /** Types that a predictor converts to and from float32 without loss that matters. */
    static final Set<String> FLOATS = Set.of("float32", "float16");

    private final String modelId;
    private final Role role;
    private final ModelSignature signature;

    GraphCheck(String modelId, Role role, ModelSignature signature) {
        this.modelId = modelId;
        this.role = role;
        this.signature = signature;
    }

    ModelSignature signature() {
        return signature;
    }

    /** Checks the image input against layout, bands and size. */
    void image(ModelDescriptor descriptor) {
        image(descriptor, FLOATS);
    }

    /** Checks the image input, which may be of one of some types, against layout, bands and size. */
    void image(ModelDescriptor descriptor, Set<String> types) {
        String name = descriptor.image().input();
        Layout layout = descriptor.image().layout();
        int channels = descriptor.image().channels();
        InputSize size = descriptor.geometry().size();
        boolean fixed = descriptor.geometry().hasFixedInput();
        TensorDeclaration input = input(name, types);
        int channelAxis = layout.axis('C');
        int rowAxis = layout.axis('H');
        int columnAxis = layout.axis('W');
        boolean fits = input.rank() == layout.rank()
                && input.fits(channelAxis, channels)
                && (fixed
                        ? input.fits(rowAxis, size.height()) && input.fits(columnAxis, size.width())
                        : !input.isFixed(rowAxis) && !input.isFixed(columnAxis));
        if (!fits) {
            String expected = layout.name()
                    .chars()
                    .mapToObj(axis -> switch (axis) {
                        case 'C' -> Integer.toString(channels);
                        case 'H' -> fixed ? Integer.toString(size.height()) : "any";
                        case 'W' -> fixed ? Integer.toString(size.width()) : "any";
                        default -> "N";
                    })
                    .collect(Collectors.joining(", ", "[", "]"));
            throw problem("input '" + name + "' must be " + expected + " for image.bands "
                    + descriptor.image().bands() + " and geometry.size " + size
                    + (fixed || size.isAny() ? "" : ", which bounds a side alone") + ", found " + input.shapeText());
        }
    }

    /** An input of one of some types. */
    TensorDeclaration input(String name, Set<String> types) {
        TensorDeclaration input = signature
                .input(name)
                .orElseThrow(() -> problem("input '" + name + "' does not exist; the model has "
                        + ModelSignature.text(signature.inputs())));
        return ofType("input", input, types);
    }

    /**
     * An input of a type and shape.
     *
     * @param axes numbers for fixed lengths, names where any length fits: {@code "1", "P", "2"}. A graph may leave an axis
     *     open that is a number here, and fix one that is a name
     */
    TensorDeclaration input(String name, Set<String> types, String... axes) {
        return ofShape("input", input(name, types), axes);
    }

    /** A float output. */
    TensorDeclaration output(String name) {
        return output(name, FLOATS);
    }

    /** An output of one of some types. */
    TensorDeclaration output(String name, Set<String> types) {
        TensorDeclaration output = signature
                .output(name)
                .orElseThrow(() -> problem("output '" + name + "' does not exist; the model has "
                        + ModelSignature.text(signature.outputs())));
        return ofType("output", output, types);
    }

    /** An output of a type and shape; axes as for inputs. */
    TensorDeclaration output(String name, Set<String> types, String... axes) {
        return ofShape("output", output(name, types), axes);
    }

    /** Checks that the graph asks for nothing that would not be given. */
    void requireOnly(Collection<String> inputs) {
        List<TensorDeclaration> others = signature.inputs().stream()
                .filter(input -> !inputs.contains(input.name()))
                .toList();
        if (!others.isEmpty()) {
            throw problem("the graph wants " + ModelSignature.text(others) + " beside " + String.join(", ", inputs)
                    + ", which its family does not have");
        }
    }

    /** For an output whose shape does not go with the classes. */
    ModelException mismatch(TensorDeclaration output, String expected, int classes) {
        return problem("output '" + output.name() + "' must be " + expected + " for " + classes
                + (classes == 1 ? " class" : " classes") + ", found " + output.shapeText());
    }

    ModelException problem(String text) {
        return Problems.of(modelId, role == Role.MODEL ? text : "graph '" + role.id() + "': " + text);
    }

    private TensorDeclaration ofType(String kind, TensorDeclaration tensor, Set<String> types) {
        if (!types.contains(tensor.type())) {
            throw problem(kind + " '" + tensor.name() + "' must be " + String.join(" or ", new TreeSet<>(types))
                    + ", found " + tensor.type());
        }
        return tensor;
    }

    private TensorDeclaration ofShape(String kind, TensorDeclaration tensor, String... axes) {
        boolean fits = tensor.rank() == axes.length;
        for (int axis = 0; fits && axis < axes.length; axis++) {
            fits = !axes[axis].matches("\\d+") || tensor.fits(axis, Long.parseLong(axes[axis]));
        }
        if (!fits) {
            throw problem(kind + " '" + tensor.name() + "' must be " + Arrays.toString(axes) + ", found "
                    + tensor.shapeText());
        }
        return tensor;
    }
}
