import { html } from "hono/html";
import type { MetricValue } from "../../observe/index.ts";
import type { Html } from "../../pages/index.ts";
import { shownCount, shownDuration } from "./shown-number.ts";

/** What `jobsView` shows. */
export const JOB_FAMILIES = ["jobs_waiting", "jobs_running", "jobs_total", "job_duration_seconds"] as const;

/** How tries of jobs end, for people. */
const OUTCOMES = [
  ["completed", "done"],
  ["retried", "to be tried again"],
  ["failed", "failed"],
  ["cancelled", "cancelled"],
  ["given_back", "given back"],
] as const;

/** Queues, one a row. Each cell says what it counts: on a phone there are no columns. */
export function jobsView(values: readonly MetricValue[], hint: string): Html {
  const queues = [...new Set(values.flatMap(({ labels: { queue } }) => queue ?? []))].toSorted();
  return html`<p class="hint">${hint}</p>
    ${
      queues.length === 0
        ? html`<p>There are no queues.</p>`
        : html`<table class="records">
            <thead>
              <tr>
                <th scope="col">Queue</th>
                <th scope="col">Jobs</th>
                <th scope="col">Tries that have ended</th>
                <th scope="col">Time of a try</th>
              </tr>
            </thead>
            <tbody>
              ${queues.map((queue) => queueRow(queue, values))}
            </tbody>
          </table>`
    }`;
}

function queueRow(queue: string, values: readonly MetricValue[]): Html {
  const of = (name: string, outcome?: string) =>
    values.find(
      ({ labels, ...each }) => each.name === name && labels["queue"] === queue && labels["outcome"] === outcome,
    )?.value;
  const [waiting, running] = [of("jobs_waiting"), of("jobs_running")];
  const now =
    waiting === undefined || running === undefined
      ? "Not known: their store does not answer"
      : `${shownCount(waiting)} waiting, ${shownCount(running)} at work`;
  const ended = OUTCOMES.flatMap(([outcome, label]) => {
    const count = of("jobs_total", outcome) ?? 0;
    return count === 0 ? [] : [`${shownCount(count)} ${label}`];
  });
  const [sum = 0, tries = 0] = [of("job_duration_seconds_sum"), of("job_duration_seconds_count")];
  return html`<tr>
    <th scope="row"><code>${queue}</code></th>
    <td>${now}</td>
    <td>${ended.length === 0 ? "No tries yet" : ended.join(", ")}</td>
    <td>${tries === 0 ? "No time yet" : `${shownDuration((sum / tries) * 1_000)} on average`}</td>
  </tr>`;
}
