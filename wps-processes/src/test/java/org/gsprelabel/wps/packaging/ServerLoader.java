package org.gsprelabel.wps.packaging;

import java.io.IOException;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a server has without the plugin: the class path of the tests, less what lies in the archive. */
final class ServerLoader extends ClassLoader {

    private static final List<String> OF_THE_ARCHIVE =
            List.of("org/gsprelabel/", "ai/onnxruntime/", "ai/djl/", "native/lib/", "applicationContext.xml");
    private static final String TEST_DATA = "org/gsprelabel/testdata/";

    ServerLoader() {
        super(ServerLoader.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (isHidden(name.replace('.', '/'))) {
            throw new ClassNotFoundException(name);
        }
        return super.loadClass(name, resolve);
    }

    @Override
    public @Nullable URL getResource(String name) {
        return isHidden(name) ? null : super.getResource(name);
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
        return isHidden(name) ? Collections.emptyEnumeration() : super.getResources(name);
    }

    private static boolean isHidden(String path) {
        return !path.startsWith(TEST_DATA) && OF_THE_ARCHIVE.stream().anyMatch(path::startsWith);
    }
}
