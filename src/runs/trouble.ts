/** Something the user can put right: shown as one line, exit code 2, no stack. */
export class Trouble extends Error {
  override name = 'Trouble';
}

/** What the operating system refused while doing `what`, in one line. */
export function systemTrouble(what: string, error: unknown): Trouble {
  const { code, message } = error as NodeJS.ErrnoException;
  const known: Record<string, string> = {
    ENOSPC: 'no space left on the device. Free some space or name another place.',
    EDQUOT: 'the disk quota is used up. Free some space or name another place.',
    EFBIG: 'the file may not grow further. Name another place.',
    EACCES: 'permission denied. Name a place you may write to.',
    EPERM: 'not permitted. Name a place you may write to.',
    EROFS: 'the file system is read-only. Name another place.',
    ENOENT: 'no such folder or file. Check the path.',
    EEXIST: 'a file of that name is there. Name another place.',
    ENOTDIR: 'a part of the path is not a folder. Check the path.',
    EISDIR: 'it is a folder, expected a file. Name a file.',
    ENAMETOOLONG: 'the name is too long. Name a shorter one.',
  };
  return new Trouble(`${what}: ${known[code ?? ''] ?? message}`, { cause: error });
}
