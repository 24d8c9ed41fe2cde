import { javaTestPlace } from "./java-test-place.ts";
import { testName, testSource } from "./junit-source.ts";
import type { LogParser, Report } from "./parser.ts";

/** JUnit 4's text runner: `1) method(pkg.Class)`. */
const NUMBERED = /^\d+\) ([\w$[\], -]+)\(([\w.$]+)\)$/;
/** JUnit 5's console launcher: `JUnit Jupiter:CartTest:adds()`, then the source, then `=> message`. */
const LAUNCHER = /^\s+JUnit (?:Jupiter|Vintage|Platform Suite):(.+)$/;

/** JUnit run by itself: the console launcher of version 5 and the text runner of version 4. */
export const junit: LogParser = {
  name: "junit",
  signature: /^(?:There (?:was|were) \d+ failures?:|Failures \(\d+\):|JUnit version \d)/,
  start() {
    let failing = false;
    let open: { type: string; name: string; message: string; file?: string; line?: number } | undefined;

    const close = (report: Report): void => {
      if (open === undefined) return;
      const { name, message, file, line } = open;
      open = undefined;
      report.test({
        name,
        ...(file === undefined ? {} : { file }),
        ...(line === undefined ? {} : { line }),
        ...(message === "" ? {} : { message }),
      });
    };

    return {
      read({ number, text }, report) {
        if (/^(?:There (?:was|were) \d+ failures?:|Failures \(\d+\):)$/.test(text)) failing = true;
        else if (/^(?:FAILURES!!!|Test run finished after |OK \()/.test(text)) {
          close(report);
          failing = false;
        }
        if (!failing) return;
        const numbered = NUMBERED.exec(text);
        const launched = numbered === null ? LAUNCHER.exec(text) : null;
        if (numbered !== null || launched !== null) {
          close(report);
          const type = numbered?.[2] ?? "";
          open = { type, name: launched?.[1] ?? `${type}.${numbered?.[1] ?? ""}`, message: "" };
          report.confirm(number, "test_failure");
          return;
        }
        if (open === undefined || text.trim() === "") return;
        const source = testSource(text);
        if (source !== undefined) {
          open = { ...open, type: source.type, name: testName(source, open.name) };
          return;
        }
        if (open.message === "") {
          open.message = text.trim().replace(/^=> /, "");
          report.confirm(number, "test_failure");
        } else if (open.file === undefined) {
          open = { ...open, ...javaTestPlace(text.replace(/^\s+(?=[\w.$]+\.[\w$<>]+\()/, "\tat "), open.type) };
        }
      },
      end: close,
    };
  },
};
