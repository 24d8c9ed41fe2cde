/** One row of a directory, with its path from the root of the repository. */
export interface DirectoryRow {
  path: string;
  type: "file" | "directory" | "symlink" | "submodule";
  size: number | undefined;
}
