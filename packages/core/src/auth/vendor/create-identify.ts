import type { Credential, Identity, ToolError } from "../../connector/index.ts";
import { MESSAGES } from "./classify-answer.ts";
import { VendorError } from "./vendor-error.ts";

/** "Who am I" at the vendor, with its refusals told apart from its troubles. */
export function createIdentify(options: {
  title: string;
  ask: (credential: Credential) => Promise<Identity>;
  explain: (error: unknown) => ToolError | undefined;
}): (credential: Credential) => Promise<Identity> {
  const { title, ask, explain } = options;
  return async (credential) => {
    try {
      return await ask(credential);
    } catch (error) {
      switch (explain(error)?.code) {
        case "reauthorize":
          throw new VendorError(
            "refused",
            `${title} does not know this token. It may have been deleted or have expired.`,
            {
              cause: error,
            },
          );
        case "forbidden":
        case "insufficient_scope":
        case "not_found":
          throw new VendorError("refused", `${title} does not let this token see whose it is. Give it more rights.`, {
            cause: error,
          });
        default:
          throw new VendorError("unreachable", MESSAGES.unreachable(title), { cause: error });
      }
    }
  };
}
