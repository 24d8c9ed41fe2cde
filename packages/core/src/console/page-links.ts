/** Where a page's own files are, and the page above all others. */
export interface PageLinks {
  style: string;
  /** The script that brings copy buttons. */
  copy: string;
  /** The list of connectors, where there are several. */
  index: { href: string; label: string } | undefined;
}
