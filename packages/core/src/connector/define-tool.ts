import type { z } from "zod";
import type { Access } from "./access.ts";
import type { Ask } from "./ask.ts";
import type { Content } from "./content.ts";
import type { ConnectionFacts, ToolContext } from "./context.ts";
import type { Reached } from "./reach.ts";

/** What a person is asked before a call goes ahead. */
export interface Confirmation {
  /** The name that the `confirm` argument must repeat, such as `owner/repo#12`. */
  target: string;
  /** One plain question. */
  question: string;
}

interface ToolBase<Input extends z.ZodObject, Output extends z.ZodObject, Client> {
  /** `verb_noun`, snake_case, at most 40 characters. */
  name: string;
  title: string;
  /** One or two sentences for a model. Never holds upstream text. */
  description: string;
  /** Vendor scopes that the call needs; all of them. */
  scopes: readonly string[];
  /** Flat; every field described. Unknown fields are refused by name. */
  input: Input;
  /** An object. The result's text is derived from it, unless `text` says otherwise. */
  output: Output;
  /** Compact text with the same facts as the output, when the derived text would read badly. */
  text?(output: z.output<Output>): string;
  /**
   * How long a reading tool's answer may be served again without asking the vendor, in milliseconds. Default: what the
   * operator has set for all of them (CACHE_FRESH_MS).
   */
  freshMs?: number;
  /**
   * How an allow-list holds a tool that can be called without the fields of the connector's `reach`; any other such tool is
   * hidden where there is a list. `rows`: each row of its result names where it is from. `safe`: it shows nothing that a list
   * keeps away.
   */
  reach?: "rows" | "safe";
  /** What a call reaches, where more or other fields name it than those of the connector's `reach`. */
  reaches?(input: z.output<Input>, connection: ConnectionFacts): readonly Reached[];
  /** True for a reading tool whose `run` may `ask`. */
  mayAsk?: boolean;
  /**
   * A call that may take longer than anybody waits. With `optional`, clients that know tasks get one at once; others wait
   * for `timeout_s` and go on with `resume`, both of which the core adds. With `required`, others are refused.
   */
  task?: "optional" | "required";
  /** Asks before a task begins; the answers are in `context.answers` of `run`. */
  askFirst?(input: z.output<Input>, context: FirstContext): Ask | undefined;
  /** The input schema as published, verbatim, where zod cannot say it. */
  publishedInput?: Readonly<Record<string, unknown>>;
  run(input: z.output<Input>, context: ToolContext<Client>): Promise<z.input<Output> | Content | Ask>;
}

/** What is known before a call begins. */
export type FirstContext = Pick<ToolContext, "answers" | "canAsk">;

interface ReadTool {
  access: "read";
}

interface WriteTool<Input extends z.ZodObject, Output extends z.ZodObject, Client> {
  access: "write";
  /**
   * Looks whether a try of the same call, whose answer was lost, has reached the vendor. Reads only.
   * Returns what that try made, or undefined when there is no sign of it; where several things may be it, it throws
   * `upstream_timeout` and names them.
   */
  recover?(input: z.output<Input>, context: ToolContext<Client>): Promise<z.input<Output> | undefined>;
  /** True when repeating the call changes nothing more. Others take an `idempotency_key`. */
  idempotent?: boolean;
  /** Asks first, where the answer is not undefined. */
  confirm?(input: z.output<Input>): Confirmation | undefined;
}

interface DeleteTool<Input extends z.ZodObject> {
  access: "delete";
  confirm(input: z.output<Input>): Confirmation;
}

/** One action at the vendor, whole in one literal. */
export type Tool<
  Input extends z.ZodObject = z.ZodObject,
  Output extends z.ZodObject = z.ZodObject,
  Client = unknown,
> = ToolBase<Input, Output, Client> & (ReadTool | WriteTool<Input, Output, Client> | DeleteTool<Input>);

/** A tool of unknown shape, as lists hold it. */
export type AnyTool = Omit<ToolBase<z.ZodObject, z.ZodObject, unknown>, "run" | "text" | "askFirst" | "reaches"> & {
  access: Access;
  reaches?(input: never, connection: ConnectionFacts): readonly Reached[];
  idempotent?: boolean;
  confirm?(input: never): Confirmation | undefined;
  text?(output: never): string;
  askFirst?(input: never, context: FirstContext): Ask | undefined;
  recover?(input: never, context: never): Promise<unknown>;
  run(input: never, context: never): Promise<unknown>;
};

/**
 * Declares a tool. Writes get `dry_run`, non-idempotent writes `idempotency_key` and confirmed ones `confirm` from the
 * core: a tool only says what it does.
 *
 * @returns The same literal, checked.
 */
export function defineTool<Input extends z.ZodObject, Output extends z.ZodObject, Client>(
  tool: Tool<Input, Output, Client>,
): Tool<Input, Output, Client> {
  return tool;
}
