import { classify, type FailureClass } from "../failure-class.ts";
import type { LogParser, Report } from "./parser.ts";

const ERROR = /^error(?:\[(E\d+)\])?: (.+)$/;
const SUMMARY = /^(?:could not compile|test failed|aborting due to|doctest failed|\d+ targets? failed)/;
const ARROW = /^\s+--> (\S+?):(\d+):\d+$/;
const STDOUT = /^---- (\S.*?) stdout ----$/;
const PANIC = /^thread '(.+?)' (?:\(\d+\) )?panicked at (?:'(.*)', )?(\S+?):(\d+):\d+:?$/;
/** Errors of cargo itself, which have no place in the code; any other line that begins with "error:" may be another program's. */
const BUILD =
  /^(?:linking with |failed to (?:select a version|run custom build command|parse manifest|load source|get )|no matching package|the lock file )/;
const LINT = /-D warnings|-D clippy|#\[deny\(|clippy/;

const known = (kind: FailureClass): FailureClass => (kind === "unknown" ? "compile" : kind);

/** Cargo: rustc's and clippy's errors, and panics of failed tests under `---- test stdout ----`. */
export const cargo: LogParser = {
  name: "cargo",
  signature:
    /^(?:\s+(?:Compiling|Running|Checking|Doc-tests|Blocking|Updating|Finished) .|running \d+ tests?$|error(?:\[E\d+\]): |test result: )/,
  start() {
    let error: { number: number; name: string; message: string; placed: boolean } | undefined;
    let test: string | undefined;
    let panic: { name: string; file: string; line: number } | undefined;

    const close = (report: Report): void => {
      if (error !== undefined && !error.placed && error.name !== "error")
        report.test({ name: error.name, message: error.message });
      error = undefined;
    };

    return {
      read({ number, text }, report) {
        const found = text.startsWith("error") ? ERROR.exec(text) : null;
        if (found !== null) {
          close(report);
          test = undefined;
          const [, code, message = ""] = found;
          if (SUMMARY.test(message)) return;
          error = { number, name: code ?? "error", message, placed: false };
          if (code !== undefined) report.confirm(number, "compile");
          else if (BUILD.test(message)) report.confirm(number, known(classify(message)));
          return;
        }
        if (error !== undefined) {
          const arrow = error.placed ? null : ARROW.exec(text);
          if (arrow !== null) {
            error.placed = true;
            report.confirm(error.number, "compile");
            report.test({ name: error.name, file: arrow[1] ?? "", line: Number(arrow[2]), message: error.message });
          }
          if (/^\s+= (?:note|help): /.test(text) && LINT.test(text)) report.confirm(error.number, "lint");
          if (text === "") close(report);
          return;
        }
        const stdout = text.startsWith("---- ") ? STDOUT.exec(text) : null;
        if (stdout !== null) {
          test = stdout[1];
          if (test !== undefined) report.test({ name: test });
          report.confirm(number, "test_failure");
          return;
        }
        if (test === undefined) return;
        if (text === "failures:" || text.startsWith("test result: ")) {
          test = undefined;
          panic = undefined;
          return;
        }
        if (panic !== undefined) {
          report.confirm(number, "test_failure");
          report.test({ ...panic, message: text.trim() });
          panic = undefined;
          return;
        }
        const panicked = text.startsWith("thread ") ? PANIC.exec(text) : null;
        if (panicked === null) return;
        report.confirm(number, "test_failure");
        const place = { name: test, file: panicked[3] ?? "", line: Number(panicked[4]) };
        if (panicked[2] === undefined) panic = place;
        else report.test({ ...place, message: panicked[2] });
      },
      end: close,
    };
  },
};
