export { readKeyPair, type KeyPair } from "./read-key-pair.ts";
export { contextOf, watchKeyPair } from "./watch-key-pair.ts";
