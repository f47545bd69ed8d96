package org.gsprelabel.wps.packaging;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.ClassRemapper;
import org.objectweb.asm.commons.Remapper;

/**
 * Collects what class files name of other packages, a line each: {@code class OWNER}, {@code field OWNER NAME DESCRIPTOR},
 * {@code method OWNER NAME DESCRIPTOR}, {@code lambda INTERFACE NAME}. A member called on a class of these files counts for the
 * first superclass outside of them, unless one declares it.
 */
final class ServerReferences {

    private static final int API = Opcodes.ASM9;
    /** Chapter 4.4 of the Java Virtual Machine Specification. */
    private static final int CLASS_CONSTANT = 7;

    private final List<String> packages;
    private final Map<String, byte[]> files = new HashMap<>();
    private final Map<String, @Nullable String> parents = new HashMap<>();
    private final Set<String> declared = new HashSet<>();
    private final SortedSet<String> lines = new TreeSet<>();

    private ServerReferences(List<String> packages) {
        this.packages = packages;
    }

    /**
     * @param packages begin so, as {@code org/geotools/}
     * @return the lines in their order
     */
    static SortedSet<String> of(Collection<Path> jars, List<String> packages) {
        ServerReferences references = new ServerReferences(packages);
        jars.forEach(jar -> PluginZip.classes(jar, references.files::put));
        references.files.values().forEach(references::declare);
        references.files.values().forEach(references::collect);
        return references.lines;
    }

    private void declare(byte[] file) {
        ClassReader reader = new ClassReader(file);
        String owner = reader.getClassName();
        parents.put(owner, reader.getSuperName());
        reader.accept(
                new ClassVisitor(API) {
                    @Override
                    public @Nullable MethodVisitor visitMethod(
                            int access,
                            String name,
                            String descriptor,
                            @Nullable String signature,
                            String @Nullable [] exceptions) {
                        declared.add("method " + owner + " " + name + " " + descriptor);
                        return null;
                    }

                    @Override
                    public @Nullable FieldVisitor visitField(
                            int access,
                            String name,
                            String descriptor,
                            @Nullable String signature,
                            @Nullable Object value) {
                        declared.add("field " + owner + " " + name + " " + descriptor);
                        return null;
                    }
                },
                ClassReader.SKIP_CODE);
    }

    /** A remapper is asked for every name in a class file; this one changes none and notes them. */
    private void collect(byte[] file) {
        Remapper notes = new Remapper(API) {
            @Override
            public String map(String internalName) {
                if (isOfServer(internalName)) {
                    lines.add("class " + internalName);
                }
                return internalName;
            }

            @Override
            public String mapMethodName(String owner, String name, String descriptor) {
                member("method", owner, name, descriptor);
                return name;
            }

            @Override
            public String mapFieldName(String owner, String name, String descriptor) {
                member("field", owner, name, descriptor);
                return name;
            }

            @Override
            public String mapInvokeDynamicMethodName(
                    String name, String descriptor, Handle bootstrap, Object... arguments) {
                Type made = Type.getReturnType(descriptor);
                if (made.getSort() == Type.OBJECT && isOfServer(made.getInternalName())) {
                    lines.add("lambda " + made.getInternalName() + " " + name);
                }
                return name;
            }
        };
        ClassReader reader = new ClassReader(file);
        reader.accept(new ClassRemapper(API, new ClassWriter(0), notes) {}, 0);
        constants(reader).forEach(notes::map);
    }

    /** Classes that a file names without using them: the owners of constants that the compiler put in by value. */
    private static List<String> constants(ClassReader reader) {
        List<String> names = new ArrayList<>();
        char[] buffer = new char[reader.getMaxStringLength()];
        for (int i = 1; i < reader.getItemCount(); i++) {
            int item = reader.getItem(i);
            if (item > 0 && reader.readByte(item - 1) == CLASS_CONSTANT) {
                names.add(reader.readUTF8(item, buffer));
            }
        }
        return names;
    }

    private void member(String kind, String owner, String name, String descriptor) {
        @Nullable String at = owner;
        while (at != null && files.containsKey(at)) {
            if (declared.contains(kind + " " + at + " " + name + " " + descriptor)) {
                return;
            }
            at = parents.get(at);
        }
        if (at != null && isOfServer(at)) {
            lines.add(kind + " " + at + " " + name + " " + descriptor);
        }
    }

    private boolean isOfServer(String internalName) {
        return packages.stream().anyMatch(internalName::startsWith);
    }
}
