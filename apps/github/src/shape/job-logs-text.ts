import type { z } from "zod";
import type { LogExcerpt } from "@fairlead/domain/ci-log";
import type { JobLog } from "./job-log.ts";

interface Output {
  jobs?: readonly z.output<typeof JobLog>[] | undefined;
  run_id?: number | undefined;
  attempt?: number | undefined;
  other_jobs?: readonly string[] | undefined;
  note?: string | undefined;
}

/** Logs as a person would print them: each job's verdict, failed tests and numbered lines; how to read on comes last. */
export function jobLogsText({ jobs = [], run_id, attempt, other_jobs, note }: Output): string {
  return [
    ...(run_id === undefined ? [] : [`run ${run_id}${attempt === undefined ? "" : `, attempt ${attempt}`}`]),
    ...jobs.map(jobText),
    ...(other_jobs ? [`[other jobs: ${other_jobs.join(", ")}]`] : []),
    ...(note === undefined ? [] : [`[${note}]`]),
  ].join("\n\n");
}

function jobText(job: z.output<typeof JobLog>): string {
  const facts = [
    ...(job.class === undefined ? [] : [job.class]),
    ...(job.step === undefined ? [] : [`in ${job.step}`]),
    ...(job.total_lines === undefined ? [] : [`${job.total_lines} lines`]),
  ];
  return [
    `== ${job.name} (job ${job.job_id})${facts.length > 0 ? `: ${facts.join(", ")}` : ""}`,
    ...(job.tests ? ["Failed:", ...job.tests.map(testText)] : []),
    ...(job.steps ?? []),
    ...(job.excerpts ?? []).map(excerptText),
    ...(job.note === undefined ? [] : [`[${job.note}]`]),
  ].join("\n");
}

function testText({ name, file, line, message }: NonNullable<z.output<typeof JobLog>["tests"]>[number]): string {
  const place = file === undefined ? "" : ` (${file}${line === undefined ? "" : `:${line}`})`;
  return `- ${name}${place}${message === undefined ? "" : `: ${message}`}`;
}

/** Lines of a step may have gaps between them: then only the first and last number are known. */
function excerptText({ from_line, to_line, text }: LogExcerpt): string {
  const lines = text.split("\n");
  if (lines.length !== to_line - from_line + 1) return `--- lines ${from_line}-${to_line}\n${text}`;
  return ["---", ...lines.map((line, index) => `${from_line + index}| ${line}`)].join("\n");
}
