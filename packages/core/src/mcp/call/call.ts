import type {
  Confirmation,
  Question,
  Answer,
  Ask,
  Content,
  Notify,
  Preview,
  ProgressStep,
} from "../../connector/index.ts";
import type { Caller } from "../caller.ts";
import type { Catalog, CatalogTool } from "../catalog/index.ts";
import type { Runtime } from "../runtime.ts";
import type { UpstreamSession } from "../../upstream/index.ts";
import type { CallToolResult, ClientCapabilities } from "@modelcontextprotocol/server";
import type { ShownTask } from "../tasks/shown-task.ts";
import type { Tasks } from "../tasks/tasks.ts";
import type { Sender } from "../serve/sender.ts";
import type { CallState, Confirmed } from "./call-state.ts";

/** The line back to the client while a call runs. Both eras implement it. */
export interface Exchange {
  readonly signal: AbortSignal;
  readonly answers: Readonly<Record<string, Answer>>;
  /** The sealed state of an earlier round, as the client sent it back. */
  readonly sealedState: string | undefined;
  /** Whether the client has declared that it answers such questions. */
  readonly canAsk: (method: Question["method"]) => boolean;
  readonly progress: (step: ProgressStep) => void;
  readonly log: (level: "debug" | "info" | "warning" | "error", text: string) => void;
  readonly closeStream: () => void;
  readonly notify: Notify;
  /** Whether the client takes a task for an answer (extension `io.modelcontextprotocol/tasks`). */
  readonly takesTasks: boolean;
  /** What the client says of itself, for a task that goes on without it. */
  readonly sender: Sender;
  readonly capabilities: ClientCapabilities;
}

/** A tool call on its way through the stages. Stages fill in what later ones need. */
export interface Call {
  readonly runtime: Runtime;
  readonly caller: Caller;
  readonly catalog: Catalog;
  /** The tool that runs; for `call_tool` the one it names. */
  readonly entry: CatalogTool;
  /** As the client sent them. */
  readonly args: Readonly<Record<string, unknown>>;
  readonly exchange: Exchange;
  /** What its records share. */
  readonly opId: string;
  /** On the clock of `performance.now()`. */
  readonly startedAt: number;
  /** Where calls go that take long; undefined within a task. */
  readonly tasks: Tasks | undefined;
  readonly deadlineAt: number;
  /** What an earlier round left. */
  readonly state: CallState;
  /** The arguments were what they should be. */
  inputRead: boolean;
  /** What `run` gets: validated, with the vendor's own cursor. */
  input: Record<string, unknown>;
  /** Rows of the vendor's page that an earlier result has shown already. */
  skipRows: number;
  dryRun: boolean;
  idempotencyKey: string | undefined;
  /** An earlier try with the same key ended without an answer: look before writing again. */
  recoverFirst: boolean;
  /** When the first try of it began, in milliseconds since the epoch. */
  startedAtMs: number;
  /** What tells it, and its other tries, from every other call. */
  mark: string;
  /** The `confirm` argument. */
  confirm: string | undefined;
  /** The yes of the person, to be carried on when the tool itself asks. */
  confirmed: Confirmed | undefined;
  /** Answers to what the tool asked before it began. */
  given: Readonly<Record<string, Answer>>;
  /** How long the client waits for a task, in milliseconds. */
  waitMs: number;
  /** The task that the client waited for before. */
  resume: string | undefined;
  /** Whose text the result holds, as the tool says. */
  readFrom: string[];
  /** What a person is asked because of what was read before. */
  publishes: Confirmation | undefined;
  budget: number;
  preview: Preview;
  session: UpstreamSession | undefined;
  /** The way out of asking what a name leads to. */
  lookup: UpstreamSession | undefined;
  /** The way out of looking after a lost answer. */
  recovery: UpstreamSession | undefined;
  /** Its intent is on record: so must its outcome be, before the reply. */
  intended: boolean;
  /** Its reply is that of an earlier call. */
  replayed: boolean;
  /** The stage that refused, for record and audit. */
  refusedBy: string | undefined;
}

/** What the stages hand back. */
export type Reply =
  | {
      kind: "output";
      output: Record<string, unknown>;
      text: string;
      /** Whether clients expect the output as `structuredContent`. */
      structured: boolean;
      resultMeta?: Record<string, unknown>;
      /** Of a remembered one: whose text it holds, as the tool has said. */
      readFrom?: readonly string[];
    }
  | { kind: "content"; blocks: Content["blocks"]; structured: boolean; resultMeta?: Record<string, unknown> }
  /** What a task has come to; as stored. */
  | { kind: "result"; result: CallToolResult; resultMeta?: Record<string, unknown> }
  | { kind: "task"; task: ShownTask; resultMeta?: Record<string, unknown> }
  | { kind: "ask"; ask: Ask; state: CallState };

/** A reply that ends the call. */
export type FinalReply = Exclude<Reply, { kind: "ask" }>;

/** One step of DESIGN §3. It refuses by throwing, answers by returning, or passes on with `next`. */
export interface Stage {
  name: string;
  run(call: Call, next: () => Promise<Reply>): Promise<Reply>;
}
