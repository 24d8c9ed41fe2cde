import { hkdfSync, randomBytes } from "node:crypto";
import { join } from "node:path";
import { ConfigError, type Settings } from "../config/index.ts";
import { memoryStore, sqliteStore, type Store } from "../store/index.ts";
import { keyFile, localKeyRing, parseKeys, type KeyRing } from "./vault/index.ts";

/** What sign-in needs to outlive a restart. */
export interface SignInHouse {
  store: Store;
  keyRing: KeyRing;
  /** 32 bytes each: the current one, then those before it. */
  secrets: readonly [Buffer, ...Buffer[]];
  close(): void;
}

const MEMORY = ":memory:";

/**
 * Opens the data folder: the database, and keys for what the operator has set none.
 *
 * @throws ConfigError when it cannot be used.
 */
export function openSignInHouse(
  settings: Pick<Settings, "data" | "secret" | "previousSecrets" | "vaultKeys">,
): SignInHouse {
  const { data } = settings;
  if (data === MEMORY) {
    return {
      store: memoryStore(),
      keyRing: localKeyRing(vaultKeys(settings.vaultKeys) ?? [{ kid: "memory", key: randomBytes(32) }]),
      secrets: secretsOf(settings) ?? [randomBytes(32)],
      close() {},
    };
  }
  try {
    const keys = vaultKeys(settings.vaultKeys) ?? keyFile(join(data, "vault.keys"));
    const secrets = secretsOf(settings) ?? filedSecrets(join(data, "secret.keys"));
    const store = sqliteStore({ file: join(data, "fairlead.db") });
    return { store, keyRing: localKeyRing(keys), secrets, close: () => store.close() };
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    const advice = error instanceof Error ? error.message : String(error);
    throw new ConfigError([{ where: "FAIRLEAD_DATA", found: data, accepts: "a folder of this user's own", advice }]);
  }
}

function vaultKeys(text: string | undefined): ReturnType<typeof parseKeys> | undefined {
  if (text === undefined) return undefined;
  try {
    return parseKeys(text);
  } catch (error) {
    const advice = error instanceof Error ? error.message : String(error);
    const accepts = "id:base64 of 32 bytes each, with commas between";
    throw new ConfigError([{ where: "FAIRLEAD_VAULT_KEYS", found: "a value that is not shown", accepts, advice }]);
  }
}

function secretsOf({ secret, previousSecrets }: Pick<Settings, "secret" | "previousSecrets">) {
  if (secret === undefined) return undefined;
  const [first, ...rest] = [secret, ...previousSecrets].map(rootSecret);
  return first === undefined ? undefined : ([first, ...rest] as const);
}

/** A text of any length as 32 bytes. */
export function rootSecret(text: string): Buffer {
  return Buffer.from(hkdfSync("sha256", text, "", "fairlead/root/1", 32));
}

function filedSecrets(file: string): readonly [Buffer, ...Buffer[]] {
  const [first, ...rest] = keyFile(file).map(({ key }) => key);
  if (first === undefined) throw new Error(`${file} holds no key.`);
  return [first, ...rest];
}
