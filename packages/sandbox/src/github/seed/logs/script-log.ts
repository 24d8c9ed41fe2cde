import type { Step } from "../../state/actions.ts";
import type { CheckConclusion } from "../../state/checks.ts";

/** A job's log with the steps that produced it: the times of the two always agree. */
export interface ScriptedLog {
  readonly text: string;
  readonly steps: Step[];
  readonly startedAtMs: number;
  readonly completedAtMs: number;
}

export interface LogScript {
  /** Ends the step before, starts the next. */
  step(name: string): void;
  line(text: string): void;
  /** A folded section, as `##[group]` and `##[endgroup]` mark it. */
  group(title: string, lines: readonly string[]): void;
  pause(ms: number): void;
  /** Marks the step as failed (or cancelled). */
  fail(conclusion?: CheckConclusion): void;
  lines(): number;
  end(): ScriptedLog;
}

/** Actions writes seven decimals, and truncates step times to whole seconds. The second's text is made once for all its lines. */
function stamper(): (atMs: number, n: number) => string {
  let second = -1;
  let prefix = "";
  return (atMs, n) => {
    const at = Math.floor(atMs / 1_000);
    if (at !== second) {
      second = at;
      prefix = new Date(at * 1_000).toISOString().slice(0, -4);
    }
    return `${prefix}${String((atMs % 1_000) * 10_000 + ((n * 7919) % 10_000)).padStart(7, "0")}Z`;
  };
}

const wholeSecond = (ms: number): number => Math.floor(ms / 1_000) * 1_000;

/** Writes a log from `startedAtMs` on; each line takes a few milliseconds. The first line carries the byte order mark Actions puts there. */
export function scriptLog(startedAtMs: number): LogScript {
  const out: string[] = [];
  const steps: Step[] = [];
  const stamp = stamper();
  let nowMs = startedAtMs;
  const close = (): void => {
    const open = steps.at(-1);
    if (!open) return;
    open.status = "completed";
    open.conclusion ??= "success";
    open.completedAtMs = wholeSecond(nowMs);
  };
  const script: LogScript = {
    step(name) {
      close();
      nowMs = wholeSecond(nowMs) + 1_000;
      steps.push({
        number: steps.length + 1,
        name,
        status: "in_progress",
        conclusion: null,
        startedAtMs: nowMs,
        completedAtMs: null,
      });
    },
    line(text) {
      nowMs += 1 + (out.length % 3);
      out.push(`${stamp(nowMs, out.length)} ${text}\n`);
    },
    group(title, lines) {
      script.line(`##[group]${title}`);
      for (const text of lines) script.line(text);
      script.line("##[endgroup]");
    },
    pause(ms) {
      nowMs += ms;
    },
    fail(conclusion = "failure") {
      const open = steps.at(-1);
      if (open) open.conclusion = conclusion;
    },
    lines: () => out.length,
    end() {
      close();
      return { text: `\u{FEFF}${out.join("")}`, steps, startedAtMs, completedAtMs: wholeSecond(nowMs) + 1_000 };
    },
  };
  return script;
}
