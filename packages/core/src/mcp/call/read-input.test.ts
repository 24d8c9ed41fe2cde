import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { modernRpc } from "../testing/rpc.ts";
import { startEndpoint, type RunningEndpoint } from "../testing/start-endpoint.ts";

let running: RunningEndpoint;
beforeAll(async () => {
  running = await startEndpoint();
});
afterAll(() => running.close());

/** Arguments as JSON, since an object literal cannot have a field named `__proto__`. */
async function get(json: string): Promise<string> {
  const args = JSON.parse(json) as Record<string, unknown>;
  const { body } = await modernRpc(running.url, "tools/call", { name: "get_note", arguments: args });
  return ((body.result?.["content"] ?? []) as { text: string }[]).map(({ text }) => text).join();
}

describe("arguments under other names", () => {
  test("are taken for ours, and refused beside ours", async () => {
    expect(await get('{"note_id": 3}')).toBe("id: 3\ntext: note 3");
    expect(await get('{"note_id": 3, "id": 4}')).toContain('There is no field "note_id"');
  });

  test("that every object has are names like any other", async () => {
    for (const name of ["constructor", "toString", "hasOwnProperty", "valueOf"]) {
      expect(await get(`{"id": 3, "${name}": 1}`)).toContain(`There is no field "${name}"`);
    }
  });

  test("cannot come in through the prototype", async () => {
    expect(await get('{"__proto__": {"id": 3}}')).toContain('There is no field "__proto__"');
    expect(await get('{"id": 3, "__proto__": {"polluted": true}}')).toContain('There is no field "__proto__"');
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  test("that we do not take say what to do instead", async () => {
    expect(await get('{"id": 3, "page": 2}')).toBe('invalid_input: There is no field "page". Use cursor.');
  });
});
