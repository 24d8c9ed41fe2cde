import type { GithubClient } from "../client/github-client.ts";
import { listMine } from "../client/repos/repository-lists.ts";
import { unlessStatus } from "../client/errors/unless-status.ts";
import { readViewer } from "../client/users/viewer.ts";
import { MOST, type CompletionContext } from "./known-repository.ts";

/** Typed characters from which people and organizations everywhere are searched. */
const SEARCHED_FROM = 3;

/** Me, my organizations, the owners of repositories I see; from three characters on, everybody. */
export async function completeOwner(typed: string, { client, connection }: CompletionContext): Promise<string[]> {
  const [me, organizations, repositories, others] = await Promise.all([
    connection.identity?.login ?? readViewer(client).then(({ login }) => login),
    unlessStatus(client.rest.orgs.listForAuthenticatedUser({ per_page: MOST }), 403),
    listMine(client, "pushed")(MOST, undefined),
    typed.length >= SEARCHED_FROM ? searchOwners(client, typed) : [],
  ]);
  const mine = organizations?.data.map(({ login }) => login) ?? [];
  const owners = repositories.rows.map((row) => row.owner.login);
  return [...new Set([me, ...mine, ...owners, ...others])].slice(0, MOST);
}

async function searchOwners(client: GithubClient, typed: string): Promise<string[]> {
  const q = `${typed.replaceAll(/[^\w-]/g, " ")} in:login`;
  return (await client.rest.search.users({ q, per_page: 20 })).data.items.map(({ login }) => login);
}
