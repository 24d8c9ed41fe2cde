import type { LogParser } from "./parser.ts";

const FILE = /^(?:\/|[A-Za-z]:\\|\.{0,2}[\w@-]+\/)?\S*\.[cm]?[jt]sx?$|^\/\S+\.\w+$/;
const STYLISH = /^\s+(\d+):(\d+)\s+error\s+(.+?)(?:\s{2,}(\S+))?$/;
const COMPACT = /^(\S+): line (\d+), col \d+, Error - (.+?)(?: \((\S+)\))?$/;
const UNIX = /^(\S+\.\w+):(\d+):\d+: (.+) \[Error\/(\S+)\]$/;

/** ESLint (also oxlint and stylelint in the same form): each error with its rule. Warnings are left alone. */
export const eslint: LogParser = {
  name: "eslint",
  signature:
    /^(?:\s+\d+:\d+\s+(?:error|warning)\s{2,}\S|✖ \d+ problems? |Oops! Something went wrong! :\(|\S+: line \d+, col \d+, (?:Error|Warning) - |\S+\.\w+:\d+:\d+: .+ \[Error\/)/,
  start() {
    let file: string | undefined;
    return {
      read({ number, text }, report) {
        if (FILE.test(text)) {
          file = text.trim();
          return;
        }
        if (text.startsWith("Oops! Something went wrong!")) report.confirm(number, "config");
        const stylish = STYLISH.exec(text);
        if (stylish !== null) {
          report.confirm(number, "lint");
          const [, line, , message = "", rule = "error"] = stylish;
          report.test({ name: rule, ...(file === undefined ? {} : { file }), line: Number(line), message });
          return;
        }
        const match = COMPACT.exec(text) ?? UNIX.exec(text);
        if (match === null) return;
        report.confirm(number, "lint");
        report.test({
          name: match[4] ?? "error",
          file: match[1] ?? "",
          line: Number(match[2]),
          message: match[3] ?? "",
        });
      },
    };
  },
};
