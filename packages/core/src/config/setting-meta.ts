/** What a settings schema says about each of its fields, through `.meta()`. */
export interface SettingMeta {
  /** The environment variable that sets the field. Without one, only the configuration file does. */
  env?: string | undefined;
  /** Other names of that variable, which people know from elsewhere. `env` wins. */
  aliases?: readonly string[] | undefined;
  /** The value never appears in an error, a log or documentation. */
  secret?: boolean | undefined;
  /** What the field takes, in words, where its type alone does not say it. */
  accepts?: string | undefined;
}

declare module "zod" {
  interface GlobalMeta extends SettingMeta {}
}
