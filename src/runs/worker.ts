// A process of the pool. It imports the module named on the command line and works off one payload after the other.
interface WorkModule {
  setup?: (configuration: unknown) => Promise<void>;
  /** What this payload needs, loaded before its clock starts. */
  prepare?: (payload: unknown) => Promise<void>;
  /** `show` hands on what the work looks like while it goes on. */
  work: (payload: unknown, show: (moment: unknown) => void) => Promise<unknown>;
}

const [moduleUrl, configuration] = process.argv.slice(2);
process.on('SIGINT', () => undefined); // Ctrl-C reaches the whole group; the pool decides when a worker ends.
process.on('disconnect', () => process.exit(0));

void serve();

async function serve(): Promise<void> {
  try {
    const module = (await import(moduleUrl)) as WorkModule;
    await module.setup?.(JSON.parse(configuration));
    process.on('message', (payload: unknown) => void answer(module, payload));
    process.send!({ ready: true });
  } catch (error) {
    process.send!({ broken: error instanceof Error ? error.stack ?? error.message : String(error) }, () => process.exit(1));
  }
}

async function answer(module: WorkModule, payload: unknown): Promise<void> {
  let started = performance.now(), before = process.cpuUsage();
  const told: { value?: unknown; failed?: string } = {};
  try {
    if (module.prepare) {
      await module.prepare(payload);
      [started, before] = [performance.now(), process.cpuUsage()];
    }
    told.value = await module.work(payload, (shown) => void process.send!({ shown }));
  } catch (error) {
    told.failed = error instanceof Error ? error.message : String(error);
    console.error(error); // The whole story goes to the run's log.
  }
  const { user, system } = process.cpuUsage(before);
  process.send!({ ...told, cpuSeconds: (user + system) / 1e6, wallSeconds: (performance.now() - started) / 1e3 });
}
