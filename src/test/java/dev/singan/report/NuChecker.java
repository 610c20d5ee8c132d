package dev.singan.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import nu.validator.validation.SimpleDocumentValidator;
import org.xml.sax.ErrorHandler;
import org.xml.sax.SAXParseException;

/** The Nu HTML checker in this process: everything it says of a file, warnings included. */
final class NuChecker implements ErrorHandler {
    private static final String HTML = "http://s.validator.nu/html5-all.rnc";
    private static final String SVG = "http://s.validator.nu/svg-xhtml5-rdf-mathml.rnc";

    private final List<String> found = new ArrayList<>();

    static List<String> check(Path file) throws Exception {
        NuChecker checker = new NuChecker();
        SimpleDocumentValidator validator = new SimpleDocumentValidator(true, false, false);
        String name = file.getFileName().toString();
        validator.setUpMainSchema(name.endsWith(".svg") ? SVG : HTML, checker);
        validator.setUpValidatorAndParsers(checker, true, false);
        if (name.endsWith(".css")) {
            validator.setAllowCss(true);
            validator.checkCssFile(file.toFile(), true);
        } else if (name.endsWith(".svg")) {
            validator.checkXmlFile(file.toFile());
        } else {
            validator.checkHtmlFile(file.toFile(), true);
        }
        return checker.found;
    }

    @Override
    public void warning(SAXParseException e) {
        add(e);
    }

    @Override
    public void error(SAXParseException e) {
        add(e);
    }

    @Override
    public void fatalError(SAXParseException e) {
        add(e);
    }

    private void add(SAXParseException e) {
        found.add(e.getLineNumber() + ":" + e.getColumnNumber() + " " + e.getMessage());
    }
}
