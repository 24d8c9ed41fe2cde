/** What ids are called. undefined where nobody knows: the id is shown then. */
export interface Names {
  user?(id: string): string | undefined;
  channel?(id: string): string | undefined;
  usergroup?(id: string): string | undefined;
}

/** Tokens as readers see them, and may send them back: the id, with a label. */
export const token = {
  user: (id: string, names: Names, label?: string): string => labelled(`@${id}`, names.user?.(id) ?? label),
  channel: (id: string, names: Names, label?: string): string => labelled(`#${id}`, names.channel?.(id) ?? label),
  usergroup: (id: string, names: Names, label?: string): string =>
    labelled(`!subteam^${id}`, names.usergroup?.(id) ?? label),
};

function labelled(id: string, label: string | undefined): string {
  const clean = label?.replaceAll(/[<>|\n]/g, " ").trim();
  return clean === undefined || clean === "" ? `<${id}>` : `<${id}|${clean}>`;
}
