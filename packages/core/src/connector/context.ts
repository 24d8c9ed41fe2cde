import type { Question } from "./ask.ts";

/** Whose data a call works on, as far as a tool may know: never a token. */
export interface ConnectionFacts {
  /** Stable and opaque. */
  readonly id: string;
  /** The vendor's identity of the person or app, when the vendor has told it. */
  readonly identity: Identity | undefined;
}

/** Who a credential belongs to, as the vendor says it. */
export interface Identity {
  /** Stable across renames, such as `github:github.com:583231`. */
  subject: string;
  login: string;
  name?: string | undefined;
  /** Which vendor host it is known at. */
  host: string;
  /** What kind of credential it is, in the vendor's words. */
  kind: string;
  /** Scopes granted; undefined when the vendor does not say. */
  scopes?: readonly string[] | undefined;
  /** When the credential ends, as ISO 8601. */
  expiresAt?: string | undefined;
}

/** How far a long call has come. `done` must grow from call to call. */
export interface ProgressStep {
  done: number;
  total?: number;
  message?: string;
}

/** What a dry run can add to the request that it would send. */
export interface Preview {
  before?: unknown;
  after?: unknown;
  /** A unified diff. */
  diff?: string;
  /** One line on what would follow the first write. */
  then?: readonly string[];
}

/** An answer to a question of `ask`. */
export interface Answer {
  action?: "accept" | "decline" | "cancel";
  content?: Readonly<Record<string, unknown>>;
  readonly [field: string]: unknown;
}

/** What operator, owner and URL leave of a connector, as far as whoever calls may know. */
export interface PolicyFacts {
  access: "read" | "write" | "full";
  toolsets: readonly string[];
  excludedTools: readonly string[];
  /** Allow-lists: all of them hold at once. */
  allow: readonly {
    access: "read" | "write";
    patterns: readonly string[];
    /** The setting or page where it can be changed, and by whom. */
    rule: string;
    setBy: "operator" | "owner";
  }[];
  /** How often a tool, or `*` for all together, may be called. */
  limits: readonly { tool: string; most: number; per: "minute" | "day"; rule: string; setBy: string }[];
}

/**
 * Gives what `read` gave under this key before, on whichever replica, or reads it now and keeps it for `keepMs`. It is this
 * connection's alone. Only for what never changes under its key, such as the files between two commits: a write of the
 * connection makes none of it old.
 *
 * @param key Names what it is and whose: no two readers of a connector share one.
 * @param read Gives plain JSON. What it throws, `keep` throws, and nothing is kept.
 */
export type Keep = <T extends object>(key: string, keepMs: number, read: () => Promise<T>) => Promise<T>;

/**
 * What a connector notes down for later calls of the same connection, such as the names of ids: plain JSON, gone when the
 * connection is ended. It may be forgotten at any time.
 *
 * Keys name what it is and whose: no two writers of a connector share one.
 */
export interface Notes {
  /** What is known in this process. */
  // oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- only the reader knows what a key holds
  peek<T extends object>(key: string): T | undefined;
  /** The same, and what other replicas have noted. */
  find<T extends object>(key: string): Promise<T | undefined>;
  /** Notes it for `keepMs` milliseconds, on every replica. */
  put(key: string, value: object, keepMs: number): void;
  /** Strikes it out; another replica may go by it until its time is up. */
  drop(key: string): void;
}

/** What every reading thing gets: a resource, a prompt, a completion. */
export interface ReadContext<Client = unknown> {
  /** The vendor's SDK, bound to this caller's credential, deadline and cancellation. */
  readonly client: Client;
  readonly connection: ConnectionFacts;
  /** Aborts when the client gives up. Already wired into `client`. */
  readonly signal: AbortSignal;
  /** Tokens that the result may take. */
  readonly budget: number;
  /** Reads once what several calls need. */
  readonly keep: Keep;
  readonly notes: Notes;
  /** What is allowed here, to be told. It holds without the connector's doing. */
  readonly policy: PolicyFacts;
  /**
   * Whether the allow-lists let the call read something that its input has not named: the project of a pipeline that
   * another one has started, say. By its name of today, or all those that it goes by.
   */
  readonly mayRead: (name: string | readonly string[]) => boolean;
  /** Says whose text the result will hold, where neither what was asked for nor its rows do. For the connector's `flow`. */
  readonly readFrom: (...names: string[]) => void;
}

/** What a tool's `run` gets beside its input. */
export interface ToolContext<Client = unknown> extends ReadContext<Client> {
  /** True when nothing but reads may be sent: the first write ends the run with a preview. */
  readonly dryRun: boolean;
  /** When this call, or the first try of it under the same `idempotency_key`, began: nothing that it made is older. */
  readonly startedAtMs: number;
  /**
   * This call's own, and that of each try of it under the same `idempotency_key`; no other call has it. Random, so a vendor
   * may keep it with what a write makes: by it `recover` knows that thing again.
   */
  readonly mark: string;
  /** Adds facts to the preview of a dry run, the last word of each name wins; does nothing otherwise. */
  readonly preview: (facts: Preview) => void;
  /** Reports progress, when the client asked for it. */
  readonly progress: (step: ProgressStep) => void;
  /** Answers to an earlier `ask` of this call, by key. */
  readonly answers: Readonly<Record<string, Answer>>;
  /** Whether the client can be asked that. A question that it cannot answer fails the call. */
  readonly canAsk: (method: Question["method"]) => boolean;
  /** The state of that `ask`, proven to be ours and unchanged. */
  readonly state: unknown;
  /** Sends a log line to the client, when the connector declares `logging`. Deprecated by the protocol: for fixtures. */
  readonly log: (level: "debug" | "info" | "warning" | "error", text: string) => void;
  /** Breaks the client's stream: it comes back for the rest (2025-11-25 polling). For fixtures. */
  readonly closeStream: () => void;
  /** Tells listening clients that something changed. */
  readonly notify: Notify;
}

/** What clients that listen are told: those of the caller's own connection, and nobody else's. */
export interface Notify {
  toolsChanged(): void;
  promptsChanged(): void;
  resourcesChanged(): void;
  resourceUpdated(uri: string): void;
}
