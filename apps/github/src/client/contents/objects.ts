import { ToolError } from "@fairlead/core";
import { graphqlRows } from "../request/graphql.ts";
import { numbered } from "../request/repeated.ts";
import type { GithubClient } from "../github-client.ts";
import type { RepositoryName } from "../repos/repositories.ts";

/** A git object as GraphQL gives it. */
export type GitObject =
  | {
      kind: "Blob";
      oid: string;
      byteSize: number;
      isBinary: boolean | null;
      isTruncated: boolean;
      text: string | null;
    }
  | Tree
  | { kind: "Tag"; oid: string; target: { oid: string } }
  | { kind: "Commit"; oid: string };

interface Tree {
  kind: "Tree";
  oid: string;
  entries: readonly TreeEntry[];
}

/** `mode` is git's own, as a number: 0o100644 is 33188. */
export interface TreeEntry {
  name: string;
  type: "blob" | "tree" | "commit";
  mode: number;
  oid: string;
  size: number;
}

/** A document for that many objects: GraphQL has no list of expressions, each one is a field of its own. */
export function OBJECTS_QUERY(count: number): string {
  return objectsQuery(
    count,
    "... on Blob { byteSize isBinary isTruncated text } ... on Tree { entries { name type mode oid size } }",
  );
}

/** The same for directories alone, without the texts of files. */
export function TREES_QUERY(count: number): string {
  return objectsQuery(count, "... on Tree { entries { name type mode oid size } }");
}

function objectsQuery(count: number, fields: string): string {
  const aliases = Array.from({ length: count }, (_, index) => index);
  return `query Objects($owner: String!, $repo: String!, ${aliases.map((index) => `$e${index}: String!`).join(", ")}) {
  repository(owner: $owner, name: $repo) {
    nameWithOwner
    isEmpty
    ${aliases.map((index) => `o${index}: object(expression: $e${index}) { ...Object }`).join("\n    ")}
  }
}
fragment Object on GitObject { kind: __typename oid ${fields} ... on Tag { target { oid } } }`;
}

interface Answer {
  repository: { nameWithOwner: string; isEmpty: boolean; [alias: string]: unknown };
}

/** Objects in the order of their expressions; undefined for what is not there. */
export interface ReadObjects {
  /** The repository's present name. */
  fullName: string;
  empty: boolean;
  objects: readonly (GitObject | undefined)[];
}

/**
 * Reads git objects by expressions such as `main`, `main:src/a.ts` or `main:` (the root), in one request; in several at
 * once where there are many.
 *
 * @throws GitHub's error without the repository.
 */
export async function readObjects(
  client: GithubClient,
  name: RepositoryName,
  expressions: readonly string[],
): Promise<ReadObjects> {
  const { repository, objects } = await ask<GitObject>(client, name, OBJECTS_QUERY, expressions);
  return { fullName: repository.nameWithOwner, empty: repository.isEmpty, objects };
}

/** The rows of directories by such expressions; none for what is not there, or no directory. */
export async function readTrees(
  client: GithubClient,
  name: RepositoryName,
  expressions: readonly string[],
): Promise<(readonly TreeEntry[])[]> {
  const read = await ask<Partial<Tree>>(client, name, TREES_QUERY, expressions);
  return read.objects.map((object) => object?.entries ?? []);
}

/** Objects that one document asks for: GitHub gives up on a query after ten seconds. */
const MOST_AT_ONCE = 200;

async function ask<T>(
  client: GithubClient,
  name: RepositoryName,
  document: (count: number) => string,
  expressions: readonly string[],
) {
  const parts = Array.from({ length: Math.max(1, Math.ceil(expressions.length / MOST_AT_ONCE)) }, (_, part) =>
    expressions.slice(part * MOST_AT_ONCE, (part + 1) * MOST_AT_ONCE),
  );
  const [first, ...rest] = await Promise.all(parts.map((part) => askPart<T>(client, name, document, part)));
  if (first === undefined) throw new TypeError("there is always a first part");
  return { repository: first.repository, objects: [first, ...rest].flatMap(({ objects }) => objects) };
}

async function askPart<T>(
  client: GithubClient,
  { owner, repo }: RepositoryName,
  document: (count: number) => string,
  expressions: readonly string[],
) {
  const variables = { owner, repo, ...numbered("e", expressions) };
  const { data, errors } = await graphqlRows<Answer>(client, document(expressions.length), variables);
  // What is not there is null without an error: null with another one could be a file that a commit would overwrite.
  if (errors.some(({ type }) => type !== "NOT_FOUND")) {
    throw new ToolError(
      "upstream_unavailable",
      "GitHub could not read all of this: try again, or ask for fewer files.",
    );
  }
  const { repository } = data;
  const objects = expressions.map((_, index) => (repository[`o${index}`] as T | null) ?? undefined);
  return { repository, objects };
}

/** The commit that a ref's object stands for; an annotated tag points at it. */
export function commitOf(object: GitObject | undefined): string | undefined {
  return object?.kind === "Tag" ? object.target.oid : object?.oid;
}
