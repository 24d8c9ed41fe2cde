export type { DirectoryRow } from "./directory-row.ts";
export { LocationError, parseLocation, type FileLocation } from "./file-location.ts";
export { filesText } from "./files-text.ts";
export { fitFiles, type FileText, type FittedFiles, type OpenedFile } from "./fit-files.ts";
export { lfsPointer, lfsSize } from "./lfs-pointer.ts";
export { mimeTypeOf } from "./mime-type.ts";
export { directoryResourceText, fileResourceText } from "./resource-text.ts";
export { textOf } from "./text-of.ts";
