import { createHash } from "node:crypto";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { startGitlab } from "./index.ts";

const gitlab = await startGitlab();
beforeEach(() => gitlab.control.reset());
afterAll(() => gitlab.close());

const SHOP = "/projects/harbor%2Fstorefront";

async function call<Body = Record<string, unknown>>(
  method: string,
  path: string,
  { as = "mlind", body }: { as?: keyof typeof gitlab.tokens; body?: unknown } = {},
) {
  const response = await fetch(gitlab.restUrl + path, {
    method,
    redirect: "manual",
    headers: { authorization: `Bearer ${gitlab.tokens[as]}`, "content-type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const json = response.headers.get("content-type")?.includes("json") === true && text !== "";
  return { status: response.status, body: (json ? JSON.parse(text) : text) as Body, headers: response.headers };
}

describe("tokens", () => {
  test("scopes are held to, and a refusal names what is missing", async () => {
    expect((await call("GET", "/personal_access_tokens/self", { as: "reader" })).body).toMatchObject({
      scopes: ["read_api"],
      active: true,
      expires_at: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
    });
    const refused = await call("POST", `${SHOP}/issues`, { as: "reader", body: { title: "x" } });
    expect([refused.status, refused.body]).toMatchObject([403, { error: "insufficient_scope", scope: "api" }]);
    expect((await call("GET", SHOP, { as: "driveby7" })).status).toBe(404);
    expect((await call("GET", "/user", { as: "project" })).body).toMatchObject({ bot: true });
  });

  test("end with the clock", async () => {
    gitlab.control.advance(31 * 86_400_000);
    expect((await call("GET", "/user", { as: "reader" })).body).toMatchObject({ error: "invalid_token" });
  });
});

describe("OAuth", () => {
  const redirectUri = "http://127.0.0.1:9/callback";
  const verifier = "a-verifier-that-is-long-enough-for-the-specification-of-pkce";
  const token = async (input: Record<string, string>) => {
    const { clientId, clientSecret } = gitlab.app;
    const body = new URLSearchParams({ client_id: clientId, client_secret: clientSecret, ...input });
    const response = await fetch(`${gitlab.url}/oauth/token`, { method: "POST", body });
    return { status: response.status, body: (await response.json()) as Record<string, string> };
  };
  const signIn = async () => {
    const query = new URLSearchParams({
      client_id: gitlab.app.clientId,
      redirect_uri: redirectUri,
      response_type: "code",
      state: "st",
      scope: "read_api read_user",
      code_challenge: createHash("sha256").update(verifier).digest("base64url"),
      code_challenge_method: "S256",
    });
    const back = await fetch(`${gitlab.url}/oauth/authorize?${query}`, {
      method: "POST",
      redirect: "manual",
      body: new URLSearchParams({ choice: "trenn" }),
    });
    const code = new URL(back.headers.get("location") ?? "").searchParams.get("code") ?? "";
    const exchange = { grant_type: "authorization_code", code, code_verifier: verifier, redirect_uri: redirectUri };
    return { exchange, pair: await token(exchange) };
  };

  test("a code works once; a refresh wants the redirect URI and ends both old tokens", async () => {
    const { exchange, pair } = await signIn();
    expect(pair.body).toMatchObject({ expires_in: 7200, scope: "read_api read_user" });
    expect((await token(exchange)).body).toMatchObject({ error: "invalid_grant" });
    const refresh = { grant_type: "refresh_token", refresh_token: pair.body["refresh_token"] ?? "" };
    expect((await token(refresh)).status).toBe(400);
    const next = await token({ ...refresh, redirect_uri: redirectUri });
    expect(next.status).toBe(200);
    expect((await token({ ...refresh, redirect_uri: redirectUri })).status).toBe(400);
    const info = async (secret = "") =>
      (await fetch(`${gitlab.url}/oauth/token/info`, { headers: { authorization: `Bearer ${secret}` } })).status;
    expect([await info(pair.body["access_token"]), await info(next.body["access_token"])]).toEqual([401, 200]);
  });
});

describe("pages", () => {
  test("offset pages count, keyset pages lead on by Link alone", async () => {
    const first = await call<unknown[]>("GET", `${SHOP}/issues?per_page=10`);
    expect([first.body.length, first.headers.get("x-total"), first.headers.get("x-next-page")]).toEqual([
      10,
      "30",
      "2",
    ]);
    const tree = await call<{ path: string }[]>(
      "GET",
      `${SHOP}/repository/tree?recursive=true&pagination=keyset&per_page=5`,
    );
    const next = /<([^>]+)>; rel="next"/.exec(tree.headers.get("link") ?? "")?.[1] ?? "";
    expect(new URL(next).searchParams.get("page_token")).toBe(tree.body.at(-1)?.path);
    expect(tree.headers.get("x-total")).toBeNull();
  });

  test("every answer tells of the quota; the eleventh search in a minute is refused", async () => {
    const search = () => call("GET", `${SHOP}/search?scope=blobs&search=lineTotal`);
    expect((await search()).headers.get("ratelimit-remaining")).toBe("9");
    for (let count = 0; count < 9; count++) await search();
    const refused = await search();
    expect([refused.status, Number(refused.headers.get("retry-after")) > 0]).toEqual([429, true]);
  });
});

describe("merge requests", () => {
  test.each([
    [31, "mergeable"],
    [32, "discussions_not_resolved"],
    [33, "mergeable"],
    [34, "conflict"],
    [35, "draft_status"],
    [36, "not_approved"],
    [37, "ci_must_pass"],
    [38, "mergeable"],
  ])("%i is %s", async (iid, status) => {
    expect((await call("GET", `${SHOP}/merge_requests/${iid}`)).body["detailed_merge_status"]).toBe(status);
  });

  test("of 410 files 400 are listed, and a comparison has them all", async () => {
    const { body } = await call("GET", `${SHOP}/merge_requests/33`);
    expect(body["changes_count"]).toBe("400+");
    const refs = body["diff_refs"] as { base_sha: string; head_sha: string };
    const compared = await call<{ diffs: unknown[] }>(
      "GET",
      `${SHOP}/repository/compare?from=${refs.base_sha}&to=${refs.head_sha}&straight=true`,
    );
    expect(compared.body.diffs.length).toBe(410);
  });

  test("a position off the diff is refused in GitLab's words", async () => {
    const { body } = await call("GET", `${SHOP}/merge_requests/32`);
    const path = "src/cart/saved-carts.ts";
    const position = { ...(body["diff_refs"] as object), position_type: "text", old_path: path, new_path: path };
    const post = (lines: object) =>
      call("POST", `${SHOP}/merge_requests/32/draft_notes`, {
        body: { note: "x", position: { ...position, ...lines } },
      });
    expect((await post({ new_line: 4 })).status).toBe(201);
    const refused = await post({ new_line: 4, old_line: 4 });
    expect([refused.status, String(refused.body["message"])]).toEqual([400, expect.stringContaining("can't be blank")]);
  });

  test("a merge wants the head's sha, and is done once", async () => {
    const merge = (sha: string) => call("PUT", `${SHOP}/merge_requests/31/merge`, { body: { sha } });
    expect((await merge("0".repeat(40))).status).toBe(409);
    const { body } = await call("GET", `${SHOP}/merge_requests/31`);
    expect((await merge(String(body["sha"]))).body).toMatchObject({ state: "merged" });
    expect((await merge(String(body["sha"]))).status).toBe(405);
  });
});

test("a push starts a pipeline, which ends as the cart's arithmetic has it", async () => {
  const pipeline = async () =>
    (await call("GET", `${SHOP}/pipelines/latest?ref=fix%2Fcart-rounding`)).body as { id: number; status: string };
  expect((await pipeline()).status).toBe("failed");
  const file = await call("GET", `${SHOP}/repository/files/src%2Fcart%2Ftotal.ts?ref=fix%2Fcart-rounding`);
  const text = Buffer.from(String(file.body["content"]), "base64").toString();
  const content = text.replace(
    "Math.round(line.unitCents * (1 - line.discount)) * line.quantity",
    "Math.round(line.unitCents * line.quantity * (1 - line.discount))",
  );
  const action = { action: "update", file_path: "src/cart/total.ts", content };
  const commit = (last_commit_id: unknown) =>
    call("POST", `${SHOP}/repository/commits`, {
      body: { branch: "fix/cart-rounding", commit_message: "Round once", actions: [{ ...action, last_commit_id }] },
    });
  expect((await commit("0".repeat(40))).status).toBe(400);
  expect((await commit(file.body["last_commit_id"])).status).toBe(201);
  expect((await pipeline()).status).toBe("running");
  gitlab.control.advance(60_000);
  expect((await pipeline()).status).toBe("success");
});

test("quick actions are run, so that a leak of one shows", async () => {
  await call("POST", `${SHOP}/issues/5/notes`, { body: { body: "done\n/close" } });
  expect((await call("GET", `${SHOP}/issues/5`)).body["state"]).toBe("closed");
});

test("a former name redirects a read and refuses a write", async () => {
  const read = await call("GET", "/projects/harbor%2Fshop/issues?per_page=1");
  expect([read.status, read.headers.get("location")]).toEqual([301, `${gitlab.restUrl}/projects/1/issues?per_page=1`]);
  expect((await call("POST", "/projects/harbor%2Fshop/issues", { body: { title: "x" } })).status).toBe(405);
});
