/** GitLab's own sections around the script: they also run, and end well, after a failure. */
export const HOUSEKEEPING =
  /^(?:after_script|archive_cache|upload_artifacts|archive_failure|cleanup_file_variables|clean_up)/;

/** Sections nested deeper than this are not followed: a log that only opens must not fill the memory. */
export const MAX_DEPTH = 32;
