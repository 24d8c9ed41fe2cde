import { serve, type Served } from "@fairlead/core";
import {
  createBrowser,
  createOAuthClient,
  landingOf,
  pasteToken,
  type OAuthClient,
  type Tokens,
} from "@fairlead/testkit/sign-in";
import { fixture } from "../src/connector.ts";

/** The fixture behind its own authorization server. */
export interface SignedInFixture {
  served: Served;
  mcpUrl: string;
  client: OAuthClient;
  /** Walks a scripted browser through consent and the token form. @returns where it lands. */
  consent(authorizationUrl: URL): Promise<URL>;
  /** A fresh sign-in for `url`, one of the MCP URLs. */
  signIn(url: string): Promise<Tokens>;
}

const ADDRESS = "127.0.0.1";

/** @param redirectUri where the suite waits for its answer. */
export async function startSignedIn(redirectUri: string): Promise<SignedInFixture> {
  const served = await serve([fixture], {
    env: { PORT: "0", LOG_LEVEL: "warn", AUTH_FORMS: "token", FAIRLEAD_DATA: ":memory:" },
    signals: false,
  });
  const mcpUrl = served.mcpUrls["fixture"] ?? "";
  const client = await createOAuthClient(served.url, mcpUrl, { redirectUri });
  const consent = async (url: URL) =>
    landingOf(await pasteToken(createBrowser([new URL(served.url).host], ADDRESS), url, "any-text"));
  return {
    served,
    mcpUrl,
    client,
    consent,
    async signIn(resource) {
      const asked = client.authorization({ resource });
      return client.redeem(asked, await consent(asked.url), { resource });
    },
  };
}
