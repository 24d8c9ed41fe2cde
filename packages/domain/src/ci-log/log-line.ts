/** What a line is to the host that wrote the log: GitHub marks its own lines with `##[kind]`. */
export type LineKind = "text" | "error" | "warning" | "notice" | "debug" | "command" | "group" | "endgroup";

/** A section's border: GitHub's `##[group]` and `##[endgroup]`, GitLab's `section_start` and `section_end`. */
export interface SectionEdge {
  readonly edge: "start" | "end";
  /** Empty at `##[endgroup]`, which names nothing. */
  readonly name: string;
  readonly host: "github" | "gitlab";
  readonly atMs: number | undefined;
}

/** One line of a log, cleaned. */
export interface LogLine {
  /** Counted from 1 in the raw log. */
  readonly number: number;
  /** Without timestamp, colours and section marks; what follows the last carriage return; at most 2,000 characters. */
  readonly text: string;
  readonly kind: LineKind;
  /** The host's timestamp, in milliseconds since the epoch. */
  readonly atMs: number | undefined;
  /** GitLab cut one line of output in two (`00O+`): this is the later part. */
  readonly joined: boolean;
  readonly edges: readonly SectionEdge[];
}
