import { defineResource, numberText } from "@fairlead/core";
import { rangeLog } from "@fairlead/domain/ci-log";
import { z } from "zod";
import { findJobs } from "../client/find-jobs.ts";
import type { GitlabReadContext } from "../client/gitlab-client.ts";
import { openTrace } from "../client/read-job-logs.ts";
import { projectVariable } from "../shape/variables.ts";

/** What the last line takes that tells how to read on, in tokens. */
const READ_ON = 20;

export const jobLog = defineResource({
  name: "job_log",
  toolset: "ci",
  title: "Log of a job",
  description: "Lines of a job's log, from the first or from one that is told",
  uri: "gitlab://projects/{project}/jobs/{job_id}/log{?from,to}",
  mimeType: "text/plain",
  params: z.object({
    ...projectVariable,
    job_id: numberText("Job"),
    from: numberText("First line").optional(),
    to: numberText("Last line").optional(),
  }),
  scopes: ["read_api"],
  ttlMs: 300_000,
  async read({ project, job_id, from, to }, { client, budget }: GitlabReadContext) {
    const { jobs } = await findJobs(client, project, { job_id }, { mayRead: () => false, failures: false });
    const [found] = jobs;
    if (!found) return { text: "" };
    const page = await rangeLog(await openTrace(client, found), {
      fromLine: from ?? 1,
      ...(to !== undefined && { toLine: to }),
      budgetTokens: budget - READ_ON,
    });
    const more = page.next === undefined ? [] : [`[go on with ?from=${page.next}]`];
    return { text: [page.text, ...more].join("\n") };
  },
});
