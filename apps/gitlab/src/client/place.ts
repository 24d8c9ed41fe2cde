/** Where a list goes on. */
export interface Place {
  limit: number;
  cursor?: string | undefined;
}

/** The paging parameters of a place: of the first page, or those that the page before named. */
export function paging({ limit, cursor }: Place): { perPage: number } & Record<string, string | number> {
  return { perPage: limit, ...(cursor !== undefined && Object.fromEntries(new URLSearchParams(cursor))) };
}
