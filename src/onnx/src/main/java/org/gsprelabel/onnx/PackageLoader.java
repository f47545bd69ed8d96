package org.gsprelabel.onnx;

import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gsprelabel.model.Model;
import org.gsprelabel.model.ModelDescriptor;
import org.gsprelabel.model.Predictor;
import org.gsprelabel.model.Role;
import org.gsprelabel.model.Tokenizer;
import org.gsprelabel.onnx.GraphSource.ModelFile;
import org.gsprelabel.remote.Environment;

/** Makes a model package ready to run: hashes checked, graphs loaded and held against the descriptor. */
final class PackageLoader {

    private PackageLoader() {}

    /**
     * Loads all graphs of a package, or none.
     *
     * @param environment where the secrets of servers are
     * @param gates what lets calls onto devices
     * @throws org.gsprelabel.model.ModelException when a hash is not as said, a server cannot be reached, a graph does
     *     not load, or does not fit the descriptor or another graph, or the tokenizer does not load
     */
    static Model load(ModelPackage found, Environment environment, DeviceGates gates) {
        ModelDescriptor descriptor = found.descriptor();
        Map<String, String> hashes = new LinkedHashMap<>();
        Map<Role, Predictor> graphs = new EnumMap<>(Role.class);
        Map<Role, ModelSignature> signatures = new EnumMap<>(Role.class);
        try {
            found.graphs().forEach((role, source) -> {
                if (source instanceof ModelFile file) {
                    hashes.put(role.id(), checkedHash(descriptor.id(), role.id(), file));
                    OnnxPredictor graph = OnnxPredictor.open(descriptor, role, file.path(), found.device(), gates);
                    graphs.put(role, graph);
                    signatures.put(role, graph.signature());
                } else if (source instanceof GraphSource.Server server) {
                    ServedGraph graph = ServedGraph.open(descriptor, role, server.settings(), environment);
                    hashes.put(role.id(), graph.sha256());
                    graphs.put(role, graph.predictor());
                    signatures.put(role, graph.signature());
                }
            });
            SignatureCheck.checkTogether(descriptor, signatures);
            found.tokenizer()
                    .ifPresent(file -> hashes.put(
                            ModelPackage.TOKENIZER, checkedHash(descriptor.id(), ModelPackage.TOKENIZER, file)));
            hashes.putAll(FurtherFiles.hashes(found));
            Optional<Tokenizer> tokenizer =
                    found.tokenizer().map(file -> JsonTokenizer.open(descriptor.id(), file.path()));
            return new Model(descriptor, sha256(hashes), graphs, tokenizer);
        } catch (RuntimeException e) {
            closeAll(graphs, e);
            throw e;
        }
    }

    private static String checkedHash(String id, String role, ModelFile file) {
        String sha256 = Sha256.of(id, file.path());
        if (!file.sha256().orElse(sha256).equals(sha256)) {
            throw Problems.of(
                    id,
                    "file " + Problems.name(file.path()) + " must have the SHA-256 "
                            + file.sha256().orElseThrow() + " of field files." + role + ".sha256, found "
                            + sha256);
        }
        return sha256;
    }

    /**
     * The hash of the only graph; of several files, the hash of the lines {@code role:hash} in the order of their roles, that
     * of the tokenizer last.
     */
    private static String sha256(Map<String, String> hashes) {
        if (hashes.size() == 1) {
            return List.copyOf(hashes.values()).get(0);
        }
        StringBuilder lines = new StringBuilder();
        hashes.forEach(
                (role, hash) -> lines.append(role).append(':').append(hash).append('\n'));
        return Sha256.of(lines.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static void closeAll(Map<Role, Predictor> graphs, RuntimeException cause) {
        for (Predictor predictor : graphs.values()) {
            try {
                predictor.close();
            } catch (RuntimeException e) {
                cause.addSuppressed(e);
            }
        }
    }
}
