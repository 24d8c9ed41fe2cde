import { defineTool } from "@fairlead/core";
import { z } from "zod";
import { newRepository } from "../../reach.ts";
import type { GithubContext } from "../../client/github-client.ts";
import { myLogin } from "../../client/users/my-login.ts";
import { checkNewRepository, findNewRepository, makeRepository } from "../../client/repos/new-repository.ts";
import { fullName, loginName, repository, shortText } from "../../shape/fields.ts";
import { MadeRepository, toMadeRepository } from "../../shape/made-repository.ts";

export const createRepository = defineTool({
  name: "create_repository",
  title: "Create repository",
  description:
    "Make a repository, private unless told: mine, or an organization's; empty, with first files, or of a template.",
  access: "write",
  scopes: ["repo"],
  input: z.object({
    name: repository.repo.meta({ description: "Name", "x-mcp-header": undefined }),
    owner: loginName.optional().describe("Organization, else me"),
    description: shortText(350).optional().describe("One line"),
    private: z.boolean().default(true).describe("Private"),
    auto_init: z.boolean().default(true).describe("With a README"),
    gitignore_template: shortText(50).optional().describe("Such as Node"),
    license_template: shortText(50).optional().describe("Such as mit"),
    template: fullName.optional().describe("owner/name to copy"),
  }),
  output: MadeRepository,
  reaches: ({ owner, name, template }, connection) => [
    newRepository(owner, name, connection),
    ...(template === undefined ? [] : [{ name: template, access: "read" } as const]),
  ],
  async run(asked, { client, connection, preview }: GithubContext) {
    checkNewRepository(asked);
    const me = await myLogin(client, connection);
    preview({ after: { full_name: `${asked.owner ?? me}/${asked.name}`, private: asked.private } });
    return toMadeRepository(await makeRepository(client, me, asked));
  },
  async recover(asked, { client, connection }: GithubContext) {
    const found = await findNewRepository(client, await myLogin(client, connection), asked);
    return found && toMadeRepository(found);
  },
});
