/** The next page's number from a `Link` header (RFC 8288), as a cursor; undefined on the last page. */
export function nextPage(headers: { link?: string | undefined }): string | undefined {
  const url = /<([^>]+)>;\s*rel="next"/.exec(headers.link ?? "")?.[1];
  return url === undefined ? undefined : (URL.parse(url)?.searchParams.get("page") ?? undefined);
}

/** The page that a cursor of `nextPage` stands for; the first without one. */
export function pageOf(cursor: string | undefined): number {
  return cursor === undefined ? 1 : Number(cursor);
}
