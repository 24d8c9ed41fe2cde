import { afterEach } from "vitest";
import { z } from "zod";
import { ask, defineTool, type AnyTool, type ToolContext } from "../../../connector/index.ts";
import { SLOW_NOTE, startEndpoint, type RunningEndpoint } from "../../testing/start-endpoint.ts";
import { toyWith, type Shelf } from "../../testing/toy-connector.ts";

/** An endpoint whose tools take long: `brew` until told, `post` as long as the vendor, `interview` as its client does. */
export interface SlowTools {
  tools: readonly AnyTool[];
  start(options?: Parameters<typeof startEndpoint>[0]): Promise<RunningEndpoint>;
  /** What `brew` runs with, once it does. */
  started(): Promise<ToolContext>;
  /** Lets `brew` end. */
  release(word: string): void;
  /** Waits for the next `brew`. */
  again(): void;
}

const form = (message: string) => ({
  method: "elicitation/create" as const,
  params: { message, requestedSchema: { type: "object", properties: { ok: { type: "boolean" } } } },
});
const base = {
  scopes: [],
  input: z.object({ text: z.string().default("x").describe("Text") }),
  output: z.object({ said: z.string() }),
  task: "optional",
} as const;

/** For the tests of one file: what was started is closed after each. */
export function useSlowTools(): SlowTools {
  let released = Promise.withResolvers<string>();
  let began = Promise.withResolvers<ToolContext>();
  let running: RunningEndpoint[] = [];

  const brew = defineTool({
    ...base,
    name: "brew",
    title: "Brew",
    description: "Takes long.",
    access: "read",
    async run({ text }, context) {
      began.resolve(context);
      context.progress({ done: 1, total: 2, message: "half done" });
      const stopped = new Promise<never>((_, reject) =>
        context.signal.addEventListener("abort", () => reject(new Error("stopped"))),
      );
      return { said: `${text} ${await Promise.race([released.promise, stopped])}` };
    },
  });
  const post = defineTool({
    ...base,
    name: "post",
    title: "Post",
    description: "Writes, and takes long.",
    access: "write",
    async run({ text }, { client }: ToolContext<Shelf>) {
      await client.post(text === "slow" ? `/notes/${SLOW_NOTE}` : "/notes", { text });
      return { said: text };
    },
  });
  const interview = defineTool({
    ...base,
    name: "interview",
    title: "Interview",
    description: "Asks on the way.",
    access: "read",
    mayAsk: true,
    run: async (_input, { answers, state }) => {
      if (state === undefined) return ask({ one: form("One?"), two: form("Two?") }, "first");
      if (state === "first") return ask({ one: form("Again?") }, Object.keys(answers).toSorted());
      return { said: JSON.stringify([state, answers]) };
    },
  });
  const tools = [brew, post, interview];

  afterEach(async () => {
    released.resolve("late");
    await Promise.all(running.map((each) => each.close()));
    running = [];
    released = Promise.withResolvers();
    began = Promise.withResolvers();
  });
  return {
    tools,
    async start(options = {}) {
      const endpoint = await startEndpoint({ connector: toyWith(tools), ...options });
      running.push(endpoint);
      return endpoint;
    },
    started: () => began.promise,
    release: (word) => released.resolve(word),
    again() {
      began = Promise.withResolvers();
    },
  };
}
