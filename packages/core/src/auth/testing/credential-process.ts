/** One replica, as a process: opens the shared file, and on a line of input asks for a credential many times at once. */
import { once } from "node:events";
import { createConnections } from "../connections/index.ts";
import { createVault, keyFile, localKeyRing } from "../vault/index.ts";
import { openSqlite, scopedStore, sqliteStore } from "../../store/index.ts";
import { githubAccess, whoAmI, type GithubPlace } from "./github-sign-in.ts";

export interface CredentialProcessInput {
  databaseFile: string;
  vaultKeyFile: string;
  place: GithubPlace;
  connectionHolder: { tenant: string; subject: string };
  calls: number;
  /** How far this process's clock is ahead. */
  aheadMs: number;
}

const input = JSON.parse(process.argv[2] ?? "") as CredentialProcessInput;
const file = openSqlite(input.databaseFile);
const store = scopedStore(sqliteStore(file), "default/github");
const now = () => Date.now() + input.aheadMs;
const vault = createVault({ store, keyRing: localKeyRing(keyFile(input.vaultKeyFile)) });
const connections = createConnections({ store, vault, vendor: githubAccess(input.place, now), now });
const record = await connections.find(input.connectionHolder, undefined);
if (record === undefined) throw new Error("no connection");

process.stdout.write("ready\n");
await once(process.stdin, "data");
process.stdin.destroy();

const call = async () => {
  const { token, kind } = await connections.credential(record);
  return { token, login: (await whoAmI(input.place.url, kind, token)).login };
};
const results = await Promise.all(
  Array.from({ length: input.calls }, () => call().catch((error: Error) => ({ error: error.message }))),
);
file.close();
process.stdout.write(`${JSON.stringify(results)}\n`);
