import type { Names } from "../../connector/index.ts";
import { checkReach, reachedByTool } from "../../policy/index.ts";
import type { Call, Stage } from "./call.ts";
import { explainFailure } from "./explain-failure.ts";
import { toolContext } from "./tool-context.ts";

/** Refuses what the call names and no allow-list lets through, before the call itself sends anything. */
export const holdToPolicy: Stage = {
  name: "policy",
  run: async (call, next) => {
    const { reach } = call.runtime.connector;
    const { policy, connection, identity } = call.caller;
    const list = policy.allow;
    if (reach === undefined || !list.narrows("write")) return next();
    const facts = { id: connection.id, identity };
    const reached = reachedByTool(reach, call.entry.tool, call.input, facts);
    const permissionsUrl = call.runtime.permissionsUrl?.(connection.id);
    await checkReach(reached, { reach, list, resolve: (name) => resolve(call, name), permissionsUrl });
    return next();
  },
};

async function resolve(call: Call, name: string): Promise<Names> {
  const { exchange, deadlineAt, runtime } = call;
  try {
    const { context, session } = await toolContext(call, { signal: exchange.signal, deadlineAt, readsOnly: true });
    call.lookup = session;
    return (await runtime.connector.reach?.resolve?.(name, context as never)) ?? name;
  } catch (error) {
    throw explainFailure(call, error);
  }
}
