package dev.singan.classify;

import dev.singan.base.Protocol;
import dev.singan.base.UserException;
import dev.singan.classify.ClassificationRecord.Check;
import dev.singan.classify.plan.ArmPlan;
import dev.singan.classify.plan.HeadPlan;
import dev.singan.classify.plan.Split;
import dev.singan.dataset.patch.OfficialSets;
import dev.singan.dataset.patch.Patch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Looks for what must not be in two sets at once, in the sets that the heads are really given. */
final class LeakageAudit {
    private static final int SHOWN = 5;

    private final ArmPlan plan;
    private final List<String> keys;
    private final List<Check> checks = new ArrayList<>();

    private LeakageAudit(ArmPlan plan, List<String> keys) {
        this.plan = plan;
        this.keys = keys;
    }

    /**
     * Audits all heads.
     *
     * @param keys what tells each patch's pixels, by its place in the patch table
     */
    static List<Check> of(ArmPlan plan, List<String> keys, Protocol protocol) {
        LeakageAudit audit = new LeakageAudit(plan, keys);
        Map<Integer, List<HeadPlan>> bySplit = new TreeMap<>();
        plan.heads().forEach(head -> bySplit.computeIfAbsent(head.split(), key -> new ArrayList<>())
                .add(head));
        bySplit.forEach(audit::auditSplit);
        if (plan.official().isEmpty() && protocol.splits() == Protocol.Splits.STRATIFIED_FOLDS) {
            audit.testedOnce();
        }
        return audit.checks;
    }

    /** @throws UserException where a check failed under a protocol that does not let it pass */
    static void require(List<Check> checks, Protocol protocol) {
        List<String> failed = checks.stream()
                .filter(check -> !check.passed())
                .map(check -> check.name() + " (split " + check.split() + "): " + check.detail())
                .toList();
        if (protocol.leakageFails() && !failed.isEmpty()) {
            throw new UserException("The sets leak under singan.protocol=" + protocol.name() + ": "
                    + String.join("; ", failed) + ". Mend the archive (a patient or an image under two names), and run"
                    + " the goals from singan:extract on again; singan.protocol=published lets leaks pass, as the"
                    + " published code does.");
        }
    }

    private void auditSplit(int split, List<HeadPlan> heads) {
        Findings patients = new Findings();
        Findings sources = new Findings();
        Findings samples = new Findings();
        Findings images = new Findings();
        Findings official = new Findings();
        for (HeadPlan head : heads) {
            Set<String> train = patients(head.train());
            Set<String> validation = patients(head.validation());
            Set<String> test = patients(head.test());
            patients.both(train, validation, "training and validation");
            patients.both(train, test, "training and test");
            patients.both(validation, test, "validation and test");
            auditSources(head, train, validation, test, sources, samples);
            duplicates(head, images);
            plan.official().ifPresent(sets -> officially(sets, train, validation, test, official));
        }
        add("patients", split, patients, "no patient is in two of training, validation and test");
        add("source patients", split, sources, "the patients behind the SinGANs are in training alone");
        add("synthetic samples", split, samples, "no sample's source patient is in validation or test");
        add("duplicate images", split, images, "no image is in two of training, validation and test");
        plan.official()
                .ifPresent(sets -> add(
                        "official split",
                        split,
                        official,
                        "the " + sets.test().size() + " patients of the official test set are tested, and they alone"));
    }

    private static void officially(
            OfficialSets sets, Set<String> train, Set<String> validation, Set<String> test, Findings official) {
        official.both(sets.test(), train, "the official test set and trained on");
        official.both(sets.test(), validation, "the official test set and validated with");
        official.both(sets.training(), test, "the official training set and tested");
        sets.test().stream()
                .filter(patient -> !test.contains(patient))
                .forEach(patient -> official.add(patient + " is in the official test set and not tested"));
    }

    private void auditSources(
            HeadPlan head,
            Set<String> train,
            Set<String> validation,
            Set<String> test,
            Findings sources,
            Findings samples) {
        for (int i = 0; i < plan.sources().size(); i++) {
            String patient = plan.sources().get(i).patientId();
            boolean heldOut = validation.contains(patient) || test.contains(patient);
            if (heldOut || !train.contains(patient)) {
                sources.add(patient + (heldOut ? " is validated or tested on" : " is not in training"));
            }
            if (heldOut && i < head.perSource().size() && head.perSource().get(i) > 0) {
                samples.add("samples of patch " + plan.sources().get(i).id() + " of " + patient);
            }
        }
    }

    private void duplicates(HeadPlan head, Findings images) {
        Map<String, Integer> sets = new HashMap<>();
        int[][] each = {head.train(), head.validation(), head.test()};
        for (int set = 0; set < each.length; set++) {
            for (int index : each[set]) {
                Integer other = sets.putIfAbsent(keys.get(index), set);
                if (other != null && other != set) {
                    images.add(plan.patches().get(index).fileName() + " equals a patch of another set");
                }
            }
        }
    }

    private void testedOnce() {
        Set<String> sources = new HashSet<>();
        plan.sources().forEach(source -> sources.add(source.patientId()));
        for (Map.Entry<String, List<Split>> zoom : plan.splits().entrySet()) {
            Map<String, Integer> tested = new TreeMap<>();
            plan.patches().stream()
                    .map(Patch::patientId)
                    .filter(patient -> !sources.contains(patient))
                    .forEach(patient -> tested.put(patient, 0));
            zoom.getValue().forEach(split -> split.test().forEach(patient -> tested.merge(patient, 1, Integer::sum)));
            Findings findings = new Findings();
            tested.forEach((patient, times) -> {
                if (times != 1) {
                    findings.add(patient + " is tested " + times + " times");
                }
            });
            add(
                    "tested once, zoom " + zoom.getKey(),
                    -1,
                    findings,
                    "each of " + tested.size() + " patients is tested once");
        }
    }

    private Set<String> patients(int[] indices) {
        Set<String> patients = new HashSet<>();
        for (int index : indices) {
            patients.add(plan.patches().get(index).patientId());
        }
        return patients;
    }

    private void add(String name, int split, Findings findings, String good) {
        checks.add(new Check(name, split, findings.found.isEmpty(), findings.found.isEmpty() ? good : findings.text()));
    }

    /** What was found, each once. */
    private static final class Findings {
        private final Set<String> found = new TreeSet<>();

        void add(String finding) {
            found.add(finding);
        }

        void both(Set<String> one, Set<String> other, String where) {
            one.stream().filter(other::contains).forEach(patient -> add(patient + " is in " + where));
        }

        String text() {
            String shown = String.join(", ", found.stream().limit(SHOWN).toList());
            return found.size() > SHOWN ? shown + " and " + (found.size() - SHOWN) + " more" : shown;
        }
    }
}
