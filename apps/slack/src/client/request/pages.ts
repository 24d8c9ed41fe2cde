interface Answer {
  response_metadata?: { next_cursor?: string };
}

/**
 * Walks pages until there are no more, the time is over, or `visit` says stop. Slack gives empty pages with a cursor, and an
 * empty cursor on the last one.
 *
 * @returns Whether everything was seen.
 */
export async function walkPages<Page extends Answer>(
  read: (cursor: string | undefined) => Promise<Page>,
  visit: (page: Page) => boolean | void,
  { pages, forMs }: { pages: number; forMs: number },
): Promise<boolean> {
  const endMs = Date.now() + forMs;
  let cursor: string | undefined;
  for (let count = 0; count < pages && Date.now() < endMs; count += 1) {
    const page = await read(cursor);
    if (visit(page) === true) return false;
    const next = page.response_metadata?.next_cursor;
    if (next === undefined || next === "") return true;
    cursor = next;
  }
  return false;
}

/** Runs work on each item, a few at a time, results in order. */
export async function inTurns<Item, Result>(
  items: readonly Item[],
  atOnce: number,
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  for (let from = 0; from < items.length; from += atOnce) {
    results.push(...(await Promise.all(items.slice(from, from + atOnce).map(work))));
  }
  return results;
}
