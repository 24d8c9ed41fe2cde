import type { ConnectionFacts } from "@fairlead/core";
import type { GitlabClient } from "./gitlab-client.ts";
import { one } from "./one.ts";

/** The username of the signed-in account, asked for only where it is not known. */
export async function myName(client: GitlabClient, { identity }: ConnectionFacts): Promise<string> {
  return identity?.login ?? (await one<{ username: string }>(client.users.showCurrentUser())).username;
}
