import { setTimeout as sleep } from "node:timers/promises";
import { ask, content, defineTool, ToolError } from "@fairlead/core";
import { z } from "zod";
import { text } from "../fixture-tool.ts";
import { field, form, roots } from "../questions.ts";

const nothing = z.object({});
const base = { access: "read", scopes: [], input: nothing, output: nothing } as const;
const name = { name: { type: "string" } };

/** What the suite's scenarios of the tasks extension call (SEP-2663). */
export const taskTools = [
  defineTool({
    ...base,
    name: "greet",
    title: "greet",
    description: "Answers at once",
    input: z.object({ name: z.string().describe("Whom to greet") }),
    run: async (input) => text(`Hello, ${input.name}!`),
  }),
  defineTool({
    ...base,
    name: "slow_compute",
    title: "slow_compute",
    description: "Answers after some seconds",
    task: "optional",
    input: z.object({
      seconds: z.number().min(0).max(600).describe("How long to take"),
      label: z.string().optional().describe("What to call it"),
    }),
    async run({ seconds, label = "nothing" }, { signal, progress }) {
      for (let done = 0; done < seconds; done += 1) {
        progress({ done, total: seconds });
        await sleep(Math.min(seconds - done, 1) * 1000, undefined, { signal });
      }
      return text(`Computed ${label} in ${seconds} s`);
    },
  }),
  defineTool({
    ...base,
    name: "failing_job",
    title: "failing_job",
    description: "Fails after a second",
    task: "required",
    async run(_input, { signal }) {
      await sleep(1000, undefined, { signal });
      throw new ToolError("conflict", "This job always fails.");
    },
  }),
  defineTool({
    ...base,
    name: "protocol_error_job",
    title: "protocol_error_job",
    description: "Asks what the client cannot answer, which is the protocol's own error",
    mayAsk: true,
    task: "optional",
    run: async () => ask({ roots }),
  }),
  defineTool({
    ...base,
    name: "confirm_delete",
    title: "confirm_delete",
    description: "Asks before it goes on",
    mayAsk: true,
    task: "optional",
    input: z.object({ filename: z.string().describe("What to delete") }),
    async run({ filename }, { answers }) {
      const answer = answers["confirm"];
      if (answer === undefined) {
        return ask({ confirm: form(`Delete ${filename}?`, { confirm: { type: "boolean" } }) });
      }
      return text(field(answer, "confirm") === "true" ? `Deleted ${filename}.` : `Kept ${filename}.`);
    },
  }),
  defineTool({
    ...base,
    name: "multi_input",
    title: "multi_input",
    description: "Asks two things at once",
    mayAsk: true,
    task: "optional",
    async run(_input, { answers }) {
      const { first, second } = answers;
      if (first === undefined || second === undefined) {
        return ask({ first: form("Name one", name), second: form("Name another", name) });
      }
      return content({ type: "text", text: `${field(first, "name")} and ${field(second, "name")}` });
    },
  }),
  defineTool({
    ...base,
    name: "test_tool_with_task",
    title: "test_tool_with_task",
    description: "Asks first, then takes its time",
    mayAsk: true,
    task: "required",
    askFirst: (_input, { answers }) =>
      answers["user_name"] === undefined ? ask({ user_name: form("What is your name?", name) }) : undefined,
    async run(_input, { answers, signal }) {
      await sleep(200, undefined, { signal });
      return text(`Hello, ${field(answers["user_name"], "name")}!`);
    },
  }),
];
