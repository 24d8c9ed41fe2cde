import { describe, expect, test } from "vitest";
import { settings } from "./settings.ts";
import { signIn } from "./sign-in.ts";

const app = { clientId: "Iv23canary", clientSecret: "secret" };
const signInFor = (given: object) => signIn(settings.parse({ ...app, ...given }));

describe("where one signs in", () => {
  test.each([
    ["github.com", "https://github.com", "https://api.github.com"],
    ["acme.ghe.com", "https://acme.ghe.com", "https://api.acme.ghe.com"],
    ["git.acme.example", "https://git.acme.example", "https://git.acme.example/api/v3"],
    ["http://127.0.0.1:4000/github", "http://127.0.0.1:4000/github", "http://127.0.0.1:4000/github/api/v3"],
  ])("%s", (host, web, api) => {
    const { oauth, tokens, manageUrl } = signInFor({ host });
    expect([oauth?.authorizeUrl, oauth?.tokenUrl]).toEqual([
      `${web}/login/oauth/authorize`,
      `${web}/login/oauth/access_token`,
    ]);
    expect(tokens?.map(({ createUrl }) => createUrl)).toEqual([
      `${web}/settings/personal-access-tokens/new`,
      `${web}/settings/tokens/new?scopes=repo%2Cread%3Aorg%2Cread%3Auser&description=Fairlead`,
    ]);
    expect(manageUrl).toBe(`${web}/settings/apps/authorizations`);
    expect(oauth?.revoke?.({ access: "ghu_1", refresh: "ghr_1" })).toEqual({
      method: "DELETE",
      url: `${api}/applications/Iv23canary/token`,
      clientAuth: true,
      json: { access_token: "ghu_1" },
    });
  });
});

describe("with what", () => {
  test("a GitHub App asks for no scopes, believes no scopes, and its tokens are renewed", () => {
    const { oauth } = signInFor({});
    expect(oauth).toMatchObject({ scopeParameter: "none", pkce: true, refresh: { endedBy: ["bad_refresh_token"] } });
    expect(oauth?.normalize?.({ access_token: "ghu_1", scope: "" })).toEqual({ access_token: "ghu_1" });
  });

  test("an OAuth App asks for scopes, and its tokens do not end", () => {
    const { oauth, manageUrl } = signInFor({ appKind: "oauth", pkce: "false" });
    expect(oauth).toMatchObject({
      scopeParameter: "scope",
      pkce: false,
      authorizeParameters: { prompt: "select_account" },
    });
    expect(oauth).not.toHaveProperty("refresh");
    expect(oauth).not.toHaveProperty("normalize");
    expect(manageUrl).toBe("https://github.com/settings/applications");
  });

  test("without an app there are tokens only; half an app is a mistake", () => {
    const { oauth, tokens } = signIn(settings.parse({}));
    expect([oauth, tokens?.flatMap(({ prefixes }) => prefixes)]).toEqual([undefined, ["github_pat_", "ghp_"]]);
    expect(() => signIn(settings.parse({ clientId: "Iv23" }))).toThrow(/belong together/);
  });

  test("a token says by its beginning what it is", () => {
    expect(["ghu_1", "gho_1", "ghp_1", "github_pat_1"].map((token) => signInFor({}).kindOf?.(token))).toEqual([
      "app_user",
      "oauth_app",
      "classic_pat",
      "fine_grained_pat",
    ]);
  });
});
