import { javaTestPlace } from "./java-test-place.ts";
import type { LogParser, Report } from "./parser.ts";

const RUNNING = /^\[INFO\] Running \S/;
const CLEAN = /^\[(?:INFO|WARNING)\] Tests run: \d+, Failures: 0, Errors: 0,/;
/** Surefire 3: `pkg.Class.method -- Time elapsed: … <<< FAILURE!`; before: `method(pkg.Class)  Time elapsed: …`. */
const FAILED =
  /^\[ERROR\] (?:([\w.$]+)\.([^.\s(][^(]*?)(?:\(.*\))?|(\S+)\(([\w.$]+)\)) +(?:-- )?Time elapsed: .*<<< (?:FAILURE|ERROR)!$/;
const COMPILE = /^\[ERROR\] (\S+\.(?:java|kt|scala|groovy)):\[?(\d+)[,:]\d+\]? (.+)$/;
const GOAL = /^\[ERROR\] Failed to execute goal /;

/** Maven: Surefire's failing tests with their traces, compiler errors, else the goal that failed. Output of passing classes is muted. */
export const maven: LogParser = {
  name: "maven",
  signature: /^\[INFO\] (?:Scanning for projects|Building |Running \S|Tests run: |BUILD |---)/,
  start() {
    let runningFrom: number | undefined;
    let open: { type: string; name: string; message: string; file?: string; line?: number } | undefined;
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
        if (text.startsWith("[") || text === "") close(report);
        if (open !== undefined) {
          if (open.message === "") {
            open.message = text.trim();
            report.confirm(number, "test_failure");
          } else if (open.file === undefined) {
            open = { ...open, ...javaTestPlace(text, open.type) };
          }
          return;
        }
        if (RUNNING.test(text)) runningFrom = number;
        if (CLEAN.test(text) && runningFrom !== undefined) {
          report.mute(runningFrom, number);
          runningFrom = undefined;
        }
        if (!text.startsWith("[ERROR]")) return;
        const failed = text.includes("Time elapsed: ") ? FAILED.exec(text) : null;
        if (failed !== null) {
          const type = failed[1] ?? failed[4] ?? "";
          open = { type, name: `${type}.${failed[2] ?? failed[3] ?? ""}`, message: "" };
          confirmed = true;
          report.confirm(number, "test_failure");
          return;
        }
        const compile = COMPILE.exec(text);
        if (compile !== null) {
          confirmed = true;
          report.confirm(number, "compile");
          report.test({ name: "compile", file: compile[1] ?? "", line: Number(compile[2]), message: compile[3] ?? "" });
          return;
        }
        if (GOAL.test(text) && !confirmed) report.confirm(number);
      },
      end: close,
    };
  },
};
