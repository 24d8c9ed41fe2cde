import type { Commit, FileDiff } from "../state/git.ts";

/** Files as `git diff` prints them: what the `diff` media type gives. */
export function diffText(files: readonly FileDiff[]): string {
  return files
    .map((file) => {
      const before = file.previousPath ?? file.path;
      const lines = [`diff --git a/${before} b/${file.path}`];
      if (!file.old && file.new) lines.push(`new file mode ${file.new.mode}`);
      else if (!file.new && file.old) lines.push(`deleted file mode ${file.old.mode}`);
      else if (file.old && file.new && file.old.mode !== file.new.mode)
        lines.push(`old mode ${file.old.mode}`, `new mode ${file.new.mode}`);
      if (file.previousPath !== undefined) lines.push(`rename from ${before}`, `rename to ${file.path}`);
      const none = "0".repeat(40);
      const [old, now] = [(file.old?.oid ?? none).slice(0, 7), (file.new?.oid ?? none).slice(0, 7)];
      if (old !== now)
        lines.push(`index ${old}..${now}${file.old && file.old.mode === file.new?.mode ? ` ${file.old.mode}` : ""}`);
      const [from, to] = [file.old ? `a/${before}` : "/dev/null", file.new ? `b/${file.path}` : "/dev/null"];
      if (file.binary) lines.push(`Binary files ${from} and ${to} differ`);
      else if (file.patch !== undefined) lines.push(`--- ${from}`, `+++ ${to}`, file.patch);
      return `${lines.join("\n")}\n`;
    })
    .join("");
}

/** One commit as a mail: the `patch` media type. */
export function patchText(commit: Commit, files: readonly FileDiff[]): string {
  const [subject = "", ...rest] = commit.message.trimEnd().split("\n");
  const date = new Date(commit.author.atMs).toUTCString().replace("GMT", "+0000");
  const head = [
    `From ${commit.oid} Mon Sep 17 00:00:00 2001`,
    `From: ${commit.author.name} <${commit.author.email}>`,
    `Date: ${date}`,
  ];
  return `${head.join("\n")}\nSubject: [PATCH] ${subject}\n${rest.join("\n")}\n---\n\n${diffText(files)}`;
}
