import type { Connection, Principal } from "../auth/index.ts";
import type { CallTrace } from "../observe/index.ts";
import type { Catalogs } from "./catalog/index.ts";
import { policyOf } from "./policy-of.ts";
import type { Runtime } from "./runtime.ts";
import type { RequestScope } from "./serve/request-scope.ts";
import type { Tasks } from "./tasks/tasks.ts";
import type { View } from "./view/index.ts";

/** What a caller with this connection may see and do, by what operator and owner allow right now. */
export async function openScope(
  parts: { runtime: Runtime; catalogs: Catalogs; tasks: Tasks | undefined },
  who: {
    principal: Principal;
    connection: Connection;
    view: View;
    requestId: string;
    trace?: CallTrace | undefined;
  },
): Promise<RequestScope> {
  const { runtime, catalogs, tasks } = parts;
  const { connection, view } = who;
  const identity = await connection.identity();
  who.trace?.enter("catalog");
  const policy = await policyOf(runtime, connection.id);
  const catalog = catalogs.get(view, connection.canStepUp === true ? undefined : identity?.scopes, policy);
  return {
    runtime,
    catalog,
    caller: { ...who, identity, policy },
    tasks,
    renew: () => openScope(parts, { ...who, trace: undefined }),
  };
}
