export { createVault } from "./create-vault.ts";
export { keyFile } from "./key-file.ts";
export { localKeyRing, type KeyRing, type WrappedKey } from "./key-ring.ts";
export { parseKeys } from "./parse-keys.ts";
export { VaultError, type VaultErrorCode } from "./vault-error.ts";
export type { SecretOwner, Vault } from "./vault.ts";
