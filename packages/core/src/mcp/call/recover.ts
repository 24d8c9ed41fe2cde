import type { Call } from "./call.ts";
import { toolContext } from "./tool-context.ts";

/** What looking after a lost answer may take, in milliseconds. */
export const RECOVERY_MS = 10_000;

/**
 * Asks the tool whether a try whose answer was lost has reached the vendor. It has its own short time, since the call's
 * may be over, and can only read.
 *
 * @returns What that try made; undefined when there is no sign of it, or the tool cannot tell.
 */
export async function recover(call: Call): Promise<unknown> {
  const { tool } = call.entry;
  if (tool.recover === undefined) return undefined;
  const signal = AbortSignal.any([call.exchange.signal, AbortSignal.timeout(RECOVERY_MS)]);
  const way = { signal, deadlineAt: Date.now() + RECOVERY_MS, readsOnly: true };
  const { context, session } = await toolContext(call, way);
  call.recovery = session;
  return tool.recover(call.input as never, context as never);
}
