import { afterEach, describe, expect, test } from "vitest";
import type { ReadContext } from "../../connector/index.ts";
import { modernRpc } from "../testing/rpc.ts";
import { startEndpoint, type RunningEndpoint } from "../testing/start-endpoint.ts";
import { toy, type Shelf } from "../testing/toy-connector.ts";

type Complete = (
  typed: string,
  context: ReadContext<Shelf> & { known: Readonly<Record<string, string>> },
) => Promise<readonly string[]>;

const started: RunningEndpoint[] = [];
afterEach(async () => {
  await Promise.all(started.splice(0).map((running) => running.close()));
});
async function start(complete: Complete): Promise<RunningEndpoint> {
  const completions = { id: complete as never, path: complete as never };
  const running = await startEndpoint({ connector: { ...toy, completions }, people: true });
  started.push(running);
  return running;
}

interface Typing {
  person?: string;
  known?: Record<string, string>;
  argument?: string;
  signal?: AbortSignal;
}

async function type({ url }: RunningEndpoint, value: string, typing: Typing = {}) {
  const { person = "ada", known, argument = "id", signal } = typing;
  const params = {
    ref: { type: "ref/prompt", name: "summarise_note" },
    argument: { name: argument, value },
    ...(known !== undefined && { context: { arguments: known } }),
  };
  const options = { headers: { "x-person": person }, ...(signal !== undefined && { signal }) };
  const { body } = await modernRpc(url, "completion/complete", params, options);
  return body.result?.["completion"] as { values: string[]; total: number; hasMore: boolean };
}

test("what the prompt does not take is not proposed: it may be of a toolset that is left out", async () => {
  const running = await start(async () => ["a secret path"]);
  expect((await type(running, "", { argument: "id" })).values).toEqual(["a secret path"]);
  expect(await type(running, "", { argument: "path" })).toEqual({ values: [], total: 0, hasMore: false });
});

describe("proposals", () => {
  test("are filtered here while a person types on, and asked anew for another text", async () => {
    const asked: string[] = [];
    const running = await start(async (typed) => {
      asked.push(typed);
      return ["main", "maintenance", "feature/main", "Master"];
    });
    expect((await type(running, "ma")).values).toEqual(["main", "maintenance", "Master", "feature/main"]);
    expect((await type(running, "main")).values).toEqual(["main", "maintenance", "feature/main"]);
    expect((await type(running, "fe")).values).toEqual(["feature/main"]);
    expect(asked).toEqual(["ma", "fe"]);
  });

  test("are kept apart by connection and by what is filled in already", async () => {
    const running = await start(async (_typed, { connection, known }) => [`${connection.id} ${known["repo"] ?? ""}`]);
    const of = async (typing: Typing) => (await type(running, "", typing)).values[0];
    expect(await of({ person: "ada", known: { repo: "a" } })).toBe("connection-of-ada a");
    expect(await of({ person: "ben", known: { repo: "a" } })).toBe("connection-of-ben a");
    expect(await of({ person: "ada", known: { repo: "b" } })).toBe("connection-of-ada b");
  });

  test("are cleaned, and cut at a hundred", async () => {
    const running = await start(async () => [`a\u202eb`, ...Array.from({ length: 300 }, (_, id) => `ab${id}`)]);
    const { values, total, hasMore } = await type(running, "ab");
    expect(values).toHaveLength(100);
    expect(values[0]).toBe("ab");
    expect([total, hasMore]).toEqual([301, true]);
  });

  test("for names that every object has are none", async () => {
    const running = await start(async () => ["x"]);
    for (const argument of ["constructor", "__proto__", "toString"])
      expect(await type(running, "", { argument })).toEqual({ values: [], total: 0, hasMore: false });
  });
});

describe("a vendor that fails", () => {
  test("proposes nothing, tells nothing, and is asked again", async () => {
    let fail = true;
    const running = await start(async () => (fail ? Promise.reject(new Error("secret")) : ["x"]));
    expect(await type(running, "")).toEqual({ values: [], total: 0, hasMore: false });
    fail = false;
    expect((await type(running, "")).values).toEqual(["x"]);
  });

  test("for one who leaves has not failed for another who waits", async () => {
    let asked = 0;
    const running = await start(async (_typed, { client }) => {
      asked += 1;
      return [((await client.get(asked === 1 ? "/notes/77" : "/notes/3")) as { text: string }).text];
    });
    const leave = new AbortController();
    const left = type(running, "", { signal: leave.signal }).catch(() => undefined);
    await expect.poll(() => running.held.length).toBe(1);
    const waiting = type(running, "");
    await expect.poll(() => running.records.length + asked).toBe(1);
    leave.abort();
    await left;
    expect((await waiting).values).toEqual(["note 3"]);
    expect(running.errors).toEqual([]);
  });
});
