import { lookup } from "node:dns/promises";
import { existsSync, readFileSync, statfsSync } from "node:fs";
import { join } from "node:path";
import { openKeys, type AuthMode, type Keys } from "../../auth/index.ts";
import { ConfigError, ownUrl, type Misspelt, type Settings } from "../../config/index.ts";
import type { Connector } from "../../connector/index.ts";
import { readServeSettings, type Configured } from "../../serve-settings.ts";
import { fetchTrusting } from "../../upstream/index.ts";
import type { CommandContext } from "../command.ts";

/** One connector, and where it is served. */
export interface DoctorConnector extends Configured {
  /** Below `publicUrl`: empty, or `/github`. */
  path: string;
}

/** What the checks look at. */
export interface DoctorFacts {
  settings: Settings;
  auth: AuthMode;
  misspelt: readonly Misspelt[];
  connectors: readonly DoctorConnector[];
  /** Base of every URL, as clients reach it. */
  publicUrl: string;
  /** A file of authorities that PUBLIC_URL's certificate may be signed by, beside the usual ones. */
  caFile: string | undefined;
  /** A token to look at in place of the configured one, by connector. */
  tokens: Readonly<Record<string, string>>;
  /** Undefined while there are none yet, as nothing is made here; and where those that are set are wrong. */
  keys(): Keys | undefined;
  /** What is wrong with those that are set. */
  wrongKeys(): ConfigError | undefined;
  /** `fetch` that trusts `caFile`. */
  fetchPublic: typeof globalThis.fetch;
  /** What the operating system says; tests say something else. */
  system: DoctorSystem;
}

export interface DoctorSystem {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Addresses of a name. */
  resolve(name: string): Promise<readonly string[]>;
  /** Bytes on the disk that a folder is on. */
  space(folder: string): { free: number; size: number };
}

export const doctorSystem: DoctorSystem = {
  now: Date.now,
  resolve: async (name) => (await lookup(name, { all: true })).map(({ address }) => address),
  space(folder) {
    const { bavail, blocks, bsize } = statfsSync(folder);
    return { free: bavail * bsize, size: blocks * bsize };
  },
};

/**
 * Reads the settings that the server reads.
 *
 * @throws ConfigError for wrong ones.
 */
export function readDoctorFacts(
  { connectors, env, folder }: Pick<CommandContext, "connectors" | "env" | "folder">,
  given: { caFile: string | undefined; tokens: Readonly<Record<string, string>>; system: DoctorSystem },
): DoctorFacts {
  const { settings, auth, configured, misspelt } = readServeSettings(connectors, { env, folder });
  const pathOf = ({ name }: Connector) => (connectors.length > 1 ? `/${name}` : "");
  return {
    settings,
    auth,
    misspelt,
    connectors: configured.map((each) => ({ ...each, path: pathOf(each.connector) })),
    publicUrl: settings.publicUrl ?? ownUrl(settings, settings.port),
    keys: () => keysOf(settings).keys,
    wrongKeys: () => keysOf(settings).wrong,
    fetchPublic: fetchTrusting(given.caFile),
    ...given,
  };
}

function keysOf(settings: Settings): { keys?: Keys | undefined; wrong?: ConfigError } {
  const shared = settings.cluster.databaseUrl !== undefined;
  const filed = (name: string) => existsSync(join(settings.data, name));
  const there =
    (settings.secret !== undefined || filed("secret.keys")) &&
    (settings.vaultKeys !== undefined || filed("vault.keys"));
  try {
    return { keys: shared || there ? openKeys(settings, { shared }) : undefined };
  } catch (error) {
    if (error instanceof ConfigError) return { wrong: error };
    throw error;
  }
}

/** A token that is piped in: it stands in no history and in no list of processes. */
export function readToken(): string {
  return readFileSync(0, "utf8").trim();
}
