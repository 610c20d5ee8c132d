package dev.singan.report.check;

import java.io.StringWriter;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Checks as JUnit's XML, the form that every continuous integration reads. No times, so that the bytes depend on the results only. */
final class JunitXml {
    private final XMLStreamWriter xml;

    private JunitXml(XMLStreamWriter xml) {
        this.xml = xml;
    }

    static String of(CheckResult result) {
        StringWriter out = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(out);
            new JunitXml(xml).write(result);
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("writing to memory failed", e);
        }
        return out.toString();
    }

    private void write(CheckResult result) throws XMLStreamException {
        xml.writeStartDocument("UTF-8", "1.0");
        line();
        xml.writeStartElement("testsuite");
        xml.writeAttribute("name", "singan-check");
        xml.writeAttribute("tests", Integer.toString(result.cases().size()));
        xml.writeAttribute("failures", Long.toString(result.count(CheckResult.Status.FAILED)));
        xml.writeAttribute("errors", "0");
        xml.writeAttribute("skipped", Long.toString(result.count(CheckResult.Status.SKIPPED)));
        xml.writeAttribute("time", "0");
        line();
        for (CheckResult.Case one : result.cases()) {
            write(one);
        }
        xml.writeEndElement();
        line();
        xml.writeEndDocument();
    }

    private void write(CheckResult.Case one) throws XMLStreamException {
        xml.writeStartElement("testcase");
        xml.writeAttribute("classname", "singan.check." + one.group());
        xml.writeAttribute("name", allowed(one.name()));
        xml.writeAttribute("time", "0");
        switch (one.status()) {
            case PASSED -> {}
            case FAILED -> inner("failure", one.message());
            case SKIPPED -> inner("skipped", one.message());
        }
        xml.writeEndElement();
        line();
    }

    private void inner(String element, String message) throws XMLStreamException {
        xml.writeEmptyElement(element);
        xml.writeAttribute("message", allowed(message));
    }

    private void line() throws XMLStreamException {
        xml.writeCharacters("\n");
    }

    /** XML 1.0 cannot hold control characters, not even escaped. */
    private static String allowed(String text) {
        return text.replaceAll("[^\\x09\\x0A\\x0D\\x20-\\uD7FF\\uE000-\\uFFFD\\x{10000}-\\x{10FFFF}]", "\uFFFD");
    }
}
