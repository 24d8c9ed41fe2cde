import { javaTestPlace } from "./java-test-place.ts";
import type { LogParser, Report } from "./parser.ts";

const TEST = /^(\S.*?) > (.+?) (FAILED|PASSED|SKIPPED|STANDARD_OUT|STANDARD_ERR)$/;
const JAVAC = /^(\/?\S+\.(?:java|groovy|scala)):(\d+): error: (.+)$/;
const KOTLINC = /^e: (?:file:\/\/)?(\S+\.kts?):\(?(\d+)[:,] ?\d+\)?:? (.+)$/;

/** Gradle: `Class > test() FAILED` with its trace, compiler errors, and what went wrong at the end. Standard streams of tests are muted. */
export const gradle: LogParser = {
  name: "gradle",
  signature: /^(?:> Task :\S|BUILD (?:FAILED|SUCCESSFUL) in |Starting a Gradle Daemon|FAILURE: Build failed)/,
  start() {
    let open: { type: string; name: string; message: string; file?: string; line?: number } | undefined;
    let streaming = false;
    let wrong = false;
    let confirmed = false;

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
        const indented = /^\s/.test(text);
        if (!indented) {
          close(report);
          streaming = streaming && text === "";
        }
        const test = indented ? null : TEST.exec(text);
        if (test !== null) {
          const [, type = "", name = "", outcome = ""] = test;
          streaming = outcome.startsWith("STANDARD");
          if (outcome !== "FAILED") return;
          open = { type, name: `${type} > ${name}`, message: "" };
          confirmed = true;
          report.confirm(number, "test_failure");
          return;
        }
        if (streaming) {
          report.mute(number, number);
          return;
        }
        if (open !== undefined) {
          if (open.message === "") {
            open.message = text.trim();
            report.confirm(number, "test_failure");
          } else if (open.file === undefined) {
            open = { ...open, ...javaTestPlace(text, open.type) };
          }
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
      end: close,
    };
  },
};
