import type { Upstream } from "../../upstream/index.ts";

/** Tells when the vendor has answered 401 to a connection's credential, which then must be renewed or given up. */
export function noticeRefusals(upstream: Upstream, onRefused: (connectionId: string) => void): Upstream {
  return {
    ...upstream,
    fetchFor(call) {
      const session = upstream.fetchFor(call);
      return {
        ...session,
        async fetch(...args) {
          const response = await session.fetch(...args);
          if (response.status === 401) onRefused(call.credential.id);
          return response;
        },
      };
    },
  };
}
