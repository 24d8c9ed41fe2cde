import { z } from "zod";
import { defineConnector, defineTool, defineVendor, ToolError } from "../../../connector/index.ts";

const HOUR_MS = 3_600_000;
const optional = z.string().min(1).optional();

const vendor = defineVendor({
  name: "github",
  title: "GitHub",
  settings: z.object({
    host: z.string().meta({ env: "GITHUB_HOST", description: "Where it is." }),
    token: optional.meta({ env: "GITHUB_TOKEN", description: "The operator's.", secret: true }),
    clientId: optional.meta({ env: "GITHUB_CLIENT_ID", description: "The app." }),
    clientSecret: optional.meta({ env: "GITHUB_CLIENT_SECRET", description: "Its secret.", secret: true }),
    appKind: z.enum(["app", "oauth"]).default("oauth").meta({ env: "GITHUB_APP_KIND", description: "Of which kind." }),
  }),
  scopes: {
    repo: { sentence: "Repositories" },
    "read:org": { sentence: "Teams" },
    "read:user": { sentence: "You" },
    workflow: { sentence: "Workflows" },
  },
  baseline: ["repo", "read:org"],
  endpoint: ({ host }) => ({ hosts: [new URL(host).host], allowLoopbackHttp: true }),
  authorize: (headers, { token }) => headers.set("authorization", `Bearer ${token}`),
  operatorCredential: ({ token }) => (token === undefined ? undefined : { kind: "pat", token }),
  signIn: ({ host, clientId, clientSecret, appKind }) => ({
    oauth:
      clientId === undefined || clientSecret === undefined
        ? undefined
        : {
            clientId,
            clientSecret,
            authorizeUrl: `${host}/login/oauth/authorize`,
            tokenUrl: `${host}/login/oauth/access_token`,
            pkce: true,
            clientAuth: "body",
            scopeParameter: appKind === "app" ? "none" : "scope",
            refresh: { skewMs: HOUR_MS },
          },
  }),
  client: ({ fetch, settings: { host } }) => ({ fetch, host }),
  async identify({ fetch, host }, { credential }) {
    const response = await fetch(`${host}/api/v3/user`);
    if (response.status === 401) throw new ToolError("reauthorize", "Sign in again.");
    const { id, login } = (await response.json()) as { id: number; login: string };
    const scopes = response.headers.get("x-oauth-scopes")?.split(", ");
    return { subject: `github:${id}`, login, host: new URL(host).host, kind: credential.kind, scopes };
  },
  explain: (error) => (error instanceof ToolError ? error : undefined),
});

function needing(name: string, scope: string, access: "read" | "write" = "read") {
  return defineTool({
    name,
    title: name,
    description: `Use ${name}.`,
    access,
    scopes: [scope],
    input: z.object({}),
    output: z.object({}),
    run: async () => ({}),
  });
}

/** A connector whose vendor is GitHub's stand-in, as far as the doctor looks at one. */
export const patient = defineConnector({
  name: "github",
  title: "GitHub",
  version: "1.0.0",
  description: "GitHub, as far as the doctor looks at it.",
  instructions: "",
  vendor,
  toolsets: {
    all: {
      title: "All",
      description: "Everything.",
      tools: [
        needing("get_issue", "repo"),
        needing("list_teams", "read:org"),
        needing("edit_file", "workflow", "write"),
      ],
    },
  },
  defaultTools: [],
});
