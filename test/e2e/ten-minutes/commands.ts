/** The commands that a page tells, in their order. */
export function commandsOf(page: string): string[] {
  return [...page.matchAll(/```sh\n(.*?)```/gs)].flatMap(([, block]) => block.trim().split('\n'));
}
