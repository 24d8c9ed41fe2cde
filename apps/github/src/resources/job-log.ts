import { defineResource, numberText } from "@fairlead/core";
import { rangeLog } from "@fairlead/domain/ci-log";
import { z } from "zod";
import type { GithubReadContext } from "../client/github-client.ts";
import { openJobLog } from "../client/actions/job-log-stream.ts";
import { readJob } from "../client/actions/jobs.ts";
import { repositoryVariables } from "../shape/variables.ts";

/** What the last line takes that tells how to read on, in tokens. */
const READ_ON = 20;

export const jobLog = defineResource({
  name: "job_log",
  toolset: "actions",
  title: "Log of a job",
  description: "Lines of a job's log, from the first or from one that is told",
  uri: "github://repos/{owner}/{repo}/actions/jobs/{job_id}/log{?from,to}",
  mimeType: "text/plain",
  params: z.object({
    ...repositoryVariables,
    job_id: numberText("Job"),
    from: numberText("First line").optional(),
    to: numberText("Last line").optional(),
  }),
  scopes: ["repo"],
  ttlMs: 300_000,
  async read({ owner, repo, job_id, from, to }, { client, budget }: GithubReadContext) {
    const name = { owner, repo };
    const log = await openJobLog(client, name, await readJob(client, name, job_id));
    const page = await rangeLog(log, {
      fromLine: from ?? 1,
      ...(to !== undefined && { toLine: to }),
      budgetTokens: budget - READ_ON,
    });
    const more = page.next === undefined ? [] : [`[go on with ?from=${page.next}]`];
    return { text: [page.text, ...more].join("\n") };
  },
});
