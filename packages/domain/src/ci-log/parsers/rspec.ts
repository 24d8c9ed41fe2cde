import type { LogParser, Report } from "./parser.ts";

const HEAD = /^ {2,4}\d+(?:\.\d+)?\) (.+)$/;
const PLACE = /^\s+# (\S+\.rb):(\d+)(?::in |$)/;
const RERUN = /^rspec (\S+?):(\d+)(?: # (.+))?$/;

/** RSpec: numbered blocks under `Failures:`. The same blocks under `Pending:` are wanted failures and are muted. */
export const rspec: LogParser = {
  name: "rspec",
  signature: /^(?:Randomized with seed \d+|Failures:|Pending: .*|Failed examples:|\d+ examples?, \d+ failures?.*)$/,
  start() {
    let section = "";
    let open: { name: string; message: string[]; file?: string; line?: number } | undefined;

    const close = (report: Report): void => {
      if (open === undefined) return;
      const { name, message, ...place } = open;
      open = undefined;
      report.test({ name, ...place, ...(message.length === 0 ? {} : { message: message.join(" ") }) });
    };

    return {
      read({ number, text }, report) {
        if (/^\S/.test(text)) {
          if (/^(?:Failures:$|Pending: |Failed examples:|Finished in |Top \d+ )/.test(text)) {
            close(report);
            section = text.split(/[: ]/, 1)[0] ?? "";
          }
          const rerun = RERUN.exec(text);
          if (rerun !== null) {
            const file = (rerun[1] ?? "").replace(/^\.\//, "");
            report.test({ name: rerun[3] ?? `${file}:${rerun[2] ?? ""}`, file, line: Number(rerun[2]) });
          }
          return;
        }
        if (section === "Pending") report.mute(number, number);
        if (section !== "Failures") return;
        const head = HEAD.exec(text);
        if (head !== null) {
          close(report);
          open = { name: head[1] ?? "", message: [] };
          report.confirm(number, "test_failure");
          return;
        }
        if (open === undefined || text.trim() === "") return;
        const place = PLACE.exec(text);
        if (place !== null) {
          const file = (place[1] ?? "").replace(/^\.\//, "");
          if (open.file === undefined || (/_(?:spec|test)\.rb$/.test(file) && !/_(?:spec|test)\.rb$/.test(open.file))) {
            open = { ...open, file, line: Number(place[2]) };
          }
          return;
        }
        if (text.includes("Failure/Error:")) report.confirm(number, "test_failure");
        else if (open.file === undefined && open.message.length < 3) open.message.push(text.trim());
      },
      end: close,
    };
  },
};
