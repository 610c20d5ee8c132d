package dev.singan.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.singan.base.Progress;
import dev.singan.report.part.Page;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The site in a real browser. Skipped, by name, where there is no Chromium. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BrowserTest {
    @TempDir
    static Path folder;

    private Path reports;
    private Browser browser;
    private String axe;

    @BeforeAll
    void open_the_browser() throws Exception {
        Optional<Path> executable = Browser.executable();
        Assumptions.assumeTrue(
                executable.isPresent(), "no chromium in the PATH: the browser tests of the report are skipped");
        Path work = folder.resolve("work");
        reports = folder.resolve("reports");
        ReportFixture.write(work);
        Site.write(ReportFixture.request(work, reports, ReportFixture.manifest(work)), Progress.NONE);
        try (InputStream in = BrowserTest.class.getResourceAsStream("/axe.min.js")) {
            axe = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        // Not in the folder that is deleted at the end: Chromium may still write to its profile then.
        Path profile = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "chromium");
        browser = new Browser(executable.get(), profile.toAbsolutePath());
    }

    @AfterAll
    void close_the_browser() throws Exception {
        if (browser != null) {
            browser.close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_page_fits_a_phone_and_a_desk_and_axe_finds_nothing(Page page) throws Exception {
        fits(page, 360, "light", "rgb(252, 252, 251)");
        fits(page, 1280, "dark", "rgb(20, 23, 26)");
    }

    private void fits(Page page, int width, String scheme, String paper) throws Exception {
        browser.size(width, 900);
        browser.media("screen", scheme);
        open(page);
        assertThat(browser.evaluate("document.documentElement.scrollWidth").asInt())
                .as("%s is wider than %d px", page.file(), width)
                .isLessThanOrEqualTo(width);
        assertThat(browser.evaluate("getComputedStyle(document.body).backgroundColor")
                        .asText())
                .isEqualTo(paper);
        assertThat(axe()).as("%s at %d px, %s", page.file(), width, scheme).isEmpty();
        assertThat(browser.complaints()).as(page.file()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void every_link_leads_somewhere(Page page) throws Exception {
        browser.size(1280, 900);
        open(page);
        JsonNode targets = browser.evaluate(
                "[...document.querySelectorAll('a[href],link[href],img[src],script[src]')].map(e => e.href || e.src)");
        assertThat(targets).isNotEmpty();
        for (JsonNode target : targets) {
            URI address = URI.create(target.asText());
            assertThat(address.getScheme()).as(target.asText()).isEqualTo("file");
            Path file = Path.of(URI.create(target.asText().replaceAll("#.*", "")));
            assertThat(file).exists();
            if (address.getFragment() != null) {
                assertThat(Files.readString(file)).contains("id=\"" + address.getFragment() + "\"");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_page_prints_and_needs_no_script(Page page) throws Exception {
        browser.size(794, 1123);
        browser.media("print", "dark");
        browser.scripts(false);
        try {
            open(page);
            assertThat(browser.pdf()).startsWith("JVBER").hasSizeGreaterThan(5_000);
            assertThat(browser.complaints()).isEmpty();
        } finally {
            browser.scripts(true);
            browser.media("", "light");
        }
        open(page);
        assertThat(browser.evaluate("document.querySelector('h1').textContent").asText())
                .isNotBlank();
    }

    @Test
    void tables_sort_by_number_and_patches_open_in_place() throws Exception {
        browser.size(1280, 900);
        open(Page.OVERVIEW);
        String column =
                "[...document.querySelectorAll('#answer-multiclass tbody tr')].map(r => r.cells[0].textContent).join()";
        String click = "document.querySelectorAll('#answer-multiclass thead button')[3].click()";
        browser.evaluate(click);
        assertThat(browser.evaluate(column).asText()).isEqualTo("Baseline,2 SinGANs,4 SinGANs,Oversampling");
        browser.evaluate(click);
        assertThat(browser.evaluate(column).asText()).isEqualTo("Oversampling,4 SinGANs,2 SinGANs,Baseline");
        assertThat(browser.evaluate(
                                "document.querySelector('#answer-multiclass [aria-sort]').getAttribute('aria-sort')")
                        .asText())
                .isEqualTo("descending");
        browser.evaluate("document.querySelector('a.zoom').click()");
        assertThat(browser.evaluate("document.querySelector('dialog').open").asBoolean())
                .isTrue();
        assertThat(axe()).isEmpty();
    }

    private void open(Page page) throws Exception {
        browser.open(reports.resolve(page.file()));
    }

    /** What axe-core finds: rule, and the first element. Closed details are opened first, so that their content is seen. */
    private String axe() throws Exception {
        browser.evaluate(axe + "; null");
        browser.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })");
        return browser.evaluate(
                        "axe.run(document, {resultTypes: ['violations'], preload: false}).then(r => r.violations.map("
                                + "v => v.id + ': ' + v.help + ' ' + v.nodes[0].html + ' ' + v.nodes[0].failureSummary).join('\\n'))")
                .asText();
    }
}
