import type { ClientCapabilities } from "@modelcontextprotocol/server";
import type { Notify } from "../../connector/index.ts";
import type { Exchange } from "../call/call.ts";
import { notifyOf } from "../serve/notify.ts";
import type { RequestScope } from "../serve/request-scope.ts";
import { canAnswer } from "../serve/sender.ts";

/** What most calls never ask for. */
interface Line {
  signal(): AbortSignal;
  sender(): Exchange["sender"];
}

/** The line of a client that wants nothing but the answer. */
export function quietExchange(scope: RequestScope, declared: ClientCapabilities | undefined, line: Line): Exchange {
  return new QuietExchange(line, declared, notifyOf(scope));
}

const NO_ANSWERS: Exchange["answers"] = {};
const NO_CAPABILITIES: ClientCapabilities = {};
const ignore = () => {};

/** A class, since an object that has getters of its own takes as long to make as some stages take to run. */
class QuietExchange implements Exchange {
  readonly answers = NO_ANSWERS;
  readonly sealedState = undefined;
  readonly progress = ignore;
  readonly log = ignore;
  readonly closeStream = ignore;
  readonly takesTasks = false;
  readonly capabilities: ClientCapabilities;
  readonly notify: Notify;
  readonly #line: Line;

  constructor(line: Line, declared: ClientCapabilities | undefined, notify: Notify) {
    this.#line = line;
    this.capabilities = declared ?? NO_CAPABILITIES;
    this.notify = notify;
  }

  readonly canAsk: Exchange["canAsk"] = (method) => canAnswer(this.capabilities, method);

  get signal(): AbortSignal {
    return this.#line.signal();
  }

  get sender(): Exchange["sender"] {
    return this.#line.sender();
  }
}
