#!/bin/sh
# The README's picture of the report, taken by Chromium from reports/ after `mvn verify -DskipTests`, where its figures are those of
# reports/reference/phantom-strict.json. Anywhere in the repository, after `mvn test-compile -pl src`:
#   src/test/reference/report_picture.sh
set -e
cd "$(dirname "$0")/../.."
mvn -q dependency:build-classpath -Dmdep.outputFile=target/classpath
exec java -cp "target/test-classes:target/classes:$(cat target/classpath)" dev.singan.report.ReportPicture ..
