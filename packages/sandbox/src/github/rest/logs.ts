import { notFound } from "../http/refusals.ts";
import { repositoryOf } from "../http/repository-of.ts";
import type { Call, Reply, Route } from "../http/route.ts";
import { Refusal, route } from "../http/route.ts";
import { jobOf } from "./run-of.ts";

/** A signed address is good for about a minute. */
const LINK_TTL_MS = 60_000;
const CHUNK_CHARACTERS = 65_536;

/** The log in pieces, so that a reader who leaves early is noticed. */
function* chunks(text: string): Generator<string> {
  for (let at = 0; at < text.length; at += CHUNK_CHARACTERS) yield text.slice(at, at + CHUNK_CHARACTERS);
}

/** 302 to the second origin; 410 once the retention is over, 404 while there is no log yet. */
function jobLog(call: Call): Reply {
  const { job } = jobOf(call, repositoryOf(call));
  if (job.logExpired) throw new Refusal(410, "The logs for this run have expired and are no longer available.");
  const { log } = job;
  if (log === null) throw notFound();
  const location = call.world.publish({
    name: `job-logs-${job.id}.txt`,
    contentType: "text/plain; charset=utf-8",
    ttlMs: LINK_TTL_MS,
    async *open() {
      yield* chunks(log);
    },
  });
  return { status: 302, headers: { location } };
}

export const logRoutes: readonly Route[] = [route("GET", "/repos/{owner}/{repo}/actions/jobs/{job_id}/logs", jobLog)];
