import { expect, test } from "vitest";
import { useGithub } from "../../test/harness.ts";
import { resources } from "./index.ts";

const github = useGithub();
const HOME = "github://repos/harbor/storefront";

async function read(uri: string, as?: "driveby7"): Promise<string> {
  const [body] = await (await github.connect(as)).read(uri);
  return body?.text ?? "";
}

test("a repository and I", async () => {
  expect(JSON.parse(await read(HOME))).toMatchObject({ full_name: "harbor/storefront", default_branch: "main" });
  expect(JSON.parse(await read("github://viewer"))).toMatchObject({ login: "mlind", name: "Maja Lind" });
});

test("what this account cannot see is not found", async () => {
  for (const uri of [HOME, `${HOME}/issues/12`, `${HOME}/pulls/37`, `${HOME}/pulls/37/diff`]) {
    await expect(read(uri, "driveby7")).rejects.toMatchObject({ code: -32602 });
  }
});

test("changes of issues, pull requests and branches are announced, and no other", () => {
  expect(resources.flatMap(({ uri, subscribe }) => (subscribe === true ? uri : []))).toEqual([
    "repo://{owner}/{repo}/refs/heads/{branch}/contents{/path*}",
    "github://repos/{owner}/{repo}/issues/{number}",
    "github://repos/{owner}/{repo}/pulls/{number}",
    "github://repos/{owner}/{repo}/pulls/{number}/diff",
  ]);
});
