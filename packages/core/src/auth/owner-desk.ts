import { ownForm, type FormProof } from "../pages/index.ts";
import type { Connections } from "./connections/index.ts";
import { visitorProof, type VisitorSessions } from "./flow/index.ts";
import type { AuthContext } from "./server/auth-route.ts";
import { TENANT } from "./server/tenant.ts";

/** Who looks at their own connections, in a browser in which they have shown who they are. */
export interface Owner {
  tenant: string;
  subject: string;
  login: string;
  /** Posted back as `csrf` by each form that they are shown. */
  csrf: string;
}

/** What pages about a person's own connections need of sign-in. */
export interface OwnerDesk {
  /** The path of "your connections", as the public sees it: where people show who they are. */
  home: string;
  /** Undefined while nobody has shown who they are in this browser, or it is too long ago. */
  owner(ctx: AuthContext): Owner | undefined;
  /**
   * Reads a form that this owner was shown.
   *
   * @param maxBytes of its body; 16 KB unless said
   * @returns undefined when it comes from elsewhere, or is no form.
   */
  form(ctx: AuthContext, maxBytes?: number): Promise<URLSearchParams | undefined>;
  connections: Pick<Connections, "list" | "rename" | "signOut" | "page" | "end">;
}

export function ownerDesk(parts: {
  home: string;
  visitors: VisitorSessions;
  proof: FormProof;
  connections: OwnerDesk["connections"];
}): OwnerDesk {
  const { home, visitors, proof, connections } = parts;
  return {
    home,
    connections,
    owner(ctx) {
      const visitor = visitors.read(ctx);
      if (visitor?.holder === undefined) return undefined;
      return { tenant: TENANT, ...visitor.holder, csrf: proof.of(visitorProof(visitor)) };
    },
    async form(ctx, maxBytes) {
      const visitor = visitors.read(ctx);
      return visitor?.holder && ownForm(ctx, proof, visitorProof(visitor), maxBytes);
    },
  };
}
