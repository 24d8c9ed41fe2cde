import type { ConnectionFacts } from "@fairlead/core";
import type { GithubClient } from "../github-client.ts";
import { readViewer } from "./viewer.ts";

/** The login of the signed-in account, asked for only where it is not known. */
export async function myLogin(client: GithubClient, { identity }: ConnectionFacts): Promise<string> {
  return identity?.login ?? (await readViewer(client)).login;
}
