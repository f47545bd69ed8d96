package org.gsprelabel.wps;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.geotools.api.referencing.FactoryException;
import org.geotools.geometry.jts.ReferencedEnvelope;
import org.geotools.referencing.CRS;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** The Execute requests in the folder {@code requests}, read as the WPS 1.0.0 schema says. */
final class ExecuteRequests {

    static final Path FOLDER = Path.of("requests");

    private static final String WPS = "http://www.opengis.net/wps/1.0.0";
    private static final String OWS = "http://www.opengis.net/ows/1.1";
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{(\\w+)}");

    private ExecuteRequests() {}

    /**
     * A request.
     *
     * @param process with its namespace
     * @param inputs of one input each: a text, a box, another request, or an element of another service
     * @param outputs that are asked for
     */
    record Execute(String process, Map<String, Object> inputs, List<Output> outputs, boolean isStored) {}

    /**
     * An output that is asked for.
     *
     * @param mimeType empty where none is named
     */
    record Output(String name, String mimeType) {}

    static List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".xml"))
                    .sorted()
                    .toList();
        }
    }

    static String text(String name) throws IOException {
        return Files.readString(FOLDER.resolve(name));
    }

    /** Puts values in; every placeholder must have one. */
    static String filled(String text, Map<String, String> values) {
        return PLACEHOLDER.matcher(text).replaceAll(found -> {
            String value = values.get(found.group(1));
            if (value == null) {
                throw new IllegalArgumentException("no value for " + found.group());
            }
            return Matcher.quoteReplacement(value);
        });
    }

    static Execute parse(String xml) throws IOException {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            return execute(factory.newDocumentBuilder()
                    .parse(new InputSource(new StringReader(xml)))
                    .getDocumentElement());
        } catch (ParserConfigurationException | SAXException e) {
            throw new IOException(e);
        }
    }

    private static Execute execute(Element root) {
        if (!isNamed(root, WPS, "Execute") || !root.getAttribute("version").equals("1.0.0")) {
            throw new IllegalArgumentException("no Execute of WPS 1.0.0: " + root.getNodeName());
        }
        Map<String, Object> inputs = new LinkedHashMap<>();
        for (Element input : children(child(root, WPS, "DataInputs"))) {
            String name = child(input, OWS, "Identifier").getTextContent();
            if (inputs.put(name, value(input)) != null) {
                throw new IllegalArgumentException("input " + name + " is there twice");
            }
        }
        Element form = children(child(root, WPS, "ResponseForm")).get(0);
        List<Output> outputs = new ArrayList<>();
        for (Element output : isNamed(form, WPS, "RawDataOutput") ? List.of(form) : children(form)) {
            outputs.add(new Output(child(output, OWS, "Identifier").getTextContent(), output.getAttribute("mimeType")));
        }
        return new Execute(
                child(root, OWS, "Identifier").getTextContent(),
                inputs,
                outputs,
                form.getAttribute("storeExecuteResponse").equals("true")
                        && form.getAttribute("status").equals("true"));
    }

    private static Object value(Element input) {
        List<Element> parts = children(input);
        Element value = parts.get(parts.size() - 1);
        if (isNamed(value, WPS, "Data")) {
            Element data = children(value).get(0);
            return isNamed(data, WPS, "BoundingBoxData")
                    ? box(data)
                    : child(value, WPS, "LiteralData").getTextContent();
        }
        if (!isNamed(value, WPS, "Reference") || !value.getAttribute("method").equals("POST")) {
            throw new IllegalArgumentException("neither data nor a reference by POST: " + value.getNodeName());
        }
        Element body = children(child(value, WPS, "Body")).get(0);
        String service = body.getAttribute("service");
        String address = value.getAttributeNS("http://www.w3.org/1999/xlink", "href");
        if (!address.equals("http://geoserver/" + service.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException("a reference to " + address + " with a request of " + service);
        }
        return service.equals("WPS") ? execute(body) : body;
    }

    private static ReferencedEnvelope box(Element data) {
        double[] lower = corner(child(data, OWS, "LowerCorner"));
        double[] upper = corner(child(data, OWS, "UpperCorner"));
        try {
            return new ReferencedEnvelope(
                    lower[0], upper[0], lower[1], upper[1], CRS.decode(data.getAttribute("crs"), true));
        } catch (FactoryException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static double[] corner(Element element) {
        return Stream.of(element.getTextContent().strip().split("\\s+"))
                .mapToDouble(Double::parseDouble)
                .toArray();
    }

    static Element child(Element parent, String namespace, String name) {
        return children(parent).stream()
                .filter(element -> isNamed(element, namespace, name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(parent.getNodeName() + " has no " + name));
    }

    static List<Element> children(Element parent) {
        List<Element> elements = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element) {
                elements.add(element);
            }
        }
        return elements;
    }

    private static boolean isNamed(Element element, String namespace, String name) {
        return namespace.equals(element.getNamespaceURI()) && name.equals(element.getLocalName());
    }
}
