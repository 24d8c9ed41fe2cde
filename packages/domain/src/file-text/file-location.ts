/** A path and, with `#L10-L40`, `#L10-` or `#L10`, the lines that are asked for. */
export interface FileLocation {
  /** Without leading or trailing slash; "" is the root. */
  path: string;
  from: number;
  /** Undefined: to the end. */
  to: number | undefined;
}

const RANGE = /#L(\d{1,9})(-(?:L?(\d{1,9}))?)?$/;

/** A location that cannot be; its message says what would be right. */
export class LocationError extends Error {
  override readonly name = "LocationError";
}

/** @throws LocationError for lines that cannot be, and for `.` and `..`. */
export function parseLocation(text: string): FileLocation {
  const match = RANGE.exec(text);
  const path = cleanPath(match ? text.slice(0, match.index) : text);
  if (!match) return { path, from: 1, to: undefined };
  const from = Number(match[1]);
  const to = match[2] === undefined ? from : match[3] === undefined ? undefined : Number(match[3]);
  if (from < 1 || (to !== undefined && to < from)) {
    throw new LocationError("Lines count from 1 and run upwards: write them as path#L10-L40.");
  }
  return { path, from, to };
}

function cleanPath(text: string): string {
  const path = text.replace(/^(?:\.?\/)+|\/+$/g, "");
  if (path === "." || path === "") return "";
  if (path.split("/").some((segment) => segment === "." || segment === ".." || segment === "")) {
    throw new LocationError('Name paths from the root of the repository, without "." and "..".');
  }
  return path;
}
