package dev.singan;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.ObjectInputStream;
import org.junit.jupiter.api.Test;

/** What no file that is read may lead to, as nothing here can do it. */
class SecurityTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.singan");

    @Test
    void noJavaObjectIsReadFromAFile() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .areAssignableTo(ObjectInputStream.class)
                .check(CLASSES);
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.rmi..", "javax.management..", "org.nd4j.serde..", "javax.script..")
                .check(CLASSES);
    }

    /** Property lists are, by a reader without document types and entities: see the archives' tests of hostile ones. */
    @Test
    void noOtherXmlIsParsedSoThatNoEntityIsExpanded() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("javax.xml.parsers..", "javax.xml.transform..", "javax.xml.bind..")
                .check(CLASSES);
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("dev.singan.dataset.archive.PropertyList")
                .should()
                .dependOnClassesThat()
                .haveNameMatching("javax\\.xml\\.stream\\.XML(Input|Event|Stream)(Factory|Reader)")
                .check(CLASSES);
    }

    @Test
    void noShellIsStarted() {
        noClasses()
                .should()
                .callMethod(Runtime.class, "exec", String.class)
                .orShould()
                .callMethod(Runtime.class, "exec", String[].class)
                .check(CLASSES);
    }
}
