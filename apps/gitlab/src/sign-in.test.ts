import { describe, expect, test } from "vitest";
import { settings } from "./settings.ts";
import { signIn } from "./sign-in.ts";

const app = { url: "https://git.harbor.example/gitlab", clientId: "id", clientSecret: "secret" };
const of = (values: object) => signIn(settings.parse(values));

describe("an application", () => {
  test("lives below the instance's own path, and sends its redirect URI with a refresh", () => {
    const { oauth } = of(app);
    expect(oauth).toMatchObject({
      authorizeUrl: "https://git.harbor.example/gitlab/oauth/authorize",
      tokenUrl: "https://git.harbor.example/gitlab/oauth/token",
      pkce: true,
      refresh: { sendRedirectUri: true },
    });
  });

  test("of a group with SAML names the group when somebody signs in", () => {
    const { oauth } = of({ ...app, rootNamespaceId: "112" });
    expect(oauth?.authorizeUrl).toBe("https://git.harbor.example/gitlab/oauth/authorize?root_namespace_id=112");
    expect(oauth?.tokenUrl).not.toContain("112");
    expect(() => of({ ...app, rootNamespaceId: "harbor" })).toThrow("top-level group");
  });

  test("is whole, or there is none", () => {
    expect(of({}).oauth).toBeUndefined();
    expect(() => of({ clientId: "id" })).toThrow("GITLAB_CLIENT_SECRET");
  });
});

test("the token form leads to the instance, asks for reading, and takes no secret of another kind", () => {
  const [form] = of(app).tokens ?? [];
  expect(form?.createUrl).toBe(
    "https://git.harbor.example/gitlab/-/user_settings/personal_access_tokens?name=Fairlead&scopes=read_api",
  );
  expect(form?.refuses).toEqual(["glrt-", "gldt-", "glcbt-", "gloas-"]);
});
