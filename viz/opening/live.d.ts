/** What `/api/now` tells: the plan, a task that begins, what its solver shows, an answer, and whether the built page is there. */
export interface LiveOptions {
  /** The story of one task has been told to its end, and this is its id. Return true where something else is shown now. */
  ended?: (id: string) => boolean;
  /** The built page is there, or why it never will be; whether no story is being told just now. */
  page?: (fault: string | undefined, idle: boolean) => void;
  /** No more comes, and all has been told: the run has ended, or nobody answers. */
  over?: () => void;
}
/** Shows the tasks of a running run while they are solved, each in slow motion; returns what ends it. */
export function watchLive(root: HTMLElement, options?: LiveOptions): () => void;
