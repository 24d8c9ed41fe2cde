import { defineTool } from "@fairlead/core";
import { z } from "zod";
import type { AcmeContext } from "../../client/acme-client.ts";
import { readMe } from "../../client/me.ts";

export const getMe = defineTool({
  name: "get_me",
  title: "Get me",
  description: "Who is signed in.",
  access: "read",
  scopes: [],
  input: z.object({}),
  output: z.object({ login: z.string(), name: z.string(), scopes: z.array(z.string()) }),
  async run(_input, { client }: AcmeContext) {
    const { login, name, scopes } = await readMe(client);
    return { login, name, scopes };
  },
});
