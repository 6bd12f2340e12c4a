/** Small files with a secret. Promises: readable by their owner only (mode 0600); never seen half written, also after a crash. */
export interface SecretFiles {
  /** The text without white space around it; undefined when there is no such file. */
  read(file: string): Promise<string | undefined>;
  /** Writes a new file unless it exists. Returns what the file holds in the end: of several callers at once, one wins for all. */
  create(file: string, text: string): Promise<string>;
  replace(file: string, text: string): Promise<void>;
}

export const SECRET_FILES = Symbol('SecretFiles');
