import { readBlob } from "./git.ts";
import type { GithubClient } from "./github-client.ts";
import type { RepositoryName } from "./repositories.ts";

/** A blob as GraphQL gives it: whole, or cut where it is long. */
export interface BlobFacts {
  oid: string;
  text: string | undefined;
}

/** Git, too, looks for NUL in the first 8 kB only. */
const SNIFFED_BYTES = 8192;

/** The whole text of a blob; one that GraphQL cut is read again. Undefined for what is no UTF-8 text. */
export async function readBlobText(
  client: GithubClient,
  name: RepositoryName,
  { oid, text }: BlobFacts,
): Promise<string | undefined> {
  return text ?? decode(await readBlob(client, name, oid));
}

function decode(bytes: Buffer): string | undefined {
  if (bytes.subarray(0, SNIFFED_BYTES).includes(0)) return undefined;
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
