package dev.singan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.ext.heading.anchor.IdGenerator;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Link;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the documents link to and name is there: pages, headings, files, classes, packages, properties. No network is asked. */
class DocumentsTest {
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    private static final Path PAGES = ROOT.resolve("src/site/markdown");

    private static Set<String> declared = Set.of();

    /** What builds and tools leave, and what belongs to nobody's documents. */
    private static final Set<String> LEFT_OUT = Set.of("target", ".git", ".singan", "reports", ".idea");

    private static final List<Path> CODE = Stream.of(
                    "src/main/java",
                    "src/test/java",
                    "singan-maven-plugin/src/main/java",
                    "singan-maven-plugin/src/test/java")
            .map(ROOT::resolve)
            .toList();

    private static final Pattern CLASS_OR_PACKAGE = Pattern.compile("dev\\.singan(\\.[A-Za-z]\\w*)+");
    private static final Pattern ROOM = Pattern.compile(
            "(base|image|tensor|dataset|gan|metric|classify|study|report|worker|cluster)(/[a-z0-9]+)*(/[A-Z]\\w*)?");
    private static final Pattern FILE = Pattern.compile("(src|singan-maven-plugin|\\.github|\\.mvn)/[\\w./-]*");
    private static final Pattern EXPLICIT = Pattern.compile("<a id=\"([^\"]+)\">");
    private static final Pattern PROPERTY =
            Pattern.compile("(?<![\\w./-])(?:-D)?(singan(?:\\.[a-z]\\w*+)++)(?!\\.\\*)");
    private static final Pattern DECLARED = Pattern.compile("[\"<](singan\\.[a-z][\\w.]*)[\">]");

    /** Properties whose names are put together: by {@code report/check/CheckSettings}, of a goal's name, and of one of Spark's settings. */
    private static final Pattern OPEN = Pattern.compile(
            "singan\\.(check\\.((min|max|tolerance)\\..*|leakage|reference)|cluster\\.conf\\.spark\\..*|\\w+\\.skip)");

    /** A document: what it links to, what it can be linked at, and the code in it. */
    private static final class Document extends AbstractVisitor {
        final List<String> links = new ArrayList<>();
        final List<String> words = new ArrayList<>();
        final List<String> code = new ArrayList<>();
        final Set<String> explicit = new TreeSet<>();
        final Set<String> anchors = new TreeSet<>();
        private final IdGenerator ids = IdGenerator.builder().build();

        @Override
        public void visit(Link link) {
            links.add(link.getDestination());
            visitChildren(link);
        }

        @Override
        public void visit(Image image) {
            links.add(image.getDestination());
        }

        @Override
        public void visit(Code inline) {
            words.add(inline.getLiteral());
            code.add(inline.getLiteral());
        }

        @Override
        public void visit(FencedCodeBlock block) {
            code.add(block.getLiteral());
        }

        @Override
        public void visit(IndentedCodeBlock block) {
            code.add(block.getLiteral());
        }

        @Override
        public void visit(Heading heading) {
            StringBuilder text = new StringBuilder();
            heading.accept(new AbstractVisitor() {
                @Override
                public void visit(Text part) {
                    text.append(part.getLiteral());
                }

                @Override
                public void visit(Code part) {
                    text.append(part.getLiteral());
                }
            });
            anchors.add(ids.generateId(text.toString()));
            visitChildren(heading);
        }

        @Override
        public void visit(HtmlInline html) {
            anchor(html.getLiteral());
        }

        @Override
        public void visit(HtmlBlock html) {
            anchor(html.getLiteral());
        }

        private void anchor(String html) {
            EXPLICIT.matcher(html).results().map(found -> found.group(1)).forEach(explicit::add);
        }

        static Document of(Path file) {
            Document document = new Document();
            Parser.builder()
                    .extensions(List.of(TablesExtension.create()))
                    .build()
                    .parse(text(file))
                    .accept(document);
            document.anchors.addAll(document.explicit);
            return document;
        }
    }

    static List<Path> documents() throws IOException {
        return files(".md");
    }

    /** Documents, and whatever else names classes without a compiler. */
    static List<Path> scripts() throws IOException {
        return files(".md", ".sh", ".py", ".groovy", ".yml", ".properties");
    }

    private static List<Path> files(String... endings) throws IOException {
        List<Path> found = new ArrayList<>();
        Files.walkFileTree(ROOT, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes facts) {
                return LEFT_OUT.contains(folder.getFileName().toString())
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes facts) {
                if (Stream.of(endings).anyMatch(file.toString()::endsWith)) {
                    found.add(ROOT.relativize(file));
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return found.stream().sorted().toList();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(file.toString(), e);
        }
    }

    @ParameterizedTest
    @MethodSource("documents")
    void linksLeadToFilesAndHeadings(Path file) {
        List<String> broken = Document.of(ROOT.resolve(file)).links.stream()
                .filter(link -> !link.matches("[a-z]+:.*"))
                .filter(link -> !leadsSomewhere(ROOT.resolve(file), link))
                .toList();
        assertThat(broken).as("links of %s that lead nowhere", file).isEmpty();
    }

    private static boolean leadsSomewhere(Path from, String link) {
        int hash = link.indexOf('#');
        String path = hash < 0 ? link : link.substring(0, hash);
        Path to = path.isEmpty() ? from : from.resolveSibling(path).normalize();
        boolean there = to.startsWith(ROOT) && Files.exists(to);
        // The site plugin makes other anchors of headings than repositories do: between its pages they are written out.
        boolean within = from.startsWith(PAGES);
        return there
                && (!within || to.startsWith(PAGES))
                && (hash < 0 || anchors(to, within).contains(link.substring(hash + 1)));
    }

    private static Set<String> anchors(Path file, boolean explicit) {
        Document document = Document.of(file);
        return explicit ? document.explicit : document.anchors;
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void classesAndPackagesThatAreNamedAreThere(Path file) {
        List<String> missing = CLASS_OR_PACKAGE
                .matcher(text(ROOT.resolve(file)))
                .results()
                .map(MatchResult::group)
                .filter(name -> CODE.stream().noneMatch(code -> isThere(code.resolve(name.replace('.', '/')))))
                .toList();
        assertThat(missing).as("classes and packages that %s names", file).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("documents")
    void filesAndRoomsThatAreNamedAreThere(Path file) {
        List<String> missing = Document.of(ROOT.resolve(file)).words.stream()
                .map(words -> words.split(" ", 2)[0])
                .filter(DocumentsTest::isMissing)
                .toList();
        assertThat(missing).as("files and rooms that %s names", file).isEmpty();
    }

    private static boolean isMissing(String word) {
        if (FILE.matcher(word).matches()) {
            return !Files.exists(ROOT.resolve(word));
        }
        return ROOM.matcher(word).matches()
                && word.contains("/")
                && !isThere(CODE.get(0).resolve("dev/singan").resolve(word));
    }

    private static boolean isThere(Path name) {
        return Files.isDirectory(name) || Files.isRegularFile(name.resolveSibling(name.getFileName() + ".java"));
    }

    @ParameterizedTest
    @MethodSource("documents")
    void propertiesThatAreNamedAreThere(Path file) {
        Set<String> unknown = Document.of(ROOT.resolve(file)).code.stream()
                .flatMap(code -> PROPERTY.matcher(code).results())
                .map(found -> found.group(1))
                .filter(name -> !declared.contains(name) && !OPEN.matcher(name).matches())
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(unknown).as("properties that %s names", file).isEmpty();
    }

    /** Those of the goals, of the study, of the library's own switches, and of the tests'. */
    @BeforeAll
    static void readProperties() throws IOException {
        declared = files(".java", "pom.xml").stream()
                .flatMap(file -> DECLARED.matcher(text(ROOT.resolve(file)))
                        .results()
                        .map(found -> found.group(1))
                        .filter(name -> !file.toString().contains("src/test") || name.startsWith("singan.test.")))
                .collect(Collectors.toSet());
    }

    @Test
    void theSitesMenuNamesEveryPage() throws IOException {
        Set<String> named = Pattern.compile("href=\"([^\"]+)\\.html\"")
                .matcher(text(PAGES.resolveSibling("site.xml")))
                .results()
                .map(found -> found.group(1) + ".md")
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> pages = documents().stream()
                .map(ROOT::resolve)
                .filter(file -> file.startsWith(PAGES))
                .map(file -> PAGES.relativize(file).toString().replace('\\', '/'))
                .filter(page -> !page.equals("index.md"))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(named).isNotEmpty().isEqualTo(pages);
    }
}
