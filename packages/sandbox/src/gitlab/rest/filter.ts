import { queryNames } from "../http/input.ts";
import type { Call } from "../http/route.ts";
import type { Noteable } from "../state/issue.ts";

/** What lists of issues and of merge requests are narrowed by alike. */
export function commonFilter(call: Call): (row: Noteable & { state: string }) => boolean {
  const { query, user } = call;
  const state = query.get("state") ?? "all";
  const labels = queryNames(call, "labels").map((name) => name.toLowerCase());
  const iids = queryNames(call, "iids").map(Number);
  const search = query.get("search")?.toLowerCase();
  const milestone = query.get("milestone");
  const since = Date.parse(query.get("updated_after") ?? "");
  const scope = query.get("scope") ?? "all";
  const author = query.get("author_username") ?? (scope === "created_by_me" ? user?.username : undefined);
  const assignee =
    query.get("assignee_username") ??
    call.query.get("assignee_username[]") ??
    (scope === "assigned_to_me" ? user?.username : undefined);
  return (row) =>
    (state === "all" || row.state === state) &&
    labels.every((label) => row.labels.some((name) => name.toLowerCase() === label)) &&
    (iids.length === 0 || iids.includes(row.iid)) &&
    (search === undefined || `${row.title} ${row.description}`.toLowerCase().includes(search)) &&
    (milestone === null || fitsMilestone(row, milestone)) &&
    !(row.updatedAtMs < since) &&
    (author === undefined || row.author === author) &&
    (assignee === undefined || assignee === null || row.assignees.includes(assignee)) &&
    (query.get("assignee_id") !== "None" || row.assignees.length === 0);
}

function fitsMilestone({ milestone }: Noteable, wanted: string): boolean {
  if (wanted === "None") return milestone === undefined;
  return wanted === "Any" ? milestone !== undefined : milestone?.title === wanted;
}

const KEYS: Readonly<Record<string, (row: Noteable) => number>> = {
  created_at: ({ createdAtMs }) => createdAtMs,
  updated_at: ({ updatedAtMs }) => updatedAtMs,
};

/** In the order that a list asks for: the newest first, unless said. */
export function inOrder<Row extends Noteable>(call: Call, rows: readonly Row[]): Row[] {
  const key = KEYS[call.query.get("order_by") ?? "created_at"] ?? (({ iid }: Noteable) => iid);
  const sign = call.query.get("sort") === "asc" ? 1 : -1;
  return rows.toSorted((a, b) => sign * (key(a) - key(b) || a.id - b.id));
}
