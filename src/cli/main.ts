import { Command, CommanderError } from 'commander';
import { Trouble } from '../runs/trouble.ts';
import { packageVersion } from '../runs/versions.ts';
import { processShell, type Shell } from './shell.ts';

/** Only the command that is named is loaded, which spares a second or more; all of them where help is asked for or the name is none of these. */
const commands: Record<string, () => Promise<(program: Command, shell: Shell) => void>> = {
  start: async () => (await import('./start.ts')).addStart,
  solve: async () => (await import('./solve.ts')).addSolve,
  settle: async () => (await import('./settle.ts')).addSettle,
  simulate: async () => (await import('./simulate.ts')).addSimulate,
  run: async () => (await import('./run.ts')).addRun,
  tasks: async () => (await import('./tasks.ts')).addTasks,
  data: async () => (await import('./data.ts')).addData,
  view: async () => (await import('./view.ts')).addView,
  bench: async () => (await import('./bench.ts')).addBench,
  doctor: async () => (await import('./doctor.ts')).addDoctor,
};

/**
 * The command line. Returns the exit code: 0 done, 1 done but something asked for was not reached, 2 wrong input or use,
 * 130 interrupted with the results so far written.
 */
export async function main(args: readonly string[], shell: Shell = processShell()): Promise<number> {
  const program = new Command('cymatic')
    .description('A field of coupled oscillators that settles grid tasks, beside an attention net.')
    .version(packageVersion())
    .exitOverride()
    .enablePositionalOptions()
    .configureOutput({ writeOut: (text) => shell.out(text.trimEnd()), writeErr: () => undefined })
    .showSuggestionAfterError()
    .helpCommand(false);
  const wanted = args.length > 0 && Object.hasOwn(commands, args[0]) ? [args[0]] : Object.keys(commands);
  for (const add of await Promise.all(wanted.map((name) => commands[name]()))) add(program, shell);
  try {
    if (args.length === 0) program.outputHelp();
    else await program.parseAsync(args, { from: 'user' });
  } catch (error) {
    shell.exitCode = complain(error, shell);
  }
  return shell.exitCode;
}

/** Says what is wrong in one line where the user can put it right; a fault of our own keeps its stack. */
function complain(error: unknown, shell: Shell): number {
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return shell.exitCode;
    if (error.code === 'commander.help') {
      shell.err('cymatic: no subcommand came, expected one. See it with --help.');
      return 2;
    }
    shell.err(`cymatic: ${error.message.replace(/^error: /, '').replace(/\.?\s*\n\s*/g, ' ').replace(/\.$/, '')}. See --help.`);
  } else if (error instanceof Trouble) shell.err(`cymatic: ${error.message}`);
  else shell.err(`cymatic: a fault of the program itself, please report it.\n${error instanceof Error ? error.stack : String(error)}`);
  return 2;
}
