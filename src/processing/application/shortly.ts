/** Asks a question once for all who have it within a moment; an answer is at most that old. */
export class Shortly<T> {
  private readonly asked = new Map<string, { readonly atMs: number; readonly answer: Promise<T> }>();

  constructor(private readonly momentMs: number) {}

  get(name: string, ask: () => Promise<T>): Promise<T> {
    const now = performance.now();
    const known = this.asked.get(name);
    if (known && now - known.atMs < this.momentMs) return known.answer;
    const answer = ask();
    this.asked.set(name, { atMs: now, answer });
    // A failure is told to those who asked by then, and to nobody else.
    answer.catch(() => this.asked.delete(name));
    return answer;
  }
}
