import { expect, test } from "vitest";
import { runCommand } from "./run-command.ts";
import { runSteps } from "./run-steps.ts";

async function run(...steps: Parameters<typeof runSteps>[0]): Promise<{ ok: boolean; text: string }> {
  let text = "";
  const ok = await runSteps(steps, (part) => {
    text += part;
  });
  return { ok, text };
}

const good = { name: "good", run: () => ({ ok: true, output: "quiet" }) };
const bad = { name: "bad", run: () => ({ ok: false, output: "what is wrong\n" }) };

test("each step is a line with its time, in order; only failures show their output", async () => {
  const { ok, text } = await run(good, bad, { ...good, name: "after" });
  expect(ok).toBe(false);
  expect(text).toMatch(/^ok +good +\d+\.\d s\nFAILED +bad +\d+\.\d s\nwhat is wrong\n\nok +after +\d+\.\d s\n$/);
});

test("all is well when every step is", async () => {
  expect((await run(good, good)).ok).toBe(true);
});

test("a step that throws has failed, and the rest still runs", async () => {
  const broken = { name: "broken", run: () => Promise.reject(new Error("cannot be read")) };
  const { ok, text } = await run(broken, good);
  expect(ok).toBe(false);
  expect(text).toMatch(/FAILED +broken.*cannot be read.*ok +good/s);
});

test("a command is ok when it ends with 0, and both its outputs are kept", async () => {
  const script = 'console.log("out"); console.error("err"); process.exitCode = Number(process.argv[1])';
  const node = (code: string) => runCommand(import.meta.dirname, process.execPath, ["-e", script, code]);
  expect(await node("0")).toMatchObject({ ok: true });
  const failed = await node("3");
  expect(failed.ok).toBe(false);
  expect(failed.output.split("\n").toSorted()).toEqual(["", "err", "out"]);
});

test("a command that is not there is an error", async () => {
  await expect(runCommand(import.meta.dirname, "no-such-command", [])).rejects.toThrow("no-such-command");
});
