import { classify, type FailureClass } from "../failure-class.ts";
import { HIT } from "../score/score-line.ts";
import type { LogParser, ParserLine, Report } from "./parser.ts";

const STEP = /^#(\d+) /;
const STEP_ERROR = /^#(\d+) ERROR: (.+)$/;
const RECAP = /^ > \[.*?\] (.+?):?$/;
const DOCKERFILE = /^([\w./-]*[Dd]ockerfile[\w.-]*):(\d+)$/;
const CLASSIC_STEP = /^Step \d+\/\d+ : (.+)$/;
const CLASSIC_ERROR = /^The command '.+' returned a non-zero code: \d+$/;
const KEPT = 20;
const STEPS = 64;
const TAIL = 3;

interface Seen {
  readonly number: number;
  readonly text: string;
  readonly score: number;
}

const kindOf = (lines: readonly Seen[]): FailureClass => classify(lines.map((line) => line.text).join("\n"));

/**
 * `docker build`: BuildKit's plain progress, whose parallel steps interleave, and the classic builder. The lines of the step that failed are
 * kept aside until its error, which only says that it failed; what looked like an error among its last lines is the cause, else the very last.
 */
export const docker: LogParser = {
  name: "docker",
  prefixed: true,
  signature:
    /^(?:#\d+ (?:\[|DONE|CACHED|sha256:|transferring )|Sending build context to Docker daemon|Step \d+\/\d+ : )/,
  start() {
    const steps = new Map<string, Seen[]>();
    let classic: Seen[] = [];
    let instruction = "";
    let recap: Seen[] | undefined;
    let failed: { name: string; message: string } | undefined;

    const confirm = (lines: readonly Seen[], report: Report): void => {
      const hits = lines.filter((line) => line.score >= HIT);
      const causes = hits.length === 0 ? lines.slice(-TAIL) : hits;
      const kind = kindOf(causes);
      for (const line of causes) report.confirm(line.number, kind);
      const message = causes[0]?.text;
      if (message !== undefined && (failed?.message ?? "") === "")
        failed = { name: failed?.name ?? instruction, message };
    };
    const keep = (lines: Seen[], line: Seen): void => {
      lines.push(line);
      if (lines.length > KEPT) lines.shift();
    };
    const tell = (report: Report, place?: { file: string; line: number }): void => {
      if (failed !== undefined && failed.name !== "") report.test({ ...failed, ...place });
    };

    const readRecap = ({ number, text, score }: ParserLine, report: Report): void => {
      if (recap === undefined) return;
      if (!/^-{6}$/.test(text)) {
        keep(recap, { number, text: text.replace(/^\d+\.\d+ /, ""), score });
        return;
      }
      const lines = recap;
      recap = undefined;
      if (failed?.message === "" || failed === undefined) confirm(lines, report);
      tell(report);
    };

    return {
      read(line, report) {
        const { number, text, score } = line;
        const error = text.startsWith("#") ? STEP_ERROR.exec(text) : null;
        if (error !== null) {
          failed = { name: "", message: "" };
          confirm(steps.get(error[1] ?? "") ?? [], report);
          return;
        }
        const step = STEP.exec(text)?.[1];
        if (step !== undefined) {
          const lines = steps.get(step) ?? [];
          if (lines.length === 0) steps.set(step, lines);
          const [oldest] = steps.size > STEPS ? steps.keys() : [];
          if (oldest !== undefined) steps.delete(oldest);
          if (/^#\d+ (?:DONE|CACHED|CANCELED)/.test(text)) steps.delete(step);
          else keep(lines, { number, text: text.replace(/^#\d+ (?:\d+\.\d+ )?/, ""), score });
          return;
        }
        const head = RECAP.exec(text);
        if (head !== null) {
          failed = { name: head[1] ?? "", message: failed?.message ?? "" };
          recap = [];
          return;
        }
        if (recap !== undefined) {
          readRecap(line, report);
          return;
        }
        const place = DOCKERFILE.exec(text);
        if (place !== null) {
          tell(report, { file: place[1] ?? "", line: Number(place[2]) });
          return;
        }
        const begin = CLASSIC_STEP.exec(text);
        if (begin !== null) {
          instruction = begin[1] ?? "";
          classic = [];
        } else if (CLASSIC_ERROR.test(text)) {
          confirm(classic, report);
          tell(report);
        } else if (instruction !== "") {
          keep(classic, { number, text, score });
        }
      },
    };
  },
};
