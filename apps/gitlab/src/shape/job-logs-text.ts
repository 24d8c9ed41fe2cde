import type { JobLog } from "./job-log.ts";

interface Output {
  jobs?: readonly JobLog[] | undefined;
  pipeline_id?: number | undefined;
  other_jobs?: readonly string[] | undefined;
  note?: string | undefined;
}

/** Logs as a person would print them: each job's verdict, failed tests and numbered lines; how to read on comes last. */
export function jobLogsText({ jobs = [], pipeline_id: id, other_jobs: others, note }: Output): string {
  return [
    ...(id === undefined ? [] : [`pipeline ${id}`]),
    ...jobs.map(jobText),
    ...(others ? [`[other jobs: ${others.join(", ")}]`] : []),
    ...(note === undefined ? [] : [`[${note}]`]),
  ].join("\n\n");
}

function jobText(job: JobLog): string {
  const facts = [
    ...(job.class === undefined ? [] : [job.class]),
    ...(job.section === undefined ? [] : [`in ${job.section}`]),
    ...(job.total_lines === undefined ? [] : [`${job.total_lines} lines`]),
  ];
  const where = job.project === undefined ? "" : ` of ${job.project}`;
  return [
    `== ${job.name} (job ${job.job_id}${where})${facts.length > 0 ? `: ${facts.join(", ")}` : ""}`,
    ...(job.tests ? ["Failed:", ...job.tests.map(testText)] : []),
    ...(job.sections ?? []),
    ...(job.excerpts ?? []).map(excerptText),
    ...(job.note === undefined ? [] : [`[${job.note}]`]),
  ].join("\n");
}

function testText({ name, file, line, message }: NonNullable<JobLog["tests"]>[number]): string {
  const place = file === undefined ? "" : ` (${file}${line === undefined ? "" : `:${line}`})`;
  return `- ${name}${place}${message === undefined ? "" : `: ${message}`}`;
}

function excerptText({ from_line: from, text }: NonNullable<JobLog["excerpts"]>[number]): string {
  return ["---", ...text.split("\n").map((line, index) => `${from + index}| ${line}`)].join("\n");
}
