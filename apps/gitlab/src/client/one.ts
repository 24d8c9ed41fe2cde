import type { ListPage } from "./requester.ts";

/**
 * What GitLab answers, as far as we read it. gitbeaker's types promise fields that old versions leave out or answer with
 * null: rows are typed where they are read.
 */
export async function one<Row>(request: Promise<unknown>): Promise<Row> {
  return (await request) as Row;
}

/** One page of a list; see `ListPage` for why it is none of gitbeaker's. */
export async function list<Row>(request: Promise<unknown>): Promise<ListPage<Row>> {
  return (await request) as ListPage<Row>;
}
