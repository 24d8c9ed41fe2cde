import { textOf } from "@fairlead/domain/file-text";
import { readBlob } from "./git.ts";
import type { GithubClient } from "../github-client.ts";
import type { RepositoryName } from "../repos/repositories.ts";

/** A blob as GraphQL gives it: whole, or cut where it is long. */
export interface BlobFacts {
  oid: string;
  text: string | undefined;
}

/** The whole text of a blob; one that GraphQL cut is read again. Undefined for what is no UTF-8 text. */
export async function readBlobText(
  client: GithubClient,
  name: RepositoryName,
  { oid, text }: BlobFacts,
): Promise<string | undefined> {
  return text ?? textOf(await readBlob(client, name, oid));
}
