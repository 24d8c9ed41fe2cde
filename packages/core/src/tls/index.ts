export { contextOf } from "./context-of.ts";
export { readKeyPair, type KeyPair } from "./read-key-pair.ts";
export { watchKeyPair } from "./watch-key-pair.ts";
