import { present, ToolError } from "@fairlead/core";
import type { GithubClient } from "../github-client.ts";
import { isRecent } from "../request/recent.ts";
import { unlessStatus } from "../errors/unless-status.ts";

export interface NewRepository {
  name: string;
  owner?: string | undefined;
  description?: string | undefined;
  private: boolean;
  auto_init: boolean;
  gitignore_template?: string | undefined;
  license_template?: string | undefined;
  /** `owner/name` of the repository to copy. */
  template?: string | undefined;
}

/** A repository as GitHub has just made it. */
interface Made {
  full_name: string;
  html_url: string;
  default_branch: string;
}

/**
 * Makes a repository: of the signed-in account, or of an organization.
 *
 * @param me The signed-in account.
 * @throws ToolError `invalid_input` for files beside a template, which brings its own.
 */
export async function makeRepository(client: GithubClient, me: string, asked: NewRepository): Promise<Made> {
  const { owner = me, name, description, template, private: isPrivate } = asked;
  const facts = { name, private: isPrivate, ...present({ description }) };
  if (template !== undefined) {
    const [template_owner = "", template_repo = ""] = template.split("/");
    const { data } = await client.rest.repos.createUsingTemplate({ template_owner, template_repo, owner, ...facts });
    return data;
  }
  const { auto_init, gitignore_template, license_template } = asked;
  const files = { auto_init, ...present({ gitignore_template, license_template }) };
  if (owner.toLowerCase() === me.toLowerCase()) {
    return (await client.rest.repos.createForAuthenticatedUser({ ...facts, ...files })).data;
  }
  return (await client.rest.repos.createInOrg({ org: owner, ...facts, ...files })).data;
}

/** Refuses what does not go together, before anything is sent. */
export function checkNewRepository({ template, gitignore_template, license_template }: NewRepository): void {
  if (template === undefined || (gitignore_template === undefined && license_template === undefined)) return;
  throw new ToolError(
    "invalid_input",
    "A template brings its own files: leave out gitignore_template and license_template.",
  );
}

/** The repository that a try a moment ago has made, if there is one. */
export async function findNewRepository(
  client: GithubClient,
  me: string,
  { owner = me, name, description = "", private: isPrivate }: NewRepository,
): Promise<Made | undefined> {
  const found = await unlessStatus(client.rest.repos.get({ owner, repo: name }), 404);
  if (!found || !isRecent(found.data.created_at, found.headers.date)) return undefined;
  const same =
    found.data.name === name && (found.data.description ?? "") === description && found.data.private === isPrivate;
  return same ? found.data : undefined;
}
