/** Lists are shown so deep, and told apart so deep; what is deeper stands at the last step. */
const MOST_SHOWN = 8;
const MOST_OPEN = 100;

/** What `data-section-style` says of the lists in it. */
const ORDERED = "6";
const CHECKLIST = "7";

interface OpenList {
  ordered: boolean;
  checks: boolean;
  count: number;
}

/** Where a line of an item stands. */
interface Place {
  first: string;
  next: string;
  /** It follows another line of the same list. */
  tight: boolean;
}

/** The lists around what is being read. The kind of a list stands at the section around it. */
export function openLists() {
  const lists = bounded<OpenList>(MOST_OPEN);
  const sections = bounded<string | undefined>(MOST_OPEN);
  /** An item whose sign is not written yet. */
  let pending: { checked: boolean } | undefined;
  let inItem = false;
  let written = false;

  return {
    openSection(style: string | undefined) {
      sections.push(style ?? sections.last());
    },
    closeSection() {
      sections.pop();
    },
    open(ordered: boolean) {
      const style = sections.last();
      lists.push({ ordered: ordered || style === ORDERED, checks: style === CHECKLIST, count: 0 });
      if (lists.depth() === 1) written = false;
    },
    close() {
      lists.pop();
      pending = undefined;
      inItem = lists.depth() > 0;
    },
    item(checked: boolean) {
      pending = { checked };
      inItem = true;
    },
    endItem() {
      pending = undefined;
      inItem = false;
    },
    /** For the next line of the item that is open; undefined outside of any. */
    place(): Place | undefined {
      if (!inItem) return undefined;
      const list = lists.last();
      const indent = "  ".repeat(Math.min(Math.max(lists.depth() - 1, 0), MOST_SHOWN));
      const tight = written;
      written = true;
      if (pending === undefined) return { first: `${indent}  `, next: `${indent}  `, tight };
      const { checked } = pending;
      pending = undefined;
      if (list) list.count += 1;
      const sign = list?.ordered === true ? `${list.count}. ` : "- ";
      const box = checked || list?.checks === true ? `[${checked ? "x" : " "}] ` : "";
      return { first: `${indent}${sign}${box}`, next: `${indent}  `, tight };
    },
  };
}

/** A stack that only counts what is beyond its size. */
function bounded<T>(most: number) {
  const held: T[] = [];
  let beyond = 0;
  return {
    push(value: T) {
      if (held.length < most) held.push(value);
      else beyond += 1;
    },
    pop() {
      if (beyond > 0) beyond -= 1;
      else held.pop();
    },
    last: () => held.at(-1),
    depth: () => held.length,
  };
}
