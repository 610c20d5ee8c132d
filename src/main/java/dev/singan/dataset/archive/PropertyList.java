package dev.singan.dataset.archive;

import dev.singan.base.Limits;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads Apple's property lists in XML (PropertyList-1.0.dtd). A dictionary becomes a map, an array a list, and every other value its
 * text. The document type is passed over: nothing that it names is loaded, and no entities are known but XML's own.
 */
final class PropertyList {
    /** Deeper than any that a program writes. */
    private static final int MAX_DEPTH = 64;

    private final XMLStreamReader in;

    private PropertyList(XMLStreamReader in) {
        this.in = in;
    }

    /**
     * Reads a file.
     *
     * @return a map, list or text
     * @throws XMLStreamException where it is no property list in XML, or a damaged one
     * @throws IOException where it cannot be read, or is larger than a table may be
     */
    static Object read(Path file) throws XMLStreamException, IOException {
        // Decoded here, as the JDK's reader tells the console of malformed bytes; property lists are in UTF-8.
        String text = new String(Limits.bytes(file, Limits.TABLE), StandardCharsets.UTF_8);
        XMLStreamReader in = factory().createXMLStreamReader(new StringReader(text.replaceFirst("^\\uFEFF", "")));
        try {
            while (in.next() != XMLStreamConstants.START_ELEMENT) {
                // The document type is an event of its own, and passed over.
            }
            in.require(XMLStreamConstants.START_ELEMENT, null, "plist");
            in.nextTag();
            Object root = new PropertyList(in).value(0);
            in.nextTag();
            in.require(XMLStreamConstants.END_ELEMENT, null, "plist");
            return root;
        } catch (IllegalStateException | NoSuchElementException e) {
            // So the JDK's reader says that a tag was expected and none came, or nothing more.
            throw new XMLStreamException(String.valueOf(e.getMessage()), in.getLocation(), e);
        } finally {
            in.close();
        }
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setXMLResolver((publicId, systemId, base, namespace) -> {
            throw new XMLStreamException("it asks for '" + systemId + "', but nothing is loaded from elsewhere");
        });
        return factory;
    }

    /** The value whose start tag the reader is at; afterwards it is at the end tag. */
    private Object value(int depth) throws XMLStreamException {
        if (depth > MAX_DEPTH) {
            throw new XMLStreamException("its values are nested more than " + MAX_DEPTH + " deep", in.getLocation());
        }
        return switch (in.getLocalName()) {
            case "dict" -> dictionary(depth);
            case "array" -> array(depth);
            default -> in.getElementText().strip();
        };
    }

    private Map<String, Object> dictionary(int depth) throws XMLStreamException {
        Map<String, Object> values = new LinkedHashMap<>();
        while (in.nextTag() == XMLStreamConstants.START_ELEMENT) {
            in.require(XMLStreamConstants.START_ELEMENT, null, "key");
            String key = in.getElementText().strip();
            in.nextTag();
            in.require(XMLStreamConstants.START_ELEMENT, null, null);
            values.put(key, value(depth + 1));
        }
        return values;
    }

    private List<Object> array(int depth) throws XMLStreamException {
        List<Object> values = new ArrayList<>();
        while (in.nextTag() == XMLStreamConstants.START_ELEMENT) {
            values.add(value(depth + 1));
        }
        return values;
    }
}
