import { unlessStatus } from "../client/errors/unless-status.ts";
import { knownRepository, MOST, type CompletionContext } from "./known-repository.ts";

/** Open issues and pull requests, the last updated first: REST lists both together. */
export async function completeNumber(_: string, context: CompletionContext): Promise<string[]> {
  const name = knownRepository(context);
  if (!name) return [];
  const newest = { state: "open", sort: "updated", direction: "desc", per_page: MOST } as const;
  const found = await unlessStatus(context.client.rest.issues.listForRepo({ ...name, ...newest }), 404, 410);
  return found?.data.map(({ number }) => String(number)) ?? [];
}
