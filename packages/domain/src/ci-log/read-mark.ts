import type { LineKind, SectionEdge } from "./log-line.ts";

const GITHUB = /^##\[(error|warning|notice|debug|command|group|endgroup|section)\](.*)$/;
const GITLAB = /^section_(start|end):(\d{1,12}):([\w.-]+)(?:\[[^\]]*\])?$/;

export interface Mark {
  readonly kind: LineKind;
  readonly edge: SectionEdge | undefined;
}

const PLAIN: Mark = { kind: "text", edge: undefined };

/** GitLab's `section_start:TS:name[opts]` or `section_end:TS:name`, alone between two carriage returns. */
export function readGitlabMark(segment: string): SectionEdge | undefined {
  const match = segment.startsWith("section_") ? GITLAB.exec(segment) : null;
  if (match === null) return undefined;
  return {
    edge: match[1] === "start" ? "start" : "end",
    name: match[3] ?? "",
    host: "gitlab",
    atMs: Number(match[2]) * 1000,
  };
}

/** GitHub's `##[kind]` at the head of a line. */
export function readGithubMark(text: string, atMs: number | undefined): Mark {
  const match = text.startsWith("##[") ? GITHUB.exec(text) : null;
  if (match === null) return PLAIN;
  const [, kind, name = ""] = match;
  if (kind === "group") return { kind, edge: { edge: "start", name: name.trim(), host: "github", atMs } };
  if (kind === "endgroup") return { kind, edge: { edge: "end", name: "", host: "github", atMs } };
  if (kind === "error" || kind === "warning" || kind === "notice" || kind === "debug" || kind === "command")
    return { kind, edge: undefined };
  return PLAIN;
}
