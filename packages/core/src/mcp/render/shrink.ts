import type { Measured, MeasuredField } from "./measure.ts";
import { declaredField, isFreeText, othersOf, shapeFor, type Shape } from "./shape.ts";
import { shareOut } from "./share-out.ts";

/** Texts up to this long are never cut: names, states, ids. */
const SHORT = 120;
/** What a note in place of a text's tail takes at most. */
const NOTE = 60;

/** How much of each list or record was kept, by its name. */
export type Cuts = Map<string, { shown: number; of: number }>;

interface Frame {
  root: Shape;
  cuts: Cuts;
}

/**
 * Cuts a JSON value down to about `room` characters, and never to what its shape forbids: fixed texts, tuples, least
 * lengths and declared fields stay. Every part gets an equal share; what small parts leave over goes to the large ones.
 * Cut texts end in a note; what lists and records lose is counted in `cuts`.
 */
export function shrink(measured: Measured, room: number, shape: Shape, cuts: Cuts): unknown {
  return cut(measured, room, shape, "result", { root: shape, cuts });
}

function cut(measured: Measured, room: number, shape: Shape, name: string, frame: Frame): unknown {
  if (measured.size <= room) return measured.value;
  const exact = shapeFor(shape, measured.value, frame.root);
  switch (measured.kind) {
    case "leaf":
      return measured.value;
    case "text":
      return isFreeText(exact) ? cutText(measured, room) : measured.value;
    case "list":
      return exact.prefixItems === undefined
        ? cutList(measured.parts, room, exact, name, frame)
        : cutTuple(measured.parts, room, exact, name, frame);
    case "object":
      return cutObject(measured.parts, room, exact, name, frame);
  }
}

function cutText({ value, size }: { value: string; size: number }, room: number): string {
  if (value.length <= SHORT) return value;
  // Escapes make the JSON longer than the text.
  const fair = Math.floor((room * value.length) / size);
  if (value.length <= Math.max(fair, SHORT)) return value;
  const end = Math.max(fair, SHORT) - NOTE;
  const line = value.lastIndexOf("\n", end);
  const kept = value.slice(0, line > end / 2 ? line : end).replace(/[\uD800-\uDBFF]$/, "");
  return `${kept}\n[cut: ${value.length - kept.length} of ${value.length} characters not shown]`;
}

function cutList(rows: readonly Measured[], room: number, shape: Shape, name: string, frame: Frame): unknown[] {
  const each = othersOf(shape.items);
  const least = Math.max(shape.minItems ?? 0, Math.min(rows.length, 1));
  const kept: unknown[] = [];
  let left = room;
  for (const row of rows) {
    if (row.size >= left && kept.length >= least) break;
    kept.push(cut(row, left, each, name, frame));
    left -= row.size + 1;
  }
  count(frame.cuts, name, kept.length, rows.length);
  return kept;
}

function cutTuple(parts: readonly Measured[], room: number, shape: Shape, name: string, frame: Frame): unknown[] {
  const shares = shareOut(
    parts.map(({ size }) => size + 1),
    room,
  );
  return parts.map((part, index) => {
    const each = shape.prefixItems?.[index] ?? othersOf(shape.items);
    return cut(part, (shares[index] ?? 0) - 1, each, name, frame);
  });
}

function cutObject(fields: readonly MeasuredField[], room: number, shape: Shape, name: string, frame: Frame): unknown {
  const kept = fieldsWithRoom(fields, room, shape);
  count(frame.cuts, name, kept.length, fields.length);
  const shares = shareOut(
    kept.map(({ part, keySize }) => keySize + part.size),
    room,
  );
  return Object.fromEntries(
    kept.map(({ key, part, keySize }, index) => {
      const each = declaredField(shape, key) ?? othersOf(shape.additionalProperties);
      return [key, cut(part, (shares[index] ?? 0) - keySize, each, key, frame)];
    }),
  );
}

/** Declared fields all stay; entries of a record stay while even the smallest form of all of them fits. */
function fieldsWithRoom(fields: readonly MeasuredField[], room: number, shape: Shape): readonly MeasuredField[] {
  const smallest = ({ part, keySize }: MeasuredField) => keySize + Math.min(part.size, SHORT);
  let left = room;
  for (const field of fields) if (declaredField(shape, field.key) !== undefined) left -= smallest(field);
  return fields.filter((field) => {
    if (declaredField(shape, field.key) !== undefined) return true;
    left -= smallest(field);
    return left >= 0;
  });
}

/** Parts of the same name, such as one list in each of many rows, are counted together. */
function count(cuts: Cuts, name: string, shown: number, of: number): void {
  if (shown === of) return;
  const before = cuts.get(name) ?? { shown: 0, of: 0 };
  cuts.set(name, { shown: before.shown + shown, of: before.of + of });
}
