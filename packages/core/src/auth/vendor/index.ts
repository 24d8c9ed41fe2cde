export { borrowedConnection } from "./borrowed-connection.ts";
export { createVendorAccess, type VendorAccessOptions } from "./create-vendor-access.ts";
export type { TokenSignIn, VendorAccess, VendorSignIn } from "./vendor-access.ts";
export { VendorError, type VendorErrorCode } from "./vendor-error.ts";
export type { VendorGrant, VendorSecret } from "./vendor-grant.ts";
