export { createVault, SECRETS } from "./create-vault.ts";
export { keyFile } from "./key-file.ts";
export { localKeyRing, type KeyRing } from "./key-ring.ts";
export { parseKeys } from "./parse-keys.ts";
export type { RewrapCounts, Vault } from "./vault.ts";
