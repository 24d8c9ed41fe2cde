import type { Excerpt, Failures } from "./failures.ts";
import type { FailedTest } from "./parsers/parser.ts";

export const formatTest = ({ name, file, line, message }: FailedTest): string => {
  const place = file === undefined ? "" : ` (${line === undefined ? file : `${file}:${line}`})`;
  return `- ${name}${place}${message === undefined ? "" : `: ${message}`}`;
};

export const formatExcerpt = (excerpt: Excerpt): string =>
  excerpt.text
    .split("\n")
    .map((text, index) => `${excerpt.fromLine + index}| ${text}`)
    .join("\n");

/** The first line: class, step, size. */
export function formatHead(failures: Pick<Failures, "class" | "step" | "totalLines" | "truncated">): string {
  const step = failures.step === undefined ? "" : ` in ${failures.step}`;
  const size = `${failures.totalLines} lines${failures.truncated ? " read, the log goes on" : ""}`;
  return `${failures.class}${step} (${size})`;
}

/** The last line: what is not shown and how to read it. */
export function formatFoot({ hiddenExcerpts, repeated }: Pick<Failures, "hiddenExcerpts" | "repeated">): string {
  const hidden = hiddenExcerpts === undefined ? "" : `${hiddenExcerpts} more places with errors. `;
  const again = repeated === undefined ? "" : `${repeated} repeated error lines not shown. `;
  return `${hidden}${again}Read on with a range of lines, or search for a text.`;
}

/** The same facts as compact text, every line with its number in the raw log. It fits the budget the failures were extracted with. */
export function formatExcerpts(failures: Failures): string {
  const { tests, excerpts, hiddenTests } = failures;
  const more = hiddenTests === undefined ? [] : [`- and ${hiddenTests} more`];
  return [
    formatHead(failures),
    ...(tests.length === 0 ? [] : ["Failed:", ...tests.map(formatTest), ...more]),
    ...excerpts.flatMap((excerpt) => ["---", formatExcerpt(excerpt)]),
    "---",
    formatFoot(failures),
  ].join("\n");
}
