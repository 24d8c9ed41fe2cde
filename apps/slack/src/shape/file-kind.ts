interface Described {
  mimetype: string;
  filetype: string;
  mode: string;
}

/** Kinds of files as people name them, by what Slack says of a file. */
const KINDS: Readonly<Record<string, (file: Described) => boolean>> = {
  images: ({ mimetype }) => mimetype.startsWith("image/"),
  pdfs: ({ mimetype, filetype }) => mimetype === "application/pdf" || filetype === "pdf",
  documents: ({ mimetype, filetype }) =>
    /msword|wordprocessingml|opendocument\.text|rtf|google-apps\.document/.test(mimetype) ||
    /^(docx?|gdoc|odt|rtf|pages)$/.test(filetype),
  spreadsheets: ({ mimetype, filetype }) =>
    /spreadsheet|ms-excel|text\/csv/.test(mimetype) || /^(xlsx?|gsheet|ods|csv|numbers)$/.test(filetype),
  snippets: ({ mode }) => mode === "snippet",
  archives: ({ mimetype, filetype }) =>
    /zip|x-tar|x-7z|vnd\.rar/.test(mimetype) || /^(zip|tar|gzip|7z|rar)$/.test(filetype),
  canvases: ({ mode, filetype }) =>
    mode === "canvas" || mode === "quip" || filetype === "canvas" || filetype === "quip",
};

/** Whether a file is of one of some kinds; of any where none is named. */
export function isOfKind(
  kinds: readonly string[],
  { mimetype = "", filetype = "", mode = "" }: { mimetype?: string; filetype?: string; mode?: string },
): boolean {
  return kinds.length === 0 || kinds.some((kind) => KINDS[kind]?.({ mimetype, filetype, mode }) === true);
}
