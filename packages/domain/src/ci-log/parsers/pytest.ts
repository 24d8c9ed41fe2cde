import type { FailureClass } from "../failure-class.ts";
import type { LogParser, Report } from "./parser.ts";

const SECTION = /^=+ (.+?) =+$/;
const HEAD = /^_{3,} (.+?) _{3,}$/;
const DIVIDER = /^-+ (.+?) -+$/;
const PLACE = /^(\S+\.py):(\d+): /;
const NODE = /^(?:FAILED|ERROR) (\S+?\.py)(?:::(.+?))?(?: - (.*))?$/;

const dotted = (name: string): string => name.replaceAll("::", ".");

function kindOf(message: string): FailureClass {
  if (/^(?:ModuleNotFoundError|ImportError)\b/.test(message)) return "dependency";
  return /^(?:SyntaxError|IndentationError)\b/.test(message) ? "compile" : "test_failure";
}

/** Pytest: `____ test ____` blocks under FAILURES and ERRORS, then the short summary. Captured output, and live logs of what passed, are muted. */
export const pytest: LogParser = {
  name: "pytest",
  signature: /^(?:=+ (?:test session starts|FAILURES|ERRORS|short test summary info) =+$|collected \d+ items?)/,
  start() {
    let section = "run";
    let captured = false;
    let liveFrom: number | undefined;
    let open: { name: string; message: string; file?: string; line?: number } | undefined;
    const named = new Set<string>();

    const close = (report: Report): void => {
      if (open === undefined) return;
      const { name, message, ...place } = open;
      open = undefined;
      named.add(name);
      report.test({ name, ...place, ...(message === "" ? {} : { message }) });
    };

    return {
      read({ number, text }, report) {
        const title = text.startsWith("=") ? SECTION.exec(text)?.[1] : undefined;
        if (title !== undefined) {
          close(report);
          section = title;
          captured = false;
          return;
        }
        if (section === "FAILURES" || section === "ERRORS") {
          const head = text.startsWith("___") ? HEAD.exec(text)?.[1] : undefined;
          if (head !== undefined) {
            close(report);
            captured = false;
            open = { name: dotted(head.replace(/^ERROR (?:collecting|at \w+ of) /, "")), message: "" };
            return;
          }
          if (DIVIDER.exec(text)?.[1]?.startsWith("Captured") === true) captured = true;
          if (captured) report.mute(number, number);
          if (open === undefined || captured) return;
          if (open.message === "" && /^E {3}/.test(text)) {
            open.message = text.slice(1).trim();
            report.confirm(number, kindOf(open.message));
          }
          const place = open.file === undefined ? PLACE.exec(text) : null;
          const file = place?.[1] ?? "";
          if (place !== null && !/site-packages|^\/.*\/lib\/python/.test(file))
            open = { ...open, file, line: Number(place[2]) };
          return;
        }
        const node = section === "short test summary info" ? NODE.exec(text) : null;
        if (node !== null) {
          const [, file = "", path, message] = node;
          const name = path === undefined ? file : dotted(path);
          if (!named.has(name)) report.confirm(number, kindOf(message ?? ""));
          report.test({ name, file, ...(message === undefined ? {} : { message }) });
          return;
        }
        if (DIVIDER.exec(text)?.[1]?.startsWith("live log") === true) liveFrom ??= number;
        else if (liveFrom !== undefined && /^(?:PASSED|SKIPPED|XFAIL|FAILED|ERROR)\b {2,}/.test(text)) {
          if (!/^(?:FAILED|ERROR)/.test(text)) report.mute(liveFrom, number);
          liveFrom = undefined;
        }
      },
      end: close,
    };
  },
};
