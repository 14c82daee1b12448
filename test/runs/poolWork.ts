// What the pool's tests let workers do.
let add = 0;

export async function setup(configuration: { add: number } | null): Promise<void> {
  add = configuration?.add ?? 0;
}

export async function work(payload: { echo?: number; burn?: number; sleep?: number; exit?: number; fail?: string; kill?: true; forever?: true; print?: string }): Promise<unknown> {
  if (payload.exit !== undefined) process.exit(payload.exit);
  if (payload.fail !== undefined) throw new Error(payload.fail);
  if (payload.kill) process.kill(process.pid, 'SIGTERM');
  if (payload.kill) await new Promise(() => undefined);
  if (payload.forever) for (;;);
  if (payload.sleep !== undefined) await new Promise((resolve) => setTimeout(resolve, payload.sleep! * 1e3));
  if (payload.print !== undefined) {
    await new Promise<void>((resolve) => process.stdout.write(`${payload.print}\n`, () => resolve()));
    return 'printed';
  }
  if (payload.burn !== undefined) {
    const spent = () => process.cpuUsage().user + process.cpuUsage().system;
    for (const end = spent() + payload.burn * 1e6; spent() < end;);
  }
  return { got: (payload.echo ?? 0) + add, pid: process.pid };
}
