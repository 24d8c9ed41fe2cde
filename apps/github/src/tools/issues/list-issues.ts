import { briefly, type ConnectionFacts, defineTool, listOf, page, ToolError } from "@fairlead/core";
import { z } from "zod";
import type { GithubClient, GithubContext } from "../../client/github-client.ts";
import { listIssues as list, listMyIssues } from "../../client/issues/issue-list.ts";
import { resolveMilestone } from "../../client/issues/milestones.ts";
import { readNumberedIssues } from "../../client/issues/numbered-issues.ts";
import { myLogin } from "../../client/users/my-login.ts";
import type { RepositoryName } from "../../client/repos/repositories.ts";
import { isoTime, repository, shortText } from "../../shape/fields.ts";
import { issueRow } from "../../shape/issue.ts";
import { nameList, numberList } from "../../shape/name-list.ts";

const input = z.object({
  owner: repository.owner.optional(),
  repo: repository.repo.optional(),
  scope: z.enum(["assigned", "created", "mentioned"]).optional().describe("Mine"),
  numbers: numberList(20).optional().describe("Just these"),
  state: z.enum(["open", "closed", "all"]).default("open").describe("State"),
  labels: nameList().optional().describe("All of them"),
  assignee: shortText(100).optional().describe("Login, * or none"),
  author: shortText(100).optional().describe("Login"),
  milestone: shortText(255).optional().describe("Title, * or none"),
  type: shortText(50).optional().describe("Issue type"),
  since: isoTime.optional().describe("Updated since"),
  sort: z.enum(["created", "updated", "comments"]).optional().describe("Order"),
  direction: z.enum(["asc", "desc"]).optional().describe("Direction"),
  ...page,
});

const ListedRow = briefly(z.object({ ...issueRow, repo: z.string().optional() }));

type Input = z.output<typeof input>;

export const listIssues = defineTool({
  name: "list_issues",
  title: "List issues",
  description: "Issues of a repository or, with scope, mine everywhere.",
  access: "read",
  scopes: ["repo"],
  reach: "rows",
  input,
  output: listOf(ListedRow, { missing: z.array(z.int()).optional(), note: z.string().optional() }),
  async run(asked, { client, connection }: GithubContext) {
    const name = repositoryOf(asked);
    if (asked.numbers) return numbered(client, name, asked.numbers);
    const { rows, next, total, note } = name
      ? await listIn(client, name, asked, connection)
      : await listEverywhere(client, asked);
    return { items: rows, next_cursor: next, total, note };
  },
});

function repositoryOf({ owner, repo, scope, numbers }: Input): RepositoryName | undefined {
  if (owner !== undefined && repo !== undefined) return { owner, repo };
  if (scope !== undefined && owner === undefined && repo === undefined && numbers === undefined) return undefined;
  throw new ToolError("invalid_input", "Name owner and repo, or neither and a scope for what is mine everywhere.");
}

async function numbered(client: GithubClient, name: RepositoryName | undefined, numbers: readonly number[]) {
  if (!name) throw new ToolError("invalid_input", "Numbers need owner and repo.");
  const { rows, missing } = await readNumberedIssues(client, name, numbers);
  return { items: rows, missing: missing.length > 0 ? missing : undefined };
}

async function listIn(
  client: GithubClient,
  name: RepositoryName,
  { scope, milestone, ...asked }: Input,
  connection: ConnectionFacts,
) {
  const [me, number] = await Promise.all([
    scope && myLogin(client, connection),
    milestone === undefined || milestone === "*" || milestone === "none"
      ? milestone
      : resolveMilestone(client, name, milestone),
  ]);
  const mine = {
    ...(scope === "assigned" && { assignee: me }),
    ...(scope === "created" && { author: me }),
    ...(scope === "mentioned" && { mentioned: me }),
  };
  const { state, labels, assignee, author, type, since, sort, direction } = asked;
  const filter = { state, labels, assignee, author, type, since, sort, direction, ...mine };
  return list(client, name, { ...filter, milestone: number?.toString() }, asked);
}

async function listEverywhere(client: GithubClient, asked: Input) {
  const extra = (["assignee", "author", "milestone", "type"] as const).find((field) => asked[field] !== undefined);
  if (extra !== undefined) {
    throw new ToolError("invalid_input", `Over all repositories GitHub cannot filter by ${extra}: use search_issues.`);
  }
  const found = await listMyIssues(client, asked.scope ?? "assigned", asked, asked);
  return { ...found, total: undefined };
}
