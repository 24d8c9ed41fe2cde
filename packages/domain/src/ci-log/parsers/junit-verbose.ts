import { javaTestPlace } from "./java-test-place.ts";
import { testName, testSource, type TestSource } from "./junit-source.ts";
import type { FailedTest, LogParser, Report } from "./parser.ts";

/** `| | +-- CartTest`, or `│  │  ├─ CartTest`: the children of one node stand in the same column. */
const NODE = /^((?:[|│][ ]+)*)(?:\+-- |├─+ )(.+)$/;
const LABEL = /^[|│ ]+(source|caught|status): (.+)$/;
/** An assumption that did not hold: the test was left out. */
const ABORTED = /^org\.(?:opentest4j\.TestAborted|junit\.AssumptionViolated)Exception\b/;

/** JUnit 5's console launcher with `--details=verbose`, which prints failures where they happen and no list at the end. */
export const junitVerbose: LogParser = {
  name: "junit",
  signature: /^Test plan execution started\. Number of static tests: \d+$/,
  start() {
    let path: { column: number; name: string }[] = [];
    let source: TestSource | undefined;
    let open: (FailedTest & { type: string }) | undefined;

    const close = (report: Report): void => {
      if (open === undefined) return;
      const { type: _, ...test } = open;
      open = undefined;
      report.test(test);
    };

    return {
      read({ number, text }, report) {
        const node = NODE.exec(text);
        if (node !== null) {
          close(report);
          const [, { length: column } = "", name = ""] = node;
          path = [...path.filter((one) => one.column < column), { column, name }];
          source = undefined;
          return;
        }
        const [, label, value = ""] = LABEL.exec(text) ?? [];
        if (label === "source") source = testSource(value);
        else if (label === "status") close(report);
        else if (label === "caught" && !ABORTED.test(value)) {
          close(report);
          const names = path.map(({ name }) => name);
          const where = source ?? { type: names.at(-1) ?? "" };
          open = { type: where.type, name: testName(where, names.join(":")), message: value };
          report.confirm(number, "test_failure");
        } else if (open !== undefined && open.file === undefined) {
          open = { ...open, ...javaTestPlace(text.replace(/^[|│ ]+/, ""), open.type) };
        }
      },
      end: close,
    };
  },
};
