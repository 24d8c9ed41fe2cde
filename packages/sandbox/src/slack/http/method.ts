import type { Token } from "../state/token.ts";
import { hasScope } from "../state/token.ts";
import type { User } from "../state/user.ts";
import type { World } from "../state/world.ts";
import type { Args } from "./args.ts";

/** One call of a method: signed in, arguments read. */
export interface Call {
  world: World;
  token: Token;
  me: User;
  teamId: string;
  args: Args;
  /** Scopes that the method has asked for, one of each list: Slack names them with every answer. */
  accepted: Set<string>;
}

export type Reply = Record<string, unknown>;

/** One method of the Web API. */
export interface Method {
  name: string;
  /** Scope that every call needs; undefined where it depends on the conversation, or on nothing. */
  scope?: string;
  /** Kinds of token that Slack takes here. Default: both. */
  tokens?: Token["kind"];
  run(call: Call): Reply;
}

/** Declares one method. */
export function method(name: string, run: Method["run"], facts: Pick<Method, "scope" | "tokens"> = {}): Method {
  return { name, run, ...facts };
}

/** Thrown by methods: Slack answers it with status 200 and `ok: false`. */
export class Refusal extends Error {
  readonly word: string;
  readonly extra: Reply;

  constructor(word: string, extra: Reply = {}) {
    super(word);
    this.name = "Refusal";
    this.word = word;
    this.extra = extra;
  }
}

/** @throws Refusal missing_scope, naming what is needed and what there is. */
export function need({ token, accepted }: Pick<Call, "token" | "accepted">, ...anyOf: readonly string[]): void {
  for (const scope of anyOf) accepted.add(scope);
  if (anyOf.some((scope) => hasScope(token, scope))) return;
  throw new Refusal("missing_scope", { needed: anyOf.join(","), provided: [...token.scopes].join(",") });
}
