import type { ServerResponse } from 'node:http';

/** What is told of a run while it goes on: `kind` says what, the rest is the teller's. */
export interface LiveEvent { kind: string; id?: string; method?: string; [more: string]: unknown }

/** Tells every page that listens what happens in the run now; who comes later hears the plan, the answers so far, and the tasks that are being solved. */
export class Feed {
  private readonly listeners = new Set<ServerResponse>();
  private readonly lasting: LiveEvent[] = [];
  /** By task: what was told since it began. */
  private readonly open = new Map<string, LiveEvent[]>();

  tell(event: LiveEvent): void {
    const key = `${event.method} ${event.id}`;
    if (event.kind === 'begins') this.open.set(key, [event]);
    else if (event.id === undefined || event.kind === 'answered') this.lasting.push(event);
    else this.open.get(key)?.push(event);
    if (event.kind === 'answered') this.open.delete(key);
    for (const listener of this.listeners) write(listener, event);
  }

  join(response: ServerResponse): void {
    for (const event of [...this.lasting, ...[...this.open.values()].flat()]) write(response, event);
    this.listeners.add(response);
    response.on('close', () => this.listeners.delete(response));
  }
}

const write = (response: ServerResponse, event: LiveEvent): void => void response.write(`data: ${JSON.stringify(event)}\n\n`);
