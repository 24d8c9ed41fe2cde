import { hkdfSync, randomBytes } from "node:crypto";
import { join } from "node:path";
import { ConfigError, type Settings } from "../config/index.ts";
import type { Store } from "../store/index.ts";
import { keyFile, localKeyRing, parseKeys, type KeyRing } from "./vault/index.ts";

/** What seals what leaves this process, and what is kept. */
export interface Keys {
  keyRing: KeyRing;
  /** 32 bytes each: the current one, then those before it. */
  secrets: readonly [Buffer, ...Buffer[]];
}

/** What sign-in needs to outlive a restart. */
export interface SignInHouse extends Keys {
  store: Store;
}

const MEMORY = ":memory:";

type KeySettings = Pick<Settings, "data" | "secret" | "previousSecrets" | "vaultKeys">;

/**
 * The operator's keys; where there are none, those in the data folder, which are made at the first start.
 *
 * @param options.shared there are other replicas, which need the same keys: none are made up
 * @throws ConfigError when they cannot be used, or must be set and are not.
 */
export function openKeys(settings: KeySettings, { shared }: { shared: boolean }): Keys {
  const { data } = settings;
  const given = { keys: vaultKeys(settings.vaultKeys), secrets: secretsOf(settings) };
  if (shared) return sharedKeys(given);
  if (data === MEMORY) {
    const keyRing = localKeyRing(given.keys ?? [{ kid: "memory", key: randomBytes(32) }]);
    return { keyRing, secrets: given.secrets ?? [randomBytes(32)] };
  }
  try {
    const keyRing = localKeyRing(given.keys ?? keyFile(join(data, "vault.keys")));
    return { keyRing, secrets: given.secrets ?? filedSecrets(join(data, "secret.keys")) };
  } catch (error) {
    const advice = error instanceof Error ? error.message : String(error);
    throw new ConfigError([{ where: "FAIRLEAD_DATA", found: data, accepts: "a folder of this user's own", advice }]);
  }
}

interface Given {
  keys: ReturnType<typeof parseKeys> | undefined;
  secrets: Keys["secrets"] | undefined;
}

function sharedKeys({ keys, secrets }: Given): Keys {
  if (keys !== undefined && secrets !== undefined) return { keyRing: localKeyRing(keys), secrets };
  const missing = {
    FAIRLEAD_SECRET: secrets === undefined && "openssl rand -base64 48",
    FAIRLEAD_VAULT_KEYS: keys === undefined && 'echo "k1:$(openssl rand -base64 32)"',
  };
  throw new ConfigError(
    Object.entries(missing).flatMap(([where, command]) =>
      command === false
        ? []
        : [{ where, found: "nothing", accepts: "the same on every replica", advice: `Make one with: ${command}` }],
    ),
  );
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
function rootSecret(text: string): Buffer {
  return Buffer.from(hkdfSync("sha256", text, "", "fairlead/root/1", 32));
}

function filedSecrets(file: string): readonly [Buffer, ...Buffer[]] {
  const [first, ...rest] = keyFile(file).map(({ key }) => key);
  if (first === undefined) throw new Error(`${file} holds no key.`);
  return [first, ...rest];
}
