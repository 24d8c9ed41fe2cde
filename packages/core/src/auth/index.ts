export { AuthChallenge } from "./auth-challenge.ts";
export type { Authenticator, Connection } from "./connection.ts";
export { openAccess } from "./open-access.ts";
export { principalKey, type Principal } from "./principal.ts";
