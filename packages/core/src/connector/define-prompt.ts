import type { z } from "zod";
import type { Ask } from "./ask.ts";
import type { ContentBlock } from "./content.ts";
import type { Answer, ReadContext } from "./context.ts";

/** One turn of the conversation that a prompt begins. */
export interface PromptMessage {
  role: "user" | "assistant";
  content: ContentBlock;
}

/** What a prompt gets beside its arguments. */
export interface PromptContext<Client = unknown> extends ReadContext<Client> {
  readonly answers: Readonly<Record<string, Answer>>;
  readonly state: unknown;
  /** Reads one of the connector's own resources, to embed it. Throws as reading it would. */
  readonly embed: (uri: string) => Promise<ContentBlock>;
}

/** A task that a person starts, whole in one literal. */
export interface Prompt<Arguments extends z.ZodObject = z.ZodObject, Client = unknown> {
  name: string;
  title: string;
  description: string;
  /** Flat; every field described. On the wire every argument is a string (MCP server/prompts). */
  arguments: Arguments;
  /** Vendor scopes that it needs; all of them. */
  scopes?: readonly string[];
  /** It is there where this toolset is. Default: everywhere. */
  toolset?: string;
  /** `safe`: it shows nothing that an allow-list keeps away. Default: held by the fields of the connector's `reach`. */
  reach?: "safe";
  run(args: z.output<Arguments>, context: PromptContext<Client>): Promise<readonly PromptMessage[] | Ask>;
}

/** A prompt of unknown shape, as lists hold it. */
export type AnyPrompt = Omit<Prompt, "run"> & {
  run(args: never, context: never): Promise<readonly PromptMessage[] | Ask>;
};

/** Declares a prompt: a task that a person starts, with what it needs embedded. */
export function definePrompt<Arguments extends z.ZodObject, Client>(
  prompt: Prompt<Arguments, Client>,
): Prompt<Arguments, Client> {
  return prompt;
}
