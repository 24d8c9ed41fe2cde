import type { LogParser, Report } from "./parser.ts";

const VERDICT = /^(\s*)--- (FAIL|PASS|SKIP): (\S+)/;
const RUN = /^=== (?:RUN|CONT|NAME)\s+(\S+)/;
const MESSAGE = /^\s+(\w[\w.-]*\.go):(\d+): ?(.*)$/;
const COMPILE = /^(?:vet: )?(\S+\.go):(\d+)(?::\d+)?: (.+)$/;
const FRAME = /^\t(\S+\.go):(\d+)(?: \+0x[0-9a-f]+)?$/;
const TESTIFY = /^\s+Error:\s+(.+)$/;
const PENDING_LIMIT = 40;

interface Message {
  readonly test: string;
  readonly number: number;
  readonly file: string;
  readonly line: number;
  text: string;
}

/**
 * `go test`, with and without `-v`: with it a test's messages come before its verdict, so they wait for it; without it they follow. Also
 * compile errors under `# package`, and panics.
 */
export const goTest: LogParser = {
  name: "go-test",
  signature:
    /^(?:=== RUN\s|\s*--- (?:FAIL|PASS): \S|ok {2}\t\S|FAIL\t\S|\?\s+\S+\s+\[no test files\]|# [\w.-]+\/[\w./-]+(?: \[.+\])?$)/,
  start() {
    let running = "";
    let runningFrom = 0;
    let pending: Message[] = [];
    let failed = "";
    let inPackage = false;
    let panic: { message: string; number: number; name: string } | undefined;

    let told = "";

    /** A test may complain many times; the first complaint stands for it. */
    const tell = (message: Message, report: Report, name: string): void => {
      report.confirm(message.number, "test_failure");
      if (told === name) return;
      told = name;
      report.test({
        name,
        file: message.file,
        line: message.line,
        ...(message.text === "" ? {} : { message: message.text }),
      });
    };

    return {
      read({ number, text }, report) {
        const run = text.startsWith("=== ") ? RUN.exec(text) : null;
        if (run !== null) {
          running = run[1] ?? "";
          runningFrom = number;
          failed = "";
          return;
        }
        const verdict = text.includes("--- ") ? VERDICT.exec(text) : null;
        if (verdict !== null) {
          const [, indent = "", outcome, name = ""] = verdict;
          const mine = pending.filter((message) => message.test === name || message.test === "");
          pending = pending.filter((message) => !mine.includes(message));
          failed = outcome === "FAIL" ? name : "";
          if (outcome === "FAIL") {
            report.confirm(number, "test_failure");
            report.test({ name });
            for (const message of mine) tell(message, report, name);
          } else if (indent === "" && name === running) {
            report.mute(runningFrom, number);
          }
          return;
        }
        if (text.startsWith("panic: ")) {
          panic = { message: text, number, name: failed === "" ? running : failed };
          return;
        }
        if (panic !== undefined) {
          if (/^goroutine \d+ \[/.test(text)) {
            report.confirm(panic.number, "test_failure");
            if (panic.name !== "") report.test({ name: panic.name, message: panic.message });
          }
          const frame = FRAME.exec(text);
          const file = frame?.[1] ?? "";
          if (frame !== null && !/\/(?:src\/(?:testing|runtime)|go\/src)\//.test(file)) {
            if (panic.name !== "")
              report.test({ name: panic.name, file, line: Number(frame[2]), message: panic.message });
            panic = undefined;
          }
          return;
        }
        const message = text.includes(".go:") ? MESSAGE.exec(text) : null;
        if (message !== null) {
          const found: Message = {
            test: running,
            number,
            file: message[1] ?? "",
            line: Number(message[2]),
            text: (message[3] ?? "").trim(),
          };
          if (failed !== "") tell(found, report, failed);
          else pending = [...pending, found].slice(-PENDING_LIMIT);
          return;
        }
        const testify = TESTIFY.exec(text);
        const last = pending.at(-1);
        if (testify !== null && last !== undefined && last.text === "") {
          last.text = (testify[1] ?? "").trim();
          return;
        }
        if (/^# [\w.-]+\//.test(text)) {
          inPackage = true;
          return;
        }
        const compile = inPackage ? COMPILE.exec(text) : null;
        inPackage = compile !== null;
        if (compile === null) return;
        report.confirm(number, "compile");
        report.test({ name: "compile", file: compile[1] ?? "", line: Number(compile[2]), message: compile[3] ?? "" });
      },
    };
  },
};
