import { describe, expect, test } from "vitest";
import { useGitlab } from "../../test/harness.ts";
import { resources } from "./index.ts";

const gitlab = useGitlab();
const HOME = "gitlab://projects/harbor%2Fstorefront";

async function read(uri: string, as?: "driveby7"): Promise<string> {
  const [body] = await (await gitlab.connect(as)).read(uri);
  return body?.text ?? "";
}

test("a project, by its path or id, and I", async () => {
  expect(JSON.parse(await read(HOME))).toMatchObject({ path: "harbor/storefront", default_branch: "main" });
  expect(JSON.parse(await read("gitlab://projects/1"))).toMatchObject({ path: "harbor/storefront" });
  expect(JSON.parse(await read("gitlab://viewer"))).toMatchObject({ username: "mlind", name: "Maja Lind" });
});

test("an issue and a merge request, with what was said", async () => {
  const issue = await read(`${HOME}/issues/12`);
  expect(issue).toContain("# Cart total is one cent off the invoice when a discount applies (harbor/storefront#12)");
  expect(issue).toContain("state: opened");
  const merge = await read(`${HOME}/merge_requests/32`);
  expect(merge).toContain("source: feat/saved-carts at ");
  expect(merge).toMatch(/### mlind, .*\n\n> The idea is right/);
});

test("of a merge request's discussions, what the tool tells: file, line, id, and whether they are open", async () => {
  const { structured } = await gitlab.call("get_merge_request", {
    project: "harbor/storefront",
    iid: 32,
    include: ["discussions"],
    discussions: "all",
  });
  type Thread = Record<"discussion_id" | "path" | "side", string> & {
    line: number;
    resolved: boolean;
    notes: { note_id: number }[];
  };
  const threads = structured["discussions"] as Thread[];
  expect(threads.map(({ resolved }) => resolved).toSorted()).toEqual([false, false, false, true]);
  const lines = (await read(`${HOME}/merge_requests/32`)).split("\n").filter((line) => line.startsWith("### "));
  for (const { discussion_id: id, path, line, side, resolved, notes } of threads) {
    const where = `on ${path}:${line}${side === "old" ? " (old)" : ""}, ${resolved ? "resolved" : "unresolved"}, discussion ${id}`;
    const ends = notes.map((_, index) => (index === 0 ? where : `reply in discussion ${id}`));
    expect(lines.filter((text) => text.includes(id)).map((text) => text.replace(/^.*, comment \d+, /, ""))).toEqual(
      ends,
    );
  }
  // What is on no line and cannot be resolved says nothing of it.
  expect(lines.filter((text) => !text.includes("discussion")).length).toBeGreaterThan(0);
});

test("the diff of a merge request, its head first", async () => {
  const diff = await read(`${HOME}/merge_requests/37/diff`);
  expect(diff).toMatch(/^head [0-9a-f]{40}\nbase [0-9a-f]{40}\n/);
  expect(diff).toContain("Math.round");
});

describe("CI", () => {
  const red = () => gitlab.standIn.world.projects.get(1)?.pipelines.find(({ ref }) => ref === "fix/cart-rounding");

  test("a pipeline with its jobs and what it started elsewhere", async () => {
    const parent = gitlab.standIn.world.projects.get(1)?.pipelines.find(({ bridges }) => bridges.length > 0);
    expect(JSON.parse(await read(`${HOME}/pipelines/${parent?.id}`))).toMatchObject({
      status: "failed",
      jobs: [{ name: "build", status: "success" }],
      bridges: [{ name: "payments", status: "failed", pipeline_id: expect.any(Number) }],
    });
  });

  test("lines of a log, from the one that is told; the last line says how to go on", async () => {
    const job = red()?.jobs.find(({ status }) => status === "failed");
    if (job) job.trace = () => Array.from({ length: 30_000 }, (_, at) => `line ${at + 1}`).join("\n");
    const uri = `${HOME}/jobs/${job?.id}/log`;
    expect(await read(`${uri}?from=7&to=8`)).toBe("line 7\nline 8");
    const whole = await read(uri);
    expect(whole.startsWith("line 1\nline 2\n")).toBe(true);
    const next = /\[go on with \?from=(\d+)\]$/.exec(whole)?.[1];
    expect(await read(`${uri}?from=${next}&to=${next}`)).toBe(`line ${next}`);
  });
});

test("what this account cannot see is not found", async () => {
  for (const path of ["", "/issues/12", "/merge_requests/37", "/merge_requests/37/diff", "/contents/main/README.md"]) {
    await expect(read(HOME + path, "driveby7"), path).rejects.toMatchObject({ code: -32602 });
  }
});

test("changes of issues, merge requests and pipelines are announced, and no other", () => {
  expect(resources.flatMap(({ uri, subscribe }) => (subscribe === true ? uri : []))).toEqual([
    "gitlab://projects/{project}/issues/{iid}",
    "gitlab://projects/{project}/merge_requests/{iid}",
    "gitlab://projects/{project}/merge_requests/{iid}/diff",
    "gitlab://projects/{project}/pipelines/{pipeline_id}",
  ]);
});
