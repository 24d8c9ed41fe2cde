import { listMine } from "../client/repos/repository-lists.ts";
import { unlessStatus } from "../client/errors/unless-status.ts";
import { MOST, type CompletionContext } from "./known-repository.ts";

/** Repositories of the owner, or of anybody, the last pushed first: those I work on, else those that are public. */
export async function completeRepo(_: string, { client, known: { owner } }: CompletionContext): Promise<string[]> {
  const { rows } = await listMine(client, "pushed")(MOST, undefined);
  const mine = rows.filter((row) => !owner || row.owner.login.toLowerCase() === owner.toLowerCase());
  if (mine.length > 0 || !owner) return [...new Set(mine.map(({ name }) => name))];
  const found = await unlessStatus(
    client.rest.repos.listForUser({ username: owner, sort: "pushed", per_page: MOST }),
    404,
  );
  return found?.data.map(({ name }) => name) ?? [];
}
