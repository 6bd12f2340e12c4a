/** What the module is told at start-up. */
export interface GovernanceConfig {
  /** Folder of `admin.key` and `id.key`; made when missing. */
  readonly dataDirectory: string;
  /** Value of MILLRACE_ADMIN_KEY. */
  readonly adminKey?: string | undefined;
  /** Value of MILLRACE_ID_KEY: 32 bytes as 64 hexadecimal digits or in base64. */
  readonly idKey?: string | undefined;
}
