import type { RequestId } from "@modelcontextprotocol/server";

/** What an event's id tells whoever gets it back as `Last-Event-ID`. */
export interface EventName {
  /** The opening of the session that remembers it. */
  tag: string;
  /** The request whose stream it was on; undefined for a stream that no request began. */
  requestId: RequestId | undefined;
}

/** Ids of events. A replica that knows nothing of the event still learns which request has lost its answer. */
export const eventIds = {
  /** @param count which one it is of its opening */
  make(tag: string, count: number, requestId: RequestId | undefined): string {
    const request = requestId === undefined ? "" : Buffer.from(JSON.stringify(requestId)).toString("base64url");
    return `${tag}.${count}.${request}`;
  },
  /** @returns undefined for an id that is none of ours. */
  read(id: string): EventName | undefined {
    const [, tag, request = ""] = /^([\w-]{8})\.\d{1,15}\.([\w-]{0,512})$/.exec(id) ?? [];
    if (tag === undefined) return undefined;
    if (request === "") return { tag, requestId: undefined };
    try {
      const requestId: unknown = JSON.parse(Buffer.from(request, "base64url").toString("utf8"));
      const fits = typeof requestId === "string" || typeof requestId === "number";
      return fits ? { tag, requestId } : undefined;
    } catch {
      return undefined;
    }
  },
};
