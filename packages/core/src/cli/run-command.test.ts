import { expect, test } from "vitest";
import type { Command } from "./command.ts";
import { commands } from "./commands.ts";
import { help } from "./help.ts";
import { readFlags } from "./read-flags.ts";
import { runCommand } from "./run-command.ts";
import { recordingContext } from "./testing/recording-context.ts";

const calls: (readonly string[])[] = [];

function command(name: string, run?: Command["run"]): Command {
  return {
    name,
    usage: `${name} [--all]`,
    summary: `do ${name}`,
    run: run ?? (async (args) => (calls.push([name, ...args]), 0)),
  };
}

const table: readonly Command[] = [
  command("audit"),
  command("audit verify"),
  command("flags", async (args, { out }) => {
    out(String(readFlags(args, { all: { type: "boolean" } }).all));
    return 3;
  }),
  command("broken", async () => Promise.reject(new Error("a bug"))),
  help(() => table),
];

test.each([
  [["audit"], ["audit"]],
  [
    ["audit", "verify", "--from", "1"],
    ["audit verify", "--from", "1"],
  ],
  [
    ["audit", "verif"],
    ["audit", "verif"],
  ],
])("%j runs the command whose name it begins with, the longest first", async (args, expected) => {
  calls.length = 0;
  expect(await runCommand(args, recordingContext(), table)).toBe(0);
  expect(calls).toEqual([expected]);
});

test("the exit code is the command's own", async () => {
  const context = recordingContext();
  expect(await runCommand(["flags", "--all"], context, table)).toBe(3);
  expect(context.said()).toEqual({ out: "true\n", err: "" });
});

test.each([[["flags", "--every"]], [["flags", "all"]], [["flags", "--all=1"]]])(
  "%j is refused in words, with the usage, and the code of a wrong use",
  async (args) => {
    const context = recordingContext();
    expect(await runCommand(args, context, table)).toBe(64);
    const { out, err } = context.said();
    expect(out).toBe("");
    expect(err).toMatch(/all|every/);
    expect(err).toContain("Usage: fairlead flags [--all]");
    expect(err).not.toContain("    at ");
  },
);

test("an unknown command prints the table and the nearest name", async () => {
  const context = recordingContext();
  expect(await runCommand(["audits"], context, table)).toBe(64);
  expect(context.said().err).toContain('There is no command "audits". Did you mean "audit"?');
  expect(context.said().err).toContain("fairlead audit verify [--all]  do audit verify");
});

test.each([[["help"]], [["--help"]], [["-h"]]])("%j shows every command", async (args) => {
  const context = recordingContext();
  expect(await runCommand(args, context)).toBe(0);
  const { out } = context.said();
  for (const { usage, summary } of commands) {
    const rest = out.split(`\n  fairlead ${usage}`).map((text) => text.trimStart());
    expect(rest.some((text) => text.startsWith(`${summary}\n`))).toBe(true);
  }
});

test("a long usage has its summary below it, in the column of the others", async () => {
  const context = recordingContext();
  const long = { ...command("query"), usage: `query ${"[--filter <value>] ".repeat(4)}` };
  await runCommand(["help"], context, [command("audit"), long, help(() => [command("audit"), long])]);
  const lines = context.said().out.split("\n");
  const column = lines.find((line) => line.includes("do audit"))?.indexOf("do audit");
  expect(column).toBe("  fairlead audit [--all]  ".length);
  expect(lines.find((line) => line.trim() === "do query")?.indexOf("do query")).toBe(column);
});

test.each([[["help", "audit", "verify"]], [["audit", "verify", "--help"]], [["audit", "verify", "-h"]]])(
  "%j shows the one command, and does not run it",
  async (args) => {
    calls.length = 0;
    const context = recordingContext();
    expect(await runCommand(args, context, table)).toBe(0);
    expect(context.said().out).toBe("Usage: fairlead audit verify [--all]\n\ndo audit verify\n");
    expect(calls).toEqual([]);
  },
);

test("help of what is not there is a wrong use", async () => {
  expect(await runCommand(["help", "nothing"], recordingContext(), table)).toBe(64);
});

test("what a command does not foresee is thrown: it is a bug", async () => {
  await expect(runCommand(["broken"], recordingContext(), table)).rejects.toThrow("a bug");
});

test.each([[["version"]], [["--version"]]])("%j prints the version", async (args) => {
  const context = recordingContext();
  expect(await runCommand(args, context)).toBe(0);
  expect(context.said().out).toMatch(/^\d+\.\d+\.\d+/);
});
