import { ownFrame } from "./own-frame.ts";
import type { LogParser, Report } from "./parser.ts";

const SUITE = /^(?:PASS|FAIL)\s+(?:\S+\s+)?(\S+\.[cm]?[jt]sx?)(?:\s+\([\d.]+\s*m?s\))?$/;
/** The reporter for GitHub prints the failures once more, grouped by file. */
const GROUP = /^(?:##\[group\]|::group::)Errors thrown in (\S+)$/;
const BULLET = /^ {2}● (.+)$/;
const CONSOLE = /^(\s+)console\.(?:log|error|warn|info|debug|trace)$/;

interface Open {
  readonly name: string;
  message: string;
  values: string[];
  frame: { file: string; line: number } | undefined;
  exact: boolean;
}

/** Jest: `FAIL file`, then `● suite › test` with message, code and stack. Console blocks, in passing files too, are muted. */
export const jest: LogParser = {
  name: "jest",
  signature: /^(?:(?:PASS|FAIL)\s+(?:\S+\s+)?\S+\.[cm]?[jt]sx?(?:\s+\([\d.]+\s*m?s\))?$|Test Suites: | {2}● .+ › )/,
  start() {
    let file = "";
    let open: Open | undefined;
    let muteDeeperThan: number | undefined;

    const close = (report: Report): void => {
      if (open === undefined) return;
      const { name, frame } = open;
      const message = [open.message, ...open.values].join(" ").trim();
      open = undefined;
      report.test({ name, ...(frame ?? (file === "" ? {} : { file })), ...(message === "" ? {} : { message }) });
    };

    return {
      read({ number, text }, report) {
        const suite = SUITE.exec(text) ?? GROUP.exec(text);
        const bullet = suite === null ? BULLET.exec(text) : null;
        if (suite !== null || bullet !== null) {
          close(report);
          muteDeeperThan = undefined;
        }
        if (suite !== null) {
          file = suite[1] ?? "";
          return;
        }
        if (bullet !== null) {
          const name = bullet[1] ?? "";
          if (name === "Console") {
            muteDeeperThan = 3;
            return;
          }
          open = {
            name: name === "Test suite failed to run" ? file : name,
            message: "",
            values: [],
            frame: undefined,
            exact: false,
          };
          report.confirm(number, "test_failure");
          return;
        }
        const blank = text.trim() === "";
        const indent = text.length - text.trimStart().length;
        if (muteDeeperThan !== undefined) {
          if (blank || indent > muteDeeperThan) {
            report.mute(number, number);
            return;
          }
          muteDeeperThan = undefined;
        }
        if (open === undefined) {
          muteDeeperThan = CONSOLE.exec(text)?.[1]?.length;
          return;
        }
        if (blank) return;
        if (indent < 4) {
          close(report);
          return;
        }
        if (open.message === "") {
          open.message = text.trim();
          report.confirm(number, /cannot find module '[^./]/i.test(text) ? "dependency" : "test_failure");
          return;
        }
        if (/^ {4}(?:Expected|Received)\b.*: /.test(text) && open.values.length < 4) open.values.push(text.trim());
        const frame = open.exact ? undefined : ownFrame(text);
        if (frame === undefined) return;
        open.exact = file !== "" && frame.file.endsWith(file);
        if (open.exact) frame.file = file;
        if (open.frame === undefined || open.exact) open.frame = frame;
      },
      end: close,
    };
  },
};
