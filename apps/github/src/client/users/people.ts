import { nearest as nearestOf, ToolError } from "@fairlead/core";
import { graphql } from "../request/graphql.ts";
import type { GithubClient } from "../github-client.ts";
import { numbered, repeated } from "../request/repeated.ts";
import type { RepositoryName } from "../repos/repositories.ts";

/** A document that looks for that many people by login, and gives those who can be assigned. */
export function PEOPLE_QUERY(count: number): string {
  return `query People($owner: String!, $repo: String!, ${repeated(count, (index) => `$n${index}: String!`, ", ")}) {
  repository(owner: $owner, name: $repo) { assignableUsers(first: 100) { nodes { login } } }
  ${repeated(count, (index) => `u${index}: user(login: $n${index}) { login }`)}
}`;
}

interface Answer {
  repository: { assignableUsers: { nodes: readonly { login: string }[] } };
  [alias: string]: unknown;
}

/**
 * Refuses logins that nobody has. Whoever exists and cannot be assigned passes: GitHub leaves them out without a word, and
 * the caller tells from its answer.
 *
 * @throws ToolError `invalid_input` with the nearest of those who can be assigned.
 */
export async function refuseUnknownPeople(
  client: GithubClient,
  name: RepositoryName,
  logins: readonly string[],
): Promise<void> {
  if (logins.length === 0) return;
  const variables = { ...name, ...numbered("n", logins) };
  const data = await graphql<Answer>(client, PEOPLE_QUERY(logins.length), variables, "repository");
  const assignable = data.repository.assignableUsers.nodes.map(({ login }) => login);
  for (const [index, login] of logins.entries()) {
    const isKnown =
      data[`u${index}`] !== null || assignable.some((other) => other.toLowerCase() === login.toLowerCase());
    if (!isKnown && !login.endsWith("[bot]")) throw unknownPerson(login, nearestOf(login, assignable));
  }
}

function unknownPerson(login: string, nearest: string | undefined): ToolError {
  const help = nearest === undefined ? "check the spelling" : `"${nearest}" is nearest`;
  return new ToolError("invalid_input", `Nobody has the login "${login}": ${help}.`, { details: { login, nearest } });
}
