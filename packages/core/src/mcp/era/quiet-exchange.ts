import type { ClientCapabilities } from "@modelcontextprotocol/server";
import type { Exchange } from "../call/call.ts";
import { notifyOf } from "../serve/notify.ts";
import type { RequestScope } from "../serve/request-scope.ts";
import { canAnswer } from "../serve/sender.ts";

/**
 * The line of a client that wants nothing but the answer.
 *
 * @param line read when it is asked for: most calls need neither
 */
export function quietExchange(
  scope: RequestScope,
  declared: ClientCapabilities | undefined,
  line: Pick<Exchange, "signal" | "sender">,
): Exchange {
  return {
    get signal() {
      return line.signal;
    },
    answers: {},
    sealedState: undefined,
    canAsk: (method) => canAnswer(declared, method),
    progress: () => {},
    log: () => {},
    closeStream: () => {},
    notify: notifyOf(scope),
    takesTasks: false,
    get sender() {
      return line.sender;
    },
    capabilities: declared ?? {},
  };
}
