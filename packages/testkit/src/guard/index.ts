export type { Exception } from "./exceptions.ts";
export type { Exchange } from "./exchange.ts";
export type { Finding, FindingKind } from "./finding.ts";
export type { Guard, GuardOptions, GuardReport } from "./guard.ts";
export { guardOrSay, guardOrSkip, loadGuard } from "./load-guard.ts";
export type { Vendor } from "./vendors.ts";
export { addGuardTotals } from "./totals.ts";
