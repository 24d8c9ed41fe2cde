import { sizeOf, type SlackFile } from "../state/file.ts";
import type { World } from "../state/world.ts";

/** A file as Slack's JSON has it. */
export function shapeFile(world: World, file: SlackFile): Record<string, unknown> {
  const { id, name, title, mimetype, filetype, userId, createdS, shares, mode, altText, externalUrl } = file;
  if (mode === "tombstone" || mode === "hidden_by_limit") return { id, mode, created: createdS };
  const url = `${world.url}/files-pri/${file.teamId}-${id}`;
  const visible = (file.sharedAtMs ?? 0) <= world.now();
  const places = visible ? [...shares] : [];
  const ids = (letter: string) => places.map(([channel]) => channel).filter((channel) => channel.startsWith(letter));
  const rows = (wanted: (channelId: string) => boolean) =>
    Object.fromEntries(
      places
        .filter(([channel]) => wanted(channel))
        .map(([channel, stamps]) => [channel, stamps.map((ts) => ({ ts, team_id: file.teamId }))]),
    );
  const open = (channelId: string) => world.channels.get(channelId)?.kind === "public";
  return {
    id,
    created: createdS,
    timestamp: createdS,
    name,
    title,
    mimetype,
    filetype,
    pretty_type: filetype.toUpperCase(),
    user: userId,
    editable: mode === "snippet",
    size: sizeOf(file),
    mode,
    is_external: externalUrl !== undefined,
    external_type: externalUrl === undefined ? "" : "gdrive",
    is_public: ids("C").some(open),
    channels: ids("C"),
    groups: ids("G"),
    ims: ids("D"),
    shares: { public: rows(open), private: rows((channel) => !open(channel)) },
    url_private: externalUrl ?? `${url}/${encodeURIComponent(name)}`,
    ...(externalUrl === undefined && { url_private_download: `${url}/download/${encodeURIComponent(name)}` }),
    permalink: `https://harbor-labs.slack.com/files/${userId}/${id}/${encodeURIComponent(name)}`,
    comments_count: 0,
    ...(altText !== undefined && { alt_txt: altText }),
  };
}
