import { javaTest } from "./java-test.ts";
import { testName, testSource } from "./junit-source.ts";
import type { LogParser } from "./parser.ts";

/** JUnit 4's text runner: `1) method(pkg.Class)`. */
const NUMBERED = /^\d+\) ([\w$[\], -]+)\(([\w.$]+)\)$/;
/** JUnit 5's console launcher: `JUnit Jupiter:CartTest:adds()`, then the source, then `=> message`. */
const LAUNCHER = /^\s+JUnit (?:Jupiter|Vintage|Platform Suite):(.+)$/;
/** It leaves out the `at` of a stack's frames. */
const BARE_FRAME = /^\s+(?=[\w.$]+\.[\w$<>]+\()/;
const ARROW = /^\s*=> /;

/** JUnit run by itself: the console launcher of version 5 and the text runner of version 4. */
export const junit: LogParser = {
  name: "junit",
  signature: /^(?:There (?:was|were) \d+ failures?:|Failures \(\d+\):|JUnit version \d)/,
  start() {
    let failing = false;
    const test = javaTest();

    return {
      read({ number, text }, report) {
        if (/^(?:There (?:was|were) \d+ failures?:|Failures \(\d+\):)$/.test(text)) failing = true;
        else if (/^(?:FAILURES!!!|Test run finished after |OK \()/.test(text)) {
          test.close(report);
          failing = false;
        }
        if (!failing) return;
        const numbered = NUMBERED.exec(text);
        const launched = numbered === null ? LAUNCHER.exec(text) : null;
        if (numbered !== null || launched !== null) {
          test.close(report);
          const type = numbered?.[2] ?? "";
          test.open(number, { type, name: launched?.[1] ?? `${type}.${numbered?.[1] ?? ""}` }, report);
          return;
        }
        if (!test.isOpen || text.trim() === "") return;
        const source = testSource(text);
        if (source !== undefined) test.rename((name) => ({ type: source.type, name: testName(source, name) }));
        else test.read({ number, text: text.replace(ARROW, "").replace(BARE_FRAME, "\tat ") }, report);
      },
      end: test.close,
    };
  },
};
