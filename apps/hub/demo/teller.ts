import type { Client } from "@modelcontextprotocol/client";
import { terminal } from "./terminal.ts";

export interface Told {
  text: string;
  structured: Record<string, unknown>;
}

/** Walks a story step by step and remembers whether every step held. */
export interface Teller {
  /** Runs one step; a step that throws is shown, and so are the later ones that need it. */
  step(what: string, work: () => Promise<string | void>): Promise<void>;
  /** Calls a tool. @throws with the tool's own words when it fails. */
  call(tool: string, args: Record<string, unknown>): Promise<Told>;
  failures(): number;
}

/** @param client the one that is connected just now, for stories that call tools. */
export function createTeller(client?: () => Client): Teller {
  let failures = 0;
  return {
    async step(what, work) {
      const startedAt = performance.now();
      try {
        const shown = await work();
        terminal.done(what, performance.now() - startedAt);
        if (shown !== undefined) terminal.shown(shown);
      } catch (error) {
        failures += 1;
        terminal.failed(what, error instanceof Error ? error.message : String(error));
      }
    },
    async call(name, args) {
      if (client === undefined) throw new Error("This story has no client.");
      const result = await client().callTool({ name, arguments: args });
      const text = result.content.flatMap((block) => (block.type === "text" ? [block.text] : [])).join("\n");
      if (result.isError === true) throw new Error(`${name}: ${text}`);
      return { text, structured: (result.structuredContent ?? {}) as Record<string, unknown> };
    },
    failures: () => failures,
  };
}

/** @throws when the story does not hold. */
export function expect(held: boolean, otherwise: string): asserts held {
  if (!held) throw new Error(otherwise);
}

/** The first lines of a text, with a word on what is left out. */
export function opening(text: string, lines = 12): string {
  const all = text.split("\n");
  return all.length <= lines ? text : `${all.slice(0, lines).join("\n")}\n… ${all.length - lines} more lines`;
}
