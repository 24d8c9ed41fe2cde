import { ownFrame } from "./own-frame.ts";
import type { FailedTest, LogParser, Report } from "./parser.ts";

const STREAM = /^(?:stdout|stderr) \| /;
const FAIL = /^\s*FAIL\s+(?:\|[^|]+\|\s+)?(\S+\.[cm]?[jt]sx?)(?: > (.+?)| \[ .+ \])?$/;
const RULE = /^\s*⎯{3,}/;

interface Open {
  readonly names: { file: string; name: string }[];
  message: string;
  frame: { file: string; line: number } | undefined;
  exact: boolean;
}

/** Vitest: `FAIL file > suite > test` blocks after the run, several heads over one error. What tests print (`stderr | …`) is muted. */
export const vitest: LogParser = {
  name: "vitest",
  signature:
    /^\s*(?:RUN\s+v\d|(?:stdout|stderr) \| |⎯{3,}.* Failed (?:Tests|Suites) |FAIL\s+(?:\|[^|]+\|\s+)?\S+\.[cm]?[jt]sx?(?: > | \[ ))/,
  start() {
    let open: Open | undefined;
    let muting = false;
    let unhandled = false;

    const close = (report: Report): void => {
      if (open === undefined) return;
      const { names, message, frame, exact } = open;
      open = undefined;
      for (const { file, name } of names) {
        const test: FailedTest = { name, file, ...(message === "" ? {} : { message }) };
        report.test(exact && frame !== undefined ? { ...test, line: frame.line } : test);
      }
    };

    return {
      read({ number, text }, report) {
        if (muting) {
          muting = text.trim() !== "";
          if (muting) report.mute(number, number);
          return;
        }
        if (STREAM.test(text)) {
          muting = true;
          return;
        }
        const fail = FAIL.exec(text);
        if (fail !== null) {
          if (open !== undefined && open.message !== "") close(report);
          open ??= { names: [], message: "", frame: undefined, exact: false };
          const file = fail[1] ?? "";
          open.names.push({ file, name: fail[2] ?? file });
          report.confirm(number, "test_failure");
          return;
        }
        if (RULE.test(text)) {
          close(report);
          unhandled = /Unhandled (?:Errors|Rejection)/.test(text);
          return;
        }
        if (unhandled && /^\s*\w*Error\b.*: /.test(text)) {
          report.confirm(number, "test_failure");
          unhandled = false;
        }
        if (open === undefined || text.trim() === "") return;
        if (open.message === "") {
          open.message = text.trim();
          report.confirm(number, /cannot find (?:module|package) '[^./]/i.test(text) ? "dependency" : "test_failure");
          return;
        }
        const frame = open.exact ? undefined : ownFrame(text);
        if (frame === undefined) return;
        open.exact = open.names.some(({ file }) => frame.file.endsWith(file));
        open.frame = frame;
      },
      end: close,
    };
  },
};
