package org.gsprelabel.onnx;

import java.util.Map;
import org.gsprelabel.model.ModelDescriptor;
import org.gsprelabel.model.Role;

/** Checks that a graph is what a descriptor says of it, before anything runs. */
final class SignatureCheck {

    private SignatureCheck() {}

    /**
     * Checks the graph of a role.
     *
     * @throws org.gsprelabel.model.ModelException that names the tensor, what is expected and what the graph declares
     */
    static void check(ModelDescriptor descriptor, Role role, ModelSignature signature) {
        Contracts.of(descriptor.family()).check(descriptor, role, new GraphCheck(descriptor.id(), role, signature));
    }

    /**
     * Checks graphs of a package against each other, each checked by itself before.
     *
     * @throws org.gsprelabel.model.ModelException that names the tensor and the graphs
     */
    static void checkTogether(ModelDescriptor descriptor, Map<Role, ModelSignature> signatures) {
        Contracts.of(descriptor.family()).checkTogether(descriptor, signatures);
    }

    /** Checks the graph of a model that has one. */
    static void check(ModelDescriptor descriptor, ModelSignature signature) {
        check(descriptor, Role.MODEL, signature);
    }
}
