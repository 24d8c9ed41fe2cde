import { javaTest } from "./java-test.ts";
import type { LogParser } from "./parser.ts";

const TEST = /^(\S.*?) > (.+?) (FAILED|PASSED|SKIPPED|STANDARD_OUT|STANDARD_ERR)$/;
const JAVAC = /^(\/?\S+\.(?:java|groovy|scala)):(\d+): error: (.+)$/;
const KOTLINC = /^e: (?:file:\/\/)?(\S+\.kts?):\(?(\d+)[:,] ?\d+\)?:? (.+)$/;

/** Gradle: `Class > test() FAILED` with its trace, compiler errors, and what went wrong at the end. Standard streams of tests are muted. */
export const gradle: LogParser = {
  name: "gradle",
  signature: /^(?:> Task :\S|BUILD (?:FAILED|SUCCESSFUL) in |Starting a Gradle Daemon|FAILURE: Build failed)/,
  start() {
    const test = javaTest();
    let streaming = false;
    let wrong = false;
    let confirmed = false;

    return {
      read({ number, text }, report) {
        const indented = /^\s/.test(text);
        if (!indented) {
          test.close(report);
          streaming = streaming && text === "";
        }
        const told = indented ? null : TEST.exec(text);
        if (told !== null) {
          const [, type = "", name = "", outcome = ""] = told;
          streaming = outcome.startsWith("STANDARD");
          if (outcome !== "FAILED") return;
          confirmed = true;
          test.open(number, { type, name: `${type} > ${name}` }, report);
          return;
        }
        if (streaming) {
          report.mute(number, number);
          return;
        }
        if (test.isOpen) {
          test.read({ number, text }, report);
          return;
        }
        const compile = JAVAC.exec(text) ?? KOTLINC.exec(text);
        if (compile !== null) {
          confirmed = true;
          report.confirm(number, "compile");
          report.test({ name: "compile", file: compile[1] ?? "", line: Number(compile[2]), message: compile[3] ?? "" });
          return;
        }
        // Only where nothing better was found: "There were failing tests" says less than the tests.
        wrong &&= text !== "" && !text.startsWith("* ");
        if (wrong && !confirmed) report.confirm(number);
        wrong ||= text === "* What went wrong:";
      },
      end: test.close,
    };
  },
};
