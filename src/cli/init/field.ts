/** A field of the event: what its schema says, and how a row gives it. */
export interface Field {
  readonly name: string;
  readonly schema: Record<string, unknown>;
  readonly expression: string;
  readonly when?: string | undefined;
  readonly required: boolean;
  readonly comment?: string;
}
