package org.gsprelabel.acceptance.wire;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** An XML document, whose elements are looked up by their local names: prefixes and versions of namespaces are the server's. */
public final class Xml {

    private final Document document;

    private Xml(Document document) {
        this.document = document;
    }

    /** @throws IllegalArgumentException when it is not well-formed */
    public static Xml parse(byte[] bytes) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
            return new Xml(factory.newDocumentBuilder().parse(new ByteArrayInputStream(bytes)));
        } catch (SAXException | IOException | ParserConfigurationException e) {
            throw new IllegalArgumentException("no well-formed XML: " + e.getMessage(), e);
        }
    }

    /** Local name of the outermost element. */
    public String root() {
        return document.getDocumentElement().getLocalName();
    }

    /** An attribute of the outermost element; empty where there is none. */
    public String rootAttribute(String name) {
        return document.getDocumentElement().getAttribute(name);
    }

    /** The elements of a name, anywhere, in document order. */
    public List<Element> elements(String localName) {
        return list(document.getElementsByTagNameNS("*", localName));
    }

    /** The elements of a name below another. */
    public static List<Element> below(Element parent, String localName) {
        return list(parent.getElementsByTagNameNS("*", localName));
    }

    /** The texts of the elements of a name, without blanks around them. */
    public List<String> texts(String localName) {
        return elements(localName).stream()
                .map(element -> element.getTextContent().strip())
                .toList();
    }

    private static List<Element> list(NodeList nodes) {
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            elements.add((Element) nodes.item(i));
        }
        return elements;
    }
}
