import { setImmediate as nextTurn } from "node:timers/promises";
import { ToolError } from "@fairlead/core";
import type { LogSource } from "@fairlead/domain/ci-log";
import { isHttpError } from "../errors/refusal.ts";
import type { GithubClient } from "../github-client.ts";
import type { Job } from "./jobs.ts";
import type { RepositoryName } from "../repos/repositories.ts";

/**
 * Opens a job's log: a redirect to another host, valid for a minute, followed without the credential. The body is a
 * stream that has to be read or cancelled.
 *
 * @throws ToolError `not_found` for a log that is past its retention, or not there yet.
 */
export async function openJobLog(client: GithubClient, name: RepositoryName, job: Job): Promise<LogSource> {
  const { data } = await client.rest.actions
    .downloadJobLogsForWorkflowRun({
      ...name,
      job_id: job.id,
      headers: { "x-fairlead-stream": "1" },
      request: { parseSuccessResponseBody: false },
    })
    .catch((error: unknown) => {
      if (isHttpError(error) && (error.status === 404 || error.status === 410)) throw noLog(job);
      throw error;
    });
  const pieces = data as ReadableStream<Uint8Array> | null | undefined;
  return pieces ? inTurns(pieces) : emptyLog();
}

/**
 * Lets others run between the pieces of a log. Node reads two megabytes from a fast socket at a stretch, and looking
 * through them would hold up every other call, and the news that the client has left, for a tenth of a second.
 */
async function* inTurns(pieces: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const piece of pieces) {
    yield piece;
    await nextTurn();
  }
}

async function* emptyLog(): AsyncGenerator<Uint8Array> {}

function noLog({ status }: Job): ToolError {
  return status === "completed"
    ? new ToolError(
        "not_found",
        "The log is past its retention or was never written: see the annotations with get_workflow_run, or run the job again.",
      )
    : new ToolError("not_found", "The job has not ended: its log can be read when it has.");
}
