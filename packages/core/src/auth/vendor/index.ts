export { borrowedConnection } from "./borrowed-connection.ts";
export { createVendorAccess } from "./create-vendor-access.ts";
export { probeApp, type ProbedApp } from "./probe-app.ts";
export type { VendorAccess } from "./vendor-access.ts";
export { VendorError } from "./vendor-error.ts";
export type { VendorGrant, VendorSecret } from "./vendor-grant.ts";
