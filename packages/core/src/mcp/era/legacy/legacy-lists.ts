import { isJSONRPCRequest } from "@modelcontextprotocol/server";
import type { Connector } from "../../../connector/index.ts";
import { observed } from "../../serve/observed.ts";
import type { RequestScope } from "../../serve/request-scope.ts";
import { clientNamed } from "../../serve/sender.ts";
import { createFastLists } from "../fast-lists.ts";
import type { Inbound } from "../inbound.ts";
import { writeTail } from "../result-tail.ts";
import type { LegacyEra } from "./legacy.ts";
import { hasTransportHeaders } from "./transport-headers.ts";

/** Answers whole lists of the 2025 revisions without opening the session that asks. */
export interface LegacyLists {
  /** @returns False when the request is not for this path; nothing was written then. */
  serve(inbound: Inbound, scope: RequestScope): Promise<boolean>;
}

export function createLegacyLists(connector: Connector, { capsuleOf }: Pick<LegacyEra, "capsuleOf">): LegacyLists {
  const lists = createFastLists(connector, undefined);
  return {
    async serve(inbound, scope) {
      const { body } = inbound;
      if (!isJSONRPCRequest(body) || body.params?.["cursor"] !== undefined || !hasTransportHeaders(inbound))
        return false;
      const tail = lists.tail(scope.catalog, body.method);
      const capsule = tail && (await capsuleOf(inbound, scope));
      if (tail === undefined || capsule === undefined) return false;
      const { clientInfo, protocolVersion } = capsule.initialize;
      const what = { protocolVersion, client: clientNamed(clientInfo), method: body.method, target: undefined };
      await observed(scope, what, async () => {});
      writeTail(inbound.res, body.id, tail);
      return true;
    },
  };
}
