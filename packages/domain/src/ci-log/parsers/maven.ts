import { javaTest } from "./java-test.ts";
import type { LogParser } from "./parser.ts";

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
    const test = javaTest();
    let confirmed = false;

    return {
      read({ number, text }, report) {
        if (text.startsWith("[") || text === "") test.close(report);
        if (test.isOpen) {
          test.read({ number, text }, report);
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
          confirmed = true;
          test.open(number, { type, name: `${type}.${failed[2] ?? failed[3] ?? ""}` }, report);
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
      end: test.close,
    };
  },
};
